"""The commands of `bin/campaign`."""

from campaign.cli import contacts, counts, facts, filled, letters, printing
from campaign.cli.base import main

__all__ = ["contacts", "counts", "facts", "filled", "letters", "main", "printing"]
