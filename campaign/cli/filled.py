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
from campaign.catalogue.complaints import Complaints
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
    on = layout.sheet(campaign, campaign.default_language)
    order = Order(on, duplex=duplex, per_target=per_target)
    with printable():
        planned = plan(campaign, Rows(letters, campaign, day), on, day)
        with opened(out, planned, order) as run, _workers() as pool, _stoppable(out):
            if only:
                _again(run, letters, only, pool)
            else:
                progress.show(run.make(pool), len(planned.places))
                _report(run, letters, range(1, len(planned.places) + 1), out)


def _again(run: Run, letters: Path, only: str, pool: Pool) -> None:
    match = NUMBERS.fullmatch(only)
    first, last = (int(each or match[1]) for each in match.groups()) if match else (1, 0)
    if not 1 <= first <= last <= len(run.plan.places):
        most = len(run.plan.places)
        raise click.UsageError(f"write --only with numbers up to {most}, such as 3 or 3-7")
    _report(run, letters, range(first, last + 1), run.make_again(first, last, pool))


def _report(run: Run, letters: Path, numbers: range, to: Path) -> None:
    """Say how many letters are made; end with a complaint about each that was left out."""
    complaints = Complaints(letters)
    left_out = [(number, row) for number, row in run.left_out() if number in numbers]
    click.echo(f"{len(numbers) - len(left_out):,} letters in {to}")
    for number, row in left_out:
        wrong = f"takes too much time or memory, so letter {number} is not printed"
        write = "shorten the note, and print the row from a table of its own into another folder"
        complaints.add(letters, f"row {row}", wrong, write)
    complaints.raise_any()


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
        sys.exit(f"{out}: some letters take too much time or memory together (shorten long notes)")
