"""What the commands that print have in common: their options, and what these stand for."""

import os
import re
import sys
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, Final, ParamSpec

import click

from campaign.actions import facts
from campaign.catalogue import load
from campaign.cli.base import one, settings
from campaign.errors import CannotPrint, ExcludedTarget, NotAMember, UnknownTarget
from campaign.model import paper_counts
from campaign.model.language import Language
from campaign.model.letter import ByHand, Target
from campaign.model.print_occasion import Dated
from campaign.model.statement import Campaign
from campaign.press import Paper, Sheet, Window
from campaign.rules import targets
from campaign.store import Database, migrate

Given = ParamSpec("Given")
WANTED: Final = re.compile(r"([a-z-]+)=([1-9]\d{0,5})")
ALL: Final = "all"
"""The word that stands for every target of the day."""

campaign_option = click.option("--campaign", "slug", help="Which campaign, when there are several.")
language_option = click.option("--language", help="Such as en; the campaign's first by default.")
paper_option = click.option(
    "--paper", type=click.Choice([each.value for each in Paper]), default="a4", show_default=True
)
event_option = click.option("--event", default="", help="The evening's code, such as LEEDS-1.")
wanted_argument = click.argument("wanted", nargs=-1, required=True, metavar="TARGET=COPIES...")
duplex_option = click.option("--duplex", is_flag=True, help="For printing on both sides.")


def out_option(
    default: str, *, folder: bool = False
) -> Callable[[Callable[Given, None]], Callable[Given, None]]:
    """Return an option for the file to write, or for the folder."""
    return click.option(
        "--out",
        type=click.Path(path_type=Path),
        default=default,
        show_default=True,
        callback=_folder if folder else writable_file,
        help="The folder to write into." if folder else "The PDF to write.",
    )


def writable_file(context: click.Context, option: click.Parameter, out: Path | None) -> Path | None:
    """Return a file that can be written. Raises BadParameter before anything is made."""
    del context, option
    if out is None:
        return None
    if out.is_dir():
        raise click.BadParameter(f"{out} is a folder (name a file in it, such as {out}/x.pdf)")
    if not out.parent.is_dir():
        raise click.BadParameter(f"there is no folder {out.parent} (make it, or name another)")
    _demand_writable(out.parent)
    return out


def _folder(context: click.Context, option: click.Parameter, out: Path) -> Path:
    """Return a folder that is there or can be made. Raises BadParameter."""
    del context, option
    there = next(each for each in (out, *out.absolute().parents) if each.exists())
    if not there.is_dir():
        raise click.BadParameter(f"{there} is a file (name a folder)")
    _demand_writable(there)
    return out


def _demand_writable(folder: Path) -> None:
    if not os.access(folder, os.W_OK | os.X_OK):
        raise click.BadParameter(f"you may not write into {folder} (name another folder)")


@dataclass(frozen=True, slots=True)
class Layout:
    """How letters are to lie on their sheets."""

    paper: str
    window: str
    folds: bool
    sender: tuple[str, ...]
    return_address: bool

    def sheet(self, campaign: Campaign) -> Sheet:
        """Return the sheet."""
        sender = self.sender_of(campaign)
        return foldable(Sheet(Paper(self.paper), Window(self.window), self.folds, sender))

    def sender_of(self, campaign: Campaign) -> tuple[str, ...]:
        """Return the lines of whom letters come from, if any; those that were written come first.

        Ends the command where the campaign's are asked for and it has none.
        """
        if self.sender or not self.return_address:
            return self.sender
        if not campaign.organization.address:
            where = f"{campaign.slug}/campaign.toml: organization: address"
            sys.exit(f"{where}: is blank (write where you get post, line by line, or use --sender)")
        return campaign.organization.address


