"""The commands of `bin/campaign`."""

from campaign.cli import contacts, counts, facts, letters, organizers
from campaign.cli.base import main

__all__ = ["contacts", "counts", "facts", "letters", "main", "organizers"]
