"""Alembic runs this for every command; the connection is always given by whoever runs it."""

from __future__ import annotations

from alembic import context

from shopcheck.store.rows import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,  # SQLite cannot alter most of a table in place
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
