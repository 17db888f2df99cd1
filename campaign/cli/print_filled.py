"""The command that prints letters from a table: a long run that can be stopped and goes on."""

import os
import re
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from campaign.actions.print_jobs.bundle import Bundle
from campaign.actions.print_jobs.make import make_document
from campaign.actions.print_runs.manifest import MANIFEST
from campaign.actions.print_runs.plan import PlannedLetter, plan
from campaign.actions.print_runs.run import PrintRun, open_run
from campaign.actions.print_runs.state import day_of
from campaign.actions.print_runs.table_source import TableSource
from campaign.catalogue.complaints import Complaints
from campaign.cli import progress
from campaign.cli.base import plainly, settings
from campaign.cli.print_documents import printing
from campaign.cli.print_options import (
    Layout,
    campaign_option,
    counted,
    current_campaign,
    duplex_option,
    layout_options,
    out_option,
    printable,
)
from campaign.errors import OverTheLimit
from campaign.model.print_jobs import DocumentKind
from campaign.model.print_occasion import PrintOccasion
from campaign.press import Press, supervisor
from campaign.press.pool import Limits, Pool

NUMBERS: Final = re.compile(r"([1-9]\d{0,6})(?:-([1-9]\d{0,6}))?")
SECONDS_A_PART: Final = 300
"""The most seconds that a part of a run may take, far more than it does on a slow machine."""
STOPPED: Final = 130
"""The exit status of a command that was stopped."""


@printing.command()
@click.argument("letters", type=click.Path(path_type=Path), metavar="LETTERS")
@campaign_option
@layout_options
@duplex_option
@click.option("--per-target", is_flag=True, help="A PDF for each target, not one for all.")
@click.option("--only", metavar="340-352", help="Print these again, after a jam.")
@out_option("letters-print", folder=True)
@plainly
def filled(
    layout: Layout, letters: Path, slug: str | None, out: Path, only: str | None, *,
    duplex: bool, per_target: bool,
) -> None:  # fmt: skip
    """Letters from a CSV or XLSX, into a folder, with a manifest. Given again, it goes on."""
    campaign, day = current_campaign(slug), day_of(out) or settings().today()
    on = layout.sheet(campaign)
    order = PlannedLetter(on, duplex=duplex, per_target=per_target)
    with printable():
        planned = plan(campaign, TableSource(letters, campaign, day), on, day)
        with open_run(out, planned, order) as run, _workers() as pool:
            if only:
                _again(run, letters, _numbers(only, len(planned.places)), pool)
            else:
                _all(run, letters, range(1, len(planned.places) + 1), pool)


def _numbers(only: str, most: int) -> range:
    """Return the numbers that are asked for. Raises UsageError."""
    match = NUMBERS.fullmatch(only)
    first, last = (int(each or match[1]) for each in match.groups()) if match else (1, 0)
    if not 1 <= first <= last <= most:
        raise click.UsageError(f"write --only with numbers up to {most}, such as 3 or 3-7")
    return range(first, last + 1)


def _all(run: PrintRun, letters: Path, numbers: range, pool: Pool) -> None:
    with _stoppable(run.folder, "The same command goes on from here."):
        progress.show_progress(run.make(pool), len(numbers))
    _cover_sheet(run)
    _report(run, letters, numbers, run.folder)


def _cover_sheet(run: PrintRun) -> None:
    """Print the sheet to try printer and envelopes with beside the letters."""
    campaign, on = run.plan.campaign, run.order.sheet
    copies = Counter(place.target for place in run.plan.places)
    occasion = PrintOccasion(run.plan.on, campaign.default_language.code, copies)
    kind, press = DocumentKind.COVER_SHEET, Press(waiting=None)
    bundle = Bundle((kind,), occasion, paper=on.paper, window=on.window, sender=on.sender)
    make_document(kind, campaign, bundle, press, run.folder / f"{kind}.pdf")


def _again(run: PrintRun, letters: Path, numbers: range, pool: Pool) -> None:
    first, last = numbers[0], numbers[-1]
    to = run.again(first, last)
    with _stoppable(to, f"Nothing of it is kept: the same command begins with letter {first}."):
        progress.show_progress(run.make_again(first, last, pool), len(numbers))
    _report(run, letters, numbers, to)


def _report(run: PrintRun, letters: Path, numbers: range, to: Path) -> None:
    """Say how many letters are made; end with a complaint about each that was left out."""
    complaints = Complaints(letters)
    left_out = [(number, row) for number, row in run.left_out() if number in numbers]
    click.echo(f"{counted(len(numbers) - len(left_out), 'letter')} in {to}")
    if long := sum(number in numbers for number in run.long()):
        takes = "takes" if long == 1 else "take"
        click.echo(f"{counted(long, 'letter')} {takes} three pages or more (see {MANIFEST})")
    for number, row in left_out:
        wrong = f"takes too much time or memory, so letter {number} is not printed"
        write = "shorten the note, and print the row from a table of its own into another folder"
        complaints.add(letters, f"row {row}", wrong, write)
    complaints.raise_any()


def _workers() -> Pool:
    """Return workers, which begin at once: what they need is loaded here already."""
    limits = Limits(seconds=SECONDS_A_PART, processor_seconds=SECONDS_A_PART)
    pool = Pool(len(os.sched_getaffinity(0)), waiting=None, limits=limits)
    pool.fork(supervisor.begin)
    return pool


@contextmanager
def _stoppable(to: Path, then: str) -> Iterator[None]:
    """End in plain words when somebody stops the run, or a part of it takes too much.

    `then` says what the same command does next time.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        click.echo(f"\nStopped. {then}", err=True)
        sys.exit(STOPPED)
    except OverTheLimit:
        sys.exit(f"{to}: some letters take too much time or memory together (shorten long notes)")
