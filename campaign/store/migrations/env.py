"""What Alembic runs: on the connection that `campaign.store.migrate` gives it."""

from alembic import context

from campaign.store.tables import TableBase

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=TableBase.metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
)
with context.begin_transaction():
    context.run_migrations()
