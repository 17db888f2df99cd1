"""The commands of `bin/campaign`."""

from campaign.cli.base import main

__all__ = ["main"]
