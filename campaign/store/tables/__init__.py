"""The tables. Every change of them has its migration in `migrations/versions`.

Whoever asks for all of them finds all of them: `TableBase.metadata` knows what was imported.
"""

from campaign.store.tables import accounts, counts, facts, printing
from campaign.store.tables.base import TableBase

__all__ = ["TableBase", "accounts", "counts", "facts", "printing"]
