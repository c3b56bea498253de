"""The tables. No column says anything about a shop: what people answer is in what is sealed alone.

Times are whole seconds since 1970, so that both databases keep them alike. A changed table needs a migration.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(DeclarativeBase):
    """Every table; constraints have fixed names, so that migrations can find them on both databases."""

    metadata = MetaData(naming_convention=NAMES)


class CheckupRow(Row):
    """One shop's answers, sealed, with the data key locked by the owner's code.

    `summary` is sealed too: what a list of shares shows of a finished check, so that it need not open the answers.
    """

    __tablename__ = "checkup"

    id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    locator: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    pepper_version: Mapped[int]
    auth_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    wrapped_key: Mapped[bytes] = mapped_column(LargeBinary(64))
    questionnaire: Mapped[str] = mapped_column(String(64))
    version: Mapped[str] = mapped_column(String(32))
    revision: Mapped[int]
    expires_on: Mapped[date] = mapped_column(index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    summary: Mapped[bytes | None] = mapped_column(LargeBinary)


class SessionRow(Row):
    """A browser that is in; `sealed` opens only with the key in its cookie."""

    __tablename__ = "web_session"

    id: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    checkup_id: Mapped[bytes] = mapped_column(ForeignKey("checkup.id", ondelete="CASCADE"), index=True)
    started: Mapped[int] = mapped_column(BigInteger)
    seen: Mapped[int] = mapped_column(BigInteger)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class NonceRow(Row):
    """A form that was posted and had its effect; a second time it has none."""

    __tablename__ = "nonce"

    checkup_id: Mapped[bytes] = mapped_column(ForeignKey("checkup.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    used_on: Mapped[date] = mapped_column(index=True)


class AttemptRow(Row):
    """How often something was tried in a window of time; the key is a keyed hash, so no address is kept."""

    __tablename__ = "attempt_window"

    key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    ends: Mapped[int] = mapped_column(BigInteger, index=True)
    count: Mapped[int]


class AuditRow(Row):
    """Something that happened; `hash` is over the row before it and this one. The database refuses any change."""

    __tablename__ = "audit"

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[int] = mapped_column(BigInteger)
    what: Mapped[str] = mapped_column(String(32))
    who: Mapped[str] = mapped_column(String(64))
    about: Mapped[str] = mapped_column(String(64), index=True)
    association: Mapped[str] = mapped_column(String(16), index=True)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class TokenRow(Row):
    """A program of a partner that may fetch releases of some regions, up to and with its last day."""

    __tablename__ = "api_token"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    name: Mapped[str] = mapped_column(Text)
    regions: Mapped[str] = mapped_column(String(255))
    ends_on: Mapped[date]
    revoked_on: Mapped[date | None]


class AssociationKeyRow(Row):
    """To whom ticks are sealed; the private half opens with a secret that is kept beside the database."""

    __tablename__ = "association_key"

    association: Mapped[str] = mapped_column(String(16), primary_key=True)
    region: Mapped[str] = mapped_column(String(16), primary_key=True)
    public: Mapped[bytes] = mapped_column(LargeBinary(32))
    key_version: Mapped[int]
    sealed_private: Mapped[bytes] = mapped_column(LargeBinary(64))


class ShareRow(Row):
    """A further lock on the data key of a check: by a code, with locator to wrap as in `checkup`, or sealed by a tick.

    `scope_id` is a keyed hash of association and region; `sealed` holds these and the owner's wish. The index holds all
    that finding one page of thousands of ticks needs.
    """

    __tablename__ = "share"
    __table_args__ = (Index("ix_share_listed", "scope_id", "kind", "shared_on", "id", "ends_on", "checkup_id"),)

    id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    checkup_id: Mapped[bytes] = mapped_column(ForeignKey("checkup.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    scope_id: Mapped[bytes] = mapped_column(LargeBinary(32))
    shared_on: Mapped[date]
    ends_on: Mapped[date] = mapped_column(index=True)
    views_left: Mapped[int | None]
    done_on: Mapped[date | None]
    locator: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    pepper_version: Mapped[int | None]
    auth_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    wrapped_key: Mapped[bytes] = mapped_column(LargeBinary(96))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class CountingRow(Row):
    """The one row that says what closed last; who counts shares a lock on it, who closes has it alone."""

    __tablename__ = "counting"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    closed_on: Mapped[date | None]


class QueueRow(Row):
    """How many checks of a group were in a cell in one month, named by its first day, and wait for their batch."""

    __tablename__ = "queue"

    questionnaire: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[str] = mapped_column(String(32), primary_key=True)
    region: Mapped[str] = mapped_column(String(64), primary_key=True)
    sector: Mapped[str] = mapped_column(String(64), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    cell: Mapped[str] = mapped_column(String(160), primary_key=True)
    count: Mapped[int]


class PendingRow(Row):
    """A batch between closing and freezing: exact counts and the key of its noise, both gone once it is frozen."""

    __tablename__ = "pending"

    batch: Mapped[str] = mapped_column(String(255), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    key: Mapped[bytes] = mapped_column(LargeBinary(32))


class LeafRow(Row):
    """A frozen batch: its bytes, their hash and signature. The database refuses any change."""

    __tablename__ = "leaf"

    batch: Mapped[str] = mapped_column(String(255), primary_key=True)
    region: Mapped[str] = mapped_column(String(64), index=True)
    closed_on: Mapped[date] = mapped_column(index=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    signature: Mapped[bytes] = mapped_column(LargeBinary(64))
    signed_by: Mapped[bytes] = mapped_column(LargeBinary(32))


class ReleaseRow(Row):
    """A release that was published. The database refuses any change, and any number but the next."""

    __tablename__ = "release"

    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(64), unique=True)
    questionnaire: Mapped[str] = mapped_column(String(64))
    version: Mapped[str] = mapped_column(String(32))
    region: Mapped[str] = mapped_column(String(64), index=True)
    title: Mapped[str] = mapped_column(String(100))
    period: Mapped[str] = mapped_column(String(16))
    period_title: Mapped[str] = mapped_column(String(64))
    first: Mapped[date]
    until: Mapped[date]
    published_on: Mapped[date]
    corrects: Mapped[str | None] = mapped_column(String(64))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    signature: Mapped[bytes] = mapped_column(LargeBinary(64))
    signed_by: Mapped[bytes] = mapped_column(LargeBinary(32))


class ReleaseFileRow(Row):
    """A file of a release, written before it in the same transaction; once the release is there, none comes or goes."""

    __tablename__ = "release_file"

    release_id: Mapped[str] = mapped_column(
        ForeignKey("release.id", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    place: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    size: Mapped[int]
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class AccountRow(Row):
    """Somebody who may sign in at the desk. Secrets are hashed or sealed; `link` is the hash of a one-time link.

    Of `association` and `partner` one is empty.
    """

    __tablename__ = "account"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    association: Mapped[str] = mapped_column(String(16), index=True)
    partner: Mapped[str] = mapped_column(String(16), server_default="")
    role: Mapped[str] = mapped_column(String(16))
    regions: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool]
    password: Mapped[str | None] = mapped_column(String(255))
    totp: Mapped[str | None] = mapped_column(Text)
    totp_counter: Mapped[int] = mapped_column(BigInteger)
    link: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    link_ends: Mapped[int] = mapped_column(BigInteger)
    reset_asked_by: Mapped[str | None] = mapped_column(String(32))
    reset_asked: Mapped[int] = mapped_column(BigInteger)


class PasskeyRow(Row):
    """A passkey of an account: what its device gave to recognise it by."""

    __tablename__ = "passkey"

    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(64))
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    transports: Mapped[str] = mapped_column(String(255))
    used: Mapped[int] = mapped_column(BigInteger)


class RecoveryCodeRow(Row):
    """A recovery code that is still good, as a keyed hash."""

    __tablename__ = "recovery_code"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)


class DeskSessionRow(Row):
    """A browser at the desk. `complete` after both factors; `sealed` opens only with the key in its cookie."""

    __tablename__ = "desk_session"

    id: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    started: Mapped[int] = mapped_column(BigInteger)
    seen: Mapped[int] = mapped_column(BigInteger)
    complete: Mapped[bool]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class PrintJobRow(Row):
    """The letters that one adviser prints together. Its key, sealed with a secret beside the database, opens the rest.

    `lease` is until when somebody binds them, or when to try again; `ready` since when they are bound.
    """

    __tablename__ = "print_job"

    id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(64), index=True)
    association: Mapped[str] = mapped_column(String(16))
    created: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(16))
    lease: Mapped[int] = mapped_column(BigInteger)
    tries: Mapped[int]
    ready: Mapped[int | None] = mapped_column(BigInteger)
    ends: Mapped[int] = mapped_column(BigInteger, index=True)
    key_version: Mapped[int]
    sealed_key: Mapped[bytes] = mapped_column(LargeBinary(64))


class PrintItemRow(Row):
    """One letter of a print job, made once: there is one row for each place. `lease` as above, of who makes it."""

    __tablename__ = "print_item"

    job_id: Mapped[bytes] = mapped_column(ForeignKey("print_job.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    share_id: Mapped[bytes] = mapped_column(LargeBinary(16), index=True)
    state: Mapped[str] = mapped_column(String(16), index=True)
    lease: Mapped[int] = mapped_column(BigInteger)
    tries: Mapped[int]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    letter: Mapped[bytes | None] = mapped_column(LargeBinary)


class PrintFileRow(Row):
    """What a print job made of its letters: the bound file, and the sheet on top by itself."""

    __tablename__ = "print_file"

    job_id: Mapped[bytes] = mapped_column(ForeignKey("print_job.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class DeliveryRow(Row):
    """One receiver that hears of one release, and how far that is. `due` is when to try, or how long somebody does."""

    __tablename__ = "delivery"
    __table_args__ = (Index("ix_delivery_due", "state", "due"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    release_id: Mapped[str] = mapped_column(String(64), index=True)
    receiver: Mapped[str] = mapped_column(String(64), index=True)
    created: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(16))
    tries: Mapped[int]
    due: Mapped[int] = mapped_column(BigInteger)
    said: Mapped[str] = mapped_column(String(100))
