"""What all commands share: the group, settings, and plain words on failure."""

import io
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from importlib import import_module
from typing import Any, Final, ParamSpec

import click

from campaign.core_dumps import forbid_core_dumps
from campaign.errors import BrokenData, CannotPrint, WeakSetting
from campaign.model.statement import Campaign
from campaign.settings import Settings, from_environment

Given = ParamSpec("Given")
PRINTING: Final = ("print_documents", "print_filled")
MODULES: Final = (
    *("contacts", "counts", "facts", "language", "letters", "organizers", "worker"),
    *PRINTING,
)

ALONE: Final = {"print": PRINTING, "work": ("worker",)}
"""The modules of commands that need no other modules of commands."""


def plainly(command: Callable[Given, None]) -> Callable[Given, None]:
    """Let a command end with plain words, not a traceback, where somebody can mend the cause."""

    @wraps(command)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except (BrokenData, CannotPrint, WeakSetting) as error:
            sys.exit(str(error))

    return run


class Commands(click.Group):
    """The group of all commands, each of whose modules is loaded when it is asked for.

    So who prints letters by the thousand, or for organizers, has no web in memory.
    """

    def __call__(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - click's
        """Run as the process that was started for it, which may see letters."""
        forbid_core_dumps()
        _write_utf8()
        return super().__call__(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        _load(MODULES)
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, if there is one of that name."""
        _load(ALONE.get(cmd_name, MODULES))
        return super().get_command(ctx, cmd_name)


def _write_utf8() -> None:
    """Write UTF-8 whatever the locale says: names are in any script, and so are files of them."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def _load(modules: Iterable[str]) -> None:
    for name in modules:
        import_module(f"campaign.cli.{name}")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Run and look after letter-writing campaigns."""


def settings() -> Settings:
    """Return the settings from the environment."""
    return from_environment(os.environ)


def one(campaigns: Mapping[str, Campaign], slug: str | None) -> Campaign:
    """Return the campaign that is named, or the only one. Raises UsageError."""
    if slug is None and len(campaigns) == 1:
        (slug,) = campaigns
    if slug is None or slug not in campaigns:
        names = ", ".join(campaigns)
        raise click.UsageError(f"write --campaign and one of: {names}")
    return campaigns[slug]
