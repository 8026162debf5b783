"""How does Alembic run our migrations? Inside the transaction that it is given; it loads this file itself."""

from alembic import context

from marketplace.store import deal_tables, event_tables, programme_tables, saved_tables  # noqa: F401  of the same metadata
from marketplace.store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
