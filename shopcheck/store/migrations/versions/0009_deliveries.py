"""Deliveries: which receiver has to hear of which release, and what came of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "delivery",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("release_id", sa.String(64), nullable=False, index=True),
        sa.Column("receiver", sa.String(64), nullable=False, index=True),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("said", sa.String(100), nullable=False),
        sa.Index("ix_delivery_due", "state", "due"),
    )


def downgrade() -> None:
    """Remove the table."""
    op.drop_table("delivery")
