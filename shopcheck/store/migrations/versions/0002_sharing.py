"""Sharing: shares, the keys of associations, the summary of a check, and the audit log."""

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
    op.add_column("checkup", sa.Column("summary", sa.LargeBinary(), nullable=True))
    op.create_table(
        "association_key",
        sa.Column("association", sa.String(16), primary_key=True),
        sa.Column("region", sa.String(16), primary_key=True),
        sa.Column("public", sa.LargeBinary(32), nullable=False),
        sa.Column("key_version", sa.Integer(), nullable=False),
        sa.Column("sealed_private", sa.LargeBinary(64), nullable=False),
    )
    op.create_table(
        "share",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("checkup_id", sa.LargeBinary(16), _checkup(), nullable=False, index=True),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("scope_id", sa.LargeBinary(32), nullable=False),
        sa.Column("shared_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False, index=True),
        sa.Column("views_left", sa.Integer(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("locator", sa.LargeBinary(32), nullable=True, unique=True),
        sa.Column("salt", sa.LargeBinary(16), nullable=True),
        sa.Column("pepper_version", sa.Integer(), nullable=True),
        sa.Column("auth_hash", sa.LargeBinary(32), nullable=True),
        sa.Column("wrapped_key", sa.LargeBinary(96), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_share_listed", "share", ["scope_id", "kind", "shared_on", "id", "ends_on", "checkup_id"])
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


def _checkup() -> sa.ForeignKey:
    return sa.ForeignKey("checkup.id", ondelete="CASCADE")


def downgrade() -> None:
    """Remove the tables."""
    for table in ("audit", "share", "association_key"):
        op.drop_table(table)
    op.drop_column("checkup", "summary")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_only_grows()")
