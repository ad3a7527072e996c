"""How Alembic reaches a plan file: on the connection and in the transaction of the store."""

from alembic import context

from leadbench.store.history import OWN_TABLES

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes["metadata"],
    render_as_batch=True,
    transactional_ddl=True,
    include_name=lambda name, kind, _parents: kind != "table" or name not in OWN_TABLES,
)
with context.begin_transaction():
    context.run_migrations()