def layout_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of how a letter lies on its sheet, as one value."""

    @wraps(command)
    def run(**given: Any) -> None:  # noqa: ANN401 - whatever the command takes
        names = ("paper", "window", "folds", "sender", "return_address")
        command(Layout(*map(given.pop, names)), **given)

    for option in (
        click.option(
            "--return-address",
            is_flag=True,
            help="Print the organization's address in campaign.toml as that of the sender.",
        ),
        click.option("--sender", multiple=True, help="A line of whom letters come from; repeat."),
        click.option("--folds", is_flag=True, help="Marks where to fold."),
        click.option(
            "--window",
            type=click.Choice([each.value for each in Window]),
            default="none",
            show_default=True,
            help="The envelope's window.",
        ),
        paper_option,
    ):
        run = option(run)
    return run


def evening_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command with a layout what an evening's letters say, as one value by its names."""

    @wraps(command)
    def run(layout: Layout, **given: Any) -> None:  # noqa: ANN401 - whatever the command takes
        dated, room = Dated(given.pop("dated")), given.pop("room") or [ByHand.SIGNATURE]
        by_hand = tuple(each for each in ByHand if each in room)
        event = event_code(given.pop("event"))
        command(layout, about={"event": event, "dated": dated, "by_hand": by_hand}, **given)

    for option in (
        click.option(
            "--room", multiple=True, type=click.Choice([each.value for each in ByHand]),
            help="What there is room for, such as name; repeat. By default signature.",
        ),
        click.option(
            "--dated", type=click.Choice([each.value for each in Dated]), default="day",
            show_default=True, help="The day, a line to fill in, or none.",
        ),
        event_option,
    ):  # fmt: skip
        option(run)
    return run


def foldable(sheet: Sheet) -> Sheet:
    """Return a sheet that goes into its envelope. Raises UsageError for marks where it does not."""
    if sheet.folds and not sheet.fold_heights:
        wrong = f"{sheet.paper} folded in three is higher than an envelope for {sheet.window}"
        raise click.UsageError(f"--folds: {wrong} (use --paper letter, or another --window)")
    return sheet


def current_campaign(slug: str | None) -> Campaign:
    """Return a campaign with all that organizers corrected."""
    given = settings()
    database = Database(given.database_url)
    migrate.upgrade(database.engine)
    with database.session() as session:
        known = facts.current_catalogue(session, load(given.letters)).campaigns
    database.engine.dispose()
    return one(known, slug)


def language_of(campaign: Campaign, code: str | None) -> Language:
    """Return a language of the campaign. Raises UsageError."""
    if code and code not in campaign.languages:
        raise click.UsageError(f"write --language and one of: {', '.join(campaign.languages)}")
    return campaign.language(code or campaign.default_language.code)


def counted(number: int, what: str) -> str:
    """Return a number with its noun, in a plural that ends in an s."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def event_code(text: str) -> str:
    """Return an event's code. Raises UsageError for one that would not be read rightly."""
    try:
        return paper_counts.event_code(text) if text else ""
    except ValueError:
        wrong = "write --event with up to 20 letters, digits and hyphens"
        raise click.UsageError(wrong) from None


def copies(campaign: Campaign, wanted: Iterable[str], on: date) -> dict[Target, int]:
    """Return how many copies of each target's letter are wanted. Raises UsageError.

    A number for one target comes before one for all, wherever it stands.
    """
    numbers: dict[str, int] = {}
    for text in wanted:
        match = WANTED.fullmatch(text)
        if match is None:
            raise click.UsageError(f"{text}: write a target and a number, such as hrc-kr=30")
        reject_repeats(match[1], numbers)
        numbers[match[1]] = int(match[2])
    each = numbers.pop(ALL, 0)
    found = dict.fromkeys(targets.offered_targets(campaign, on), each) if each else {}
    return found | {find_recipients(campaign, slug, on): number for slug, number in numbers.items()}


def reject_repeats(slug: str, known: Container[str]) -> None:
    """Raise UsageError for a target that is named already: nobody could tell which number holds."""
    if slug in known:
        raise click.UsageError(f"{slug} is named twice (write it once, with all its letters)")


def find_recipients(campaign: Campaign, slug: str, on: date) -> Target:
    """Return the target of a slug. Raises UsageError."""
    try:
        return targets.find_target(campaign, slug, on)
    except UnknownTarget:
        wrong = "is no target (write it as in the address of its page, such as hrc-kr)"
    except ExcludedTarget:
        wrong = "is not written to in this campaign"
    except NotAMember:
        wrong = "is not known to be a member today"
    raise click.UsageError(f"{slug} {wrong}")


@contextmanager
def printable() -> Iterator[None]:
    """Let a command end with plain words where something does not go on paper."""
    try:
        yield
    except CannotPrint as error:
        sys.exit(str(error))
