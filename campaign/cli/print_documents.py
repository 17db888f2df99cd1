"""Commands that print for an evening or a delivery: blank letters, labels, lists, covers."""

import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import click

from campaign.actions.paper_count_proposals import path_of
from campaign.actions.print_jobs.bundle import Bundle, DeliveredTo
from campaign.actions.print_jobs.make import MadeDocument, make_document
from campaign.cli.base import main, plainly, settings
from campaign.cli.print_options import (
    Layout,
    campaign_option,
    copies,
    counted,
    current_campaign,
    duplex_option,
    evening_options,
    event_code,
    event_option,
    find_recipients,
    language_of,
    language_option,
    layout_options,
    out_option,
    paper_option,
    reject_repeats,
    wanted_argument,
)
from campaign.credentials.seals import Seals
from campaign.model.print_jobs import DocumentKind
from campaign.model.print_occasion import PrintOccasion
from campaign.model.statement import Campaign
from campaign.press import Paper, Press
from campaign.press.labels import Labels

DELIVERED: Final = re.compile(r"([a-z-]+)=([1-9]\d{0,6})(?:/([1-9]\d{0,2}))?")


@main.group("print")
def printing() -> None:
    """Print letters by the hundred, and all that goes with them."""


@printing.command()
@wanted_argument
@campaign_option
@language_option
@layout_options
@duplex_option
@evening_options
@out_option("blank.pdf")
@plainly
def blank(
    layout: Layout, wanted: tuple[str, ...], slug: str | None, language: str | None,
    about: Mapping[str, Any], out: Path, *, duplex: bool,
) -> None:  # fmt: skip
    """Letters to be signed by hand: so many copies to each target."""
    campaign = current_campaign(slug)
    given, to = {**_laid_out(layout, campaign), "duplex": duplex}, _copies(campaign, wanted)
    made = _make(DocumentKind.BLANK, campaign, to, language, given, out, **about)
    click.echo(f"{counted(made.number, 'letter')} in {out}")


@printing.command("cover-sheet")
@wanted_argument
@campaign_option
@language_option
@layout_options
@event_option
@out_option("cover-sheet.pdf")
@plainly
def cover_sheet(
    layout: Layout, wanted: tuple[str, ...], slug: str | None, language: str | None, event: str,
    out: Path,
) -> None:  # fmt: skip
    """A sheet to print first: whether the size is right, how to fold, whether the address shows."""
    campaign, code = current_campaign(slug), event_code(event)
    given, to = _laid_out(layout, campaign), _copies(campaign, wanted)
    _make(DocumentKind.COVER_SHEET, campaign, to, language, given, out, event=code)
    click.echo(f"{out}")


@printing.command()
@wanted_argument
@campaign_option
@language_option
@click.option(
    "--sheet", "on", type=click.Choice([each.value for each in Labels]), default="avery-l7160",
    show_default=True,
)  # fmt: skip
@out_option("labels.pdf")
@plainly
def labels(
    wanted: tuple[str, ...], slug: str | None, language: str | None, on: str, out: Path
) -> None:
    """Address labels: so many for each target whose address is known."""
    campaign = current_campaign(slug)
    given = {"label_sheet": Labels(on)}
    made = _make(DocumentKind.LABELS, campaign, _copies(campaign, wanted), language, given, out)
    for left_out in made.left_out:
        click.echo(f"{left_out}: no address is known, so there is no label", err=True)
    if not made.number:
        sys.exit("There is nothing to print.")
    click.echo(f"{counted(made.number, 'label')} in {out}")


@printing.command()
@wanted_argument
@campaign_option
@language_option
@layout_options
@duplex_option
@evening_options
@out_option("packing.pdf")
@plainly
def packing(
    layout: Layout, wanted: tuple[str, ...], slug: str | None, language: str | None,
    about: Mapping[str, Any], out: Path, *, duplex: bool,
) -> None:  # fmt: skip
    """Packing list: letters, sheets and weight for each target, with the country."""
    campaign = current_campaign(slug)
    given, to = {**_laid_out(layout, campaign), "duplex": duplex}, _copies(campaign, wanted)
    made = _make(DocumentKind.PACKING, campaign, to, language, given, out, **about)
    click.echo(f"{counted(made.number, 'letter')}, {made.grams:,} g, in {out}")


