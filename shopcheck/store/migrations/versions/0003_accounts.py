"""Accounts of the desk: who may sign in, with what, and which browsers are in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _account() -> sa.ForeignKey:
    return sa.ForeignKey("account.id", ondelete="CASCADE")


def upgrade() -> None:
    """Make the tables."""
    _accounts()
    _second_factors()
    op.create_table(
        "desk_session",
        sa.Column("id", sa.LargeBinary(32), primary_key=True),
        sa.Column("account_id", sa.String(32), _account(), nullable=False, index=True),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
    )


def _accounts() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("email", sa.String(254), nullable=False, unique=True),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("association", sa.String(16), nullable=False, index=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("regions", sa.String(255), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password", sa.String(255)),
        sa.Column("totp", sa.Text()),
        sa.Column("totp_counter", sa.BigInteger(), nullable=False),
        sa.Column("link", sa.LargeBinary(32), unique=True),
        sa.Column("link_ends", sa.BigInteger(), nullable=False),
        sa.Column("reset_asked_by", sa.String(32)),
        sa.Column("reset_asked", sa.BigInteger(), nullable=False),
    )


def _second_factors() -> None:
    op.create_table(
        "passkey",
        sa.Column("credential_id", sa.LargeBinary(1023), primary_key=True),
        sa.Column("account_id", sa.String(32), _account(), nullable=False, index=True),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("transports", sa.String(255), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "recovery_code",
        sa.Column("account_id", sa.String(32), _account(), primary_key=True),
        sa.Column("digest", sa.LargeBinary(32), primary_key=True),
    )


def downgrade() -> None:
    """Remove the tables."""
    for table in ("desk_session", "recovery_code", "passkey", "account"):
        op.drop_table(table)
