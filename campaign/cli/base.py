"""What all commands share: the group, settings, an open database, and plain words on failure."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

import click

from campaign import create_app
from campaign.catalogue import Catalogue
from campaign.errors import BrokenData, CannotPrint, WeakSetting
from campaign.model.statement import Campaign
from campaign.settings import Settings, from_environment
from campaign.store import db, migrate

Given = ParamSpec("Given")


def plainly(command: Callable[Given, None]) -> Callable[Given, None]:
    """Let a command end with plain words, not a traceback, where somebody can mend the cause."""

    @wraps(command)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except (BrokenData, CannotPrint, WeakSetting) as error:
            sys.exit(str(error))

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Run and look after letter-writing campaigns."""


def settings() -> Settings:
    """Return the settings from the environment."""
    return from_environment(os.environ)


@contextmanager
def opened() -> Iterator[Catalogue]:
    """Open the database, brought up to date, and give the campaigns as they were shipped."""
    app = create_app(settings())
    with app.app_context():
        migrate.upgrade(db.engine)
        yield app.extensions["desk"].shipped


def one(campaigns: Mapping[str, Campaign], slug: str | None) -> Campaign:
    """Return the campaign that is named, or the only one. Raises UsageError."""
    if slug is None and len(campaigns) == 1:
        (slug,) = campaigns
    if slug is None or slug not in campaigns:
        names = ", ".join(campaigns)
        raise click.UsageError(f"write --campaign and one of: {names}")
    return campaigns[slug]