@printing.command()
@click.argument("slugs", nargs=-1, required=True, metavar="TARGET...")
@click.option(
    "--link", help="Where the totals are entered afterwards; by default the event's page."
)
@campaign_option
@language_option
@paper_option
@event_option
@out_option("tally.pdf")
@plainly
def tally(
    slugs: tuple[str, ...], link: str | None, slug: str | None, language: str | None, paper: str,
    event: str, out: Path,
) -> None:  # fmt: skip
    """Tally sheet of an evening, with a code to scan: it opens the page for the totals."""
    if not (link or event):
        raise click.UsageError("write --event with the evening's code, or --link")
    campaign, code = current_campaign(slug), event_code(event)
    wanted = _copies(campaign, [f"{each}=1" for each in slugs])
    link = link or _link(campaign, code, wanted)
    given = {"paper": Paper(paper)}
    _make(DocumentKind.TALLY, campaign, wanted, language, given, out, link=link, event=code)
    click.echo(f"{out}")


@printing.command()
@click.argument("delivered", nargs=-1, required=True, metavar="TARGET=LETTERS[/COUNTRIES]...")
@campaign_option
@language_option
@layout_options
@duplex_option
@out_option("cover.pdf")
@plainly
def cover(
    layout: Layout, delivered: tuple[str, ...], slug: str | None, language: str | None, out: Path,
    *, duplex: bool,
) -> None:  # fmt: skip
    """For a delivery by hand: a letter to each target from your organization, and a receipt."""
    campaign = current_campaign(slug)
    if not campaign.organization.name:
        sys.exit(f"{campaign.slug}/campaign.toml: organization: name: write who delivers them")
    handed_over: dict[str, DeliveredTo] = {}
    for text in delivered:
        match = DELIVERED.fullmatch(text)
        if match is None:
            raise click.UsageError(f"{text}: write it such as hrc-kr=340 or hrc-kr=340/12")
        to, letters, countries = match.groups()
        reject_repeats(to, handed_over)
        target = find_recipients(campaign, to, settings().today())
        handed_over[target.slug] = DeliveredTo(int(letters), int(countries) if countries else None)
    given = {**_laid_out(layout, campaign), "delivered": handed_over, "duplex": duplex}
    made = _make(DocumentKind.COVER, campaign, {}, language, given, out)
    receipts = "receipts" if made.number > 1 else "a receipt"
    click.echo(f"{counted(made.number, 'cover letter')} with {receipts} in {out}")


def _link(campaign: Campaign, event: str, slugs: Iterable[str]) -> str:
    """Return the address of the page on which an event's totals are entered."""
    known = settings()
    if not known.hostnames:
        click.echo(
            f"The code on the sheet leads to {known.address}, which only this computer reaches "
            "(set CAMPAIGN_HOSTNAMES, or write --link)",
            err=True,
        )
    return known.address + path_of(Seals(known.secret_key), campaign.slug, event, slugs)


def _make(
    piece: DocumentKind,
    campaign: Campaign,
    wanted: Mapping[str, int],
    language: str | None,
    given: Mapping[str, Any],
    out: Path,
    **about: Any,  # noqa: ANN401 - as an occasion has it
) -> MadeDocument:
    """Make a paper of so many copies for each target, with what else was given."""
    code, day = language_of(campaign, language).code, settings().today()
    bundle = Bundle((piece,), PrintOccasion(day, code, wanted, **about), **given)
    return make_document(piece, campaign, bundle, Press(waiting=None), out)


def _copies(campaign: Campaign, wanted: Iterable[str]) -> dict[str, int]:
    """Return how many copies are wanted, by the target's slug. Raises UsageError."""
    found = copies(campaign, wanted, settings().today())
    return {target.slug: number for target, number in found.items()}


def _laid_out(layout: Layout, campaign: Campaign) -> dict[str, Any]:
    sheet = layout.sheet(campaign)
    names = ("paper", "window", "folds", "sender")
    return {name: getattr(sheet, name) for name in names}
