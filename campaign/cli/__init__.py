"""The commands of `bin/campaign`."""

from campaign.cli import contacts, counts, facts, filled, letters, organizers, printing
from campaign.cli.base import main

__all__ = ["contacts", "counts", "facts", "filled", "letters", "main", "organizers", "printing"]
