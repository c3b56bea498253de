"""Figures: counters, batches that close, and frozen leaves that nothing can change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

SQLITE = (
    "CREATE TRIGGER leaf_update BEFORE UPDATE ON leaf BEGIN SELECT RAISE(ABORT, 'a leaf is frozen'); END",
    "CREATE TRIGGER leaf_delete BEFORE DELETE ON leaf BEGIN SELECT RAISE(ABORT, 'a leaf is frozen'); END",
    """CREATE TRIGGER leaf_insert BEFORE INSERT ON leaf WHEN EXISTS (SELECT 1 FROM leaf WHERE batch = NEW.batch)
       BEGIN SELECT RAISE(ABORT, 'a leaf is frozen'); END""",
)
# Whoever derives figures does so as this role (store/frozen.py). Where the account of the program may make no role, an
# administrator does it (docs/operations.md); until then no figures are read.
POSTGRESQL = (
    """CREATE FUNCTION leaf_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'a leaf is frozen' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    "CREATE TRIGGER leaf_change BEFORE UPDATE OR DELETE ON leaf FOR EACH ROW EXECUTE FUNCTION leaf_is_frozen()",
    "CREATE TRIGGER leaf_truncate BEFORE TRUNCATE ON leaf EXECUTE FUNCTION leaf_is_frozen()",
    """DO $$ BEGIN
         IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'shopcheck_figures') THEN
           CREATE ROLE shopcheck_figures NOLOGIN;
         END IF;
         EXECUTE format('GRANT shopcheck_figures TO %I', current_user);
       EXCEPTION WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN NULL;
       END $$""",
    """DO $$ BEGIN
         IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'shopcheck_figures') THEN
           GRANT SELECT ON leaf TO shopcheck_figures;
         END IF;
       END $$""",
)


def upgrade() -> None:
    """Make the tables."""
    counting = op.create_table(
        "counting",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
    )
    op.bulk_insert(counting, [{"id": 1, "closed_on": None}])
    op.create_table(
        "queue",
        sa.Column("questionnaire", sa.String(64), primary_key=True),
        sa.Column("version", sa.String(32), primary_key=True),
        sa.Column("region", sa.String(64), primary_key=True),
        sa.Column("sector", sa.String(64), primary_key=True),
        sa.Column("month", sa.Date(), primary_key=True),
        sa.Column("cell", sa.String(160), primary_key=True),
        sa.Column("count", sa.Integer(), nullable=False),
    )
    op.create_table(
        "pending",
        sa.Column("batch", sa.String(255), primary_key=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("key", sa.LargeBinary(32), nullable=False),
    )
    op.create_table(
        "leaf",
        sa.Column("batch", sa.String(255), primary_key=True),
        sa.Column("region", sa.String(64), nullable=False, index=True),
        sa.Column("closed_on", sa.Date(), nullable=False, index=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("signature", sa.LargeBinary(64), nullable=False),
        sa.Column("signed_by", sa.LargeBinary(32), nullable=False),
    )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Remove the tables."""
    for table in ("leaf", "pending", "queue", "counting"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION leaf_is_frozen()")
