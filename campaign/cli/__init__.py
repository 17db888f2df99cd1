"""The commands of `bin/campaign`."""

from campaign.cli import contacts, counts, facts, letters
from campaign.cli.base import main

__all__ = ["contacts", "counts", "facts", "letters", "main"]
