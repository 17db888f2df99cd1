"""Printing letters from a CSV: a long run, that can be stopped and goes on."""

import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from campaign.actions.printing.plan import Order, plan
from campaign.actions.printing.rows import Rows
from campaign.actions.printing.run import Run, day_of, opened
from campaign.cli import progress
from campaign.cli.base import plainly, settings
from campaign.cli.on_paper import (
    Layout,
    campaign_option,
    current,
    duplex_option,
    layout_options,
    out_option,
    printable,
)
from campaign.cli.printing import printing
from campaign.errors import OverTheLimit
from campaign.press.pool import Limits, Pool

NUMBERS: Final = re.compile(r"([1-9]\d{0,6})(?:-([1-9]\d{0,6}))?")
SECONDS_A_PART: Final = 300
"""Far more than a hundred letters take on a slow machine."""
STOPPED: Final = 130
"""The exit status of a command that was stopped."""


@printing.command()
@click.argument("letters", type=click.Path(path_type=Path), metavar="LETTERS.csv")
@campaign_option
@layout_options
@duplex_option
@click.option("--per-target", is_flag=True, help="A PDF for each target, not one for all.")
@click.option("--only", metavar="340-352", help="Print these again, after a jam.")
@out_option("letters-print")
@plainly
def filled(
    layout: Layout, letters: Path, slug: str | None, out: Path, only: str | None, *,
    duplex: bool, per_target: bool,
) -> None:  # fmt: skip
    """Letters from a CSV, into a folder, with a manifest. The same command goes on after a stop."""
    campaign, day = current(slug), day_of(out) or settings().today()
    on = layout.sheet(campaign.default_language)
    order = Order(on, duplex=duplex, per_target=per_target)
    with printable():
        planned = plan(campaign, Rows(letters, campaign, day), on, day)
        with opened(out, planned, order) as run, _workers() as pool, _stoppable(out):
            if only:
                _again(run, only, pool)
            else:
                progress.show(run.make(pool), len(planned.places))
                click.echo(f"{len(planned.places):,} letters in {out}")


def _again(run: Run, only: str, pool: Pool) -> None:
    match = NUMBERS.fullmatch(only)
    first, last = (int(each or match[1]) for each in match.groups()) if match else (1, 0)
    if not 1 <= first <= last <= len(run.plan.places):
        most = len(run.plan.places)
        raise click.UsageError(f"write --only with numbers up to {most}, such as 3 or 3-7")
    click.echo(f"{last - first + 1} letters in {run.make_again(first, last, pool)}")


def _workers() -> Pool:
    limits = Limits(seconds=SECONDS_A_PART)
    return Pool(len(os.sched_getaffinity(0)), waiting=None, limits=limits)


@contextmanager
def _stoppable(out: Path) -> Iterator[None]:
    """End in plain words when somebody stops the run, or a part of it takes too much."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        click.echo("\nStopped. The same command goes on from here.", err=True)
        sys.exit(STOPPED)
    except OverTheLimit:
        sys.exit(f"{out}: some letters took too much time or memory (shorten very long notes)")
