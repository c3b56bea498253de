"""Print day: jobs, their letters, and the files made of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "print_job",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("account_id", sa.String(64), nullable=False, index=True),
        sa.Column("association", sa.String(16), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("lease", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("ready", sa.BigInteger(), nullable=True),
        sa.Column("ends", sa.BigInteger(), nullable=False, index=True),
        sa.Column("key_version", sa.Integer(), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(64), nullable=False),
    )
    op.create_table(
        "print_item",
        sa.Column("job_id", sa.LargeBinary(16), _job(), primary_key=True),
        sa.Column("place", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("share_id", sa.LargeBinary(16), nullable=False, index=True),
        sa.Column("state", sa.String(16), nullable=False, index=True),
        sa.Column("lease", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("letter", sa.LargeBinary(), nullable=True),
    )
    op.create_table(
        "print_file",
        sa.Column("job_id", sa.LargeBinary(16), _job(), primary_key=True),
        sa.Column("name", sa.String(16), primary_key=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
    )


def _job() -> sa.ForeignKey:
    return sa.ForeignKey("print_job.id", ondelete="CASCADE")


def downgrade() -> None:
    """Remove the tables."""
    for table in ("print_file", "print_item", "print_job"):
        op.drop_table(table)
