"""Sharing: the audit log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# An INSERT under another number than the next one is refused too: SQLite's INSERT OR REPLACE would change a row by it.
SQLITE = (
    "CREATE TRIGGER audit_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit only grows'); END",
    "CREATE TRIGGER audit_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit only grows'); END",
    """CREATE TRIGGER audit_insert BEFORE INSERT ON audit WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit)
       BEGIN SELECT RAISE(ABORT, 'audit only grows'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'audit only grows' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    "CREATE TRIGGER audit_change BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_only_grows()",
    "CREATE TRIGGER audit_truncate BEFORE TRUNCATE ON audit EXECUTE FUNCTION audit_only_grows()",
)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "audit",
        sa.Column("seq", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("about", sa.String(64), nullable=False, index=True),
        sa.Column("association", sa.String(16), nullable=False, index=True),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
    )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Remove the tables."""
    op.drop_table("audit")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_only_grows()")
