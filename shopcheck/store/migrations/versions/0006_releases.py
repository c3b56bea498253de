"""Releases: what was published, with its files, for good."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

# Files are written before their release: so no file can be put to a release that is there. An INSERT of a number or
# name that exists is refused too: SQLite's INSERT OR REPLACE would change a row by it.
SQLITE = (
    "CREATE TRIGGER release_update BEFORE UPDATE ON release BEGIN SELECT RAISE(ABORT, 'published for good'); END",
    "CREATE TRIGGER release_delete BEFORE DELETE ON release BEGIN SELECT RAISE(ABORT, 'published for good'); END",
    """CREATE TRIGGER release_insert BEFORE INSERT ON release
       WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM release)
         OR EXISTS (SELECT 1 FROM release WHERE id = NEW.id)
       BEGIN SELECT RAISE(ABORT, 'published for good'); END""",
    """CREATE TRIGGER release_file_update BEFORE UPDATE ON release_file
       BEGIN SELECT RAISE(ABORT, 'published for good'); END""",
    """CREATE TRIGGER release_file_delete BEFORE DELETE ON release_file
       BEGIN SELECT RAISE(ABORT, 'published for good'); END""",
    """CREATE TRIGGER release_file_insert BEFORE INSERT ON release_file
       WHEN EXISTS (SELECT 1 FROM release WHERE id = NEW.release_id)
       BEGIN SELECT RAISE(ABORT, 'published for good'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION published_for_good() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'published for good' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE FUNCTION release_is_next() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM release) THEN
           RAISE EXCEPTION 'a gap' USING ERRCODE = 'integrity_constraint_violation';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE FUNCTION release_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF EXISTS (SELECT FROM release WHERE id = NEW.release_id) THEN
           RAISE EXCEPTION 'published for good' USING ERRCODE = 'integrity_constraint_violation';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER release_change BEFORE UPDATE OR DELETE ON release
       FOR EACH ROW EXECUTE FUNCTION published_for_good()""",
    "CREATE TRIGGER release_truncate BEFORE TRUNCATE ON release EXECUTE FUNCTION published_for_good()",
    "CREATE TRIGGER release_insert BEFORE INSERT ON release FOR EACH ROW EXECUTE FUNCTION release_is_next()",
    """CREATE TRIGGER release_file_change BEFORE UPDATE OR DELETE ON release_file
       FOR EACH ROW EXECUTE FUNCTION published_for_good()""",
    "CREATE TRIGGER release_file_truncate BEFORE TRUNCATE ON release_file EXECUTE FUNCTION published_for_good()",
    """CREATE TRIGGER release_file_insert BEFORE INSERT ON release_file
       FOR EACH ROW EXECUTE FUNCTION release_is_open()""",
    """DO $$ BEGIN
         IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'shopcheck_figures') THEN
           GRANT SELECT ON release, release_file TO shopcheck_figures;
         END IF;
       END $$""",
)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "release",
        sa.Column("sequence", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(64), nullable=False, unique=True),
        sa.Column("questionnaire", sa.String(64), nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("region", sa.String(64), nullable=False, index=True),
        sa.Column("title", sa.String(100), nullable=False),
        sa.Column("period", sa.String(16), nullable=False),
        sa.Column("period_title", sa.String(64), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("corrects", sa.String(64), nullable=True),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("signature", sa.LargeBinary(64), nullable=False),
        sa.Column("signed_by", sa.LargeBinary(32), nullable=False),
    )
    op.create_table(
        "release_file",
        sa.Column("release_id", sa.String(64), _release(), primary_key=True),
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
    )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def _release() -> sa.ForeignKey:
    return sa.ForeignKey("release.id", deferrable=True, initially="DEFERRED")


def downgrade() -> None:
    """Remove the tables."""
    for table in ("release_file", "release"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for function in ("published_for_good", "release_is_next", "release_is_open"):
            op.execute(f"DROP FUNCTION {function}()")
