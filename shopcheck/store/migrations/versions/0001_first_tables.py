"""First tables: checkups, sessions, nonces, attempts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "checkup",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("locator", sa.LargeBinary(32), nullable=False, unique=True),
        sa.Column("salt", sa.LargeBinary(16), nullable=False),
        sa.Column("pepper_version", sa.Integer(), nullable=False),
        sa.Column("auth_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(64), nullable=False),
        sa.Column("questionnaire", sa.String(64), nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False, index=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "web_session",
        sa.Column("id", sa.LargeBinary(32), primary_key=True),
        sa.Column("checkup_id", sa.LargeBinary(16), _checkup(), nullable=False, index=True),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "nonce",
        sa.Column("checkup_id", sa.LargeBinary(16), _checkup(), primary_key=True),
        sa.Column("digest", sa.LargeBinary(32), primary_key=True),
        sa.Column("used_on", sa.Date(), nullable=False, index=True),
    )
    op.create_table(
        "attempt_window",
        sa.Column("key", sa.LargeBinary(32), primary_key=True),
        sa.Column("ends", sa.BigInteger(), nullable=False, index=True),
        sa.Column("count", sa.Integer(), nullable=False),
    )


def _checkup() -> sa.ForeignKey:
    return sa.ForeignKey("checkup.id", ondelete="CASCADE")


def downgrade() -> None:
    """Remove the tables."""
    for table in ("attempt_window", "nonce", "web_session", "checkup"):
        op.drop_table(table)
