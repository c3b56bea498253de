"""Partners: accounts that read figures, and have a kind of partner in place of an association."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column; nobody so far is a partner."""
    op.add_column("account", sa.Column("partner", sa.String(16), nullable=False, server_default=""))


def downgrade() -> None:
    """Remove it, and the partners, who are nothing else."""
    op.execute("DELETE FROM account WHERE partner <> ''")
    op.drop_column("account", "partner")
