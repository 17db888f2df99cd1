"""Printing for an evening or a delivery: blank letters, labels, lists, cover letters."""

import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from campaign.actions.paper import path_of
from campaign.actions.printing import papers
from campaign.actions.printing.papers import Occasion
from campaign.cli.base import main, plainly, settings
from campaign.cli.on_paper import (
    Layout,
    campaign_option,
    copies,
    current,
    duplex_option,
    event_code,
    event_option,
    find,
    language_of,
    language_option,
    layout_options,
    out_option,
    paper_option,
    printable,
    wanted_argument,
)
from campaign.model.letter import Letter
from campaign.model.printing import Stack
from campaign.model.statement import Campaign
from campaign.press import Press
from campaign.press.bulk.copies import print_copies
from campaign.press.labels import Labels, print_labels
from campaign.press.papers import grams, print_deliveries, print_packing, print_tally
from campaign.press.sheet import Paper
from campaign.proof.seals import Seals

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
@event_option
@out_option("blank.pdf")
@plainly
def blank(
    layout: Layout, wanted: tuple[str, ...], slug: str | None, language: str | None, event: str,
    out: Path, *, duplex: bool,
) -> None:  # fmt: skip
    """Letters to be signed by hand: so many copies to each target."""
    campaign, occasion, stacks = _begin(slug, language, event, wanted)
    on = layout.sheet(campaign, occasion.language, occasion.event)
    title = campaign.texts[occasion.language.code].title
    with printable():
        print_copies(Press(waiting=None), stacks, on, out, title=title, duplex=duplex)
    click.echo(f"{sum(stack.copies for stack in stacks):,} letters in {out}")


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
    _, _, stacks = _begin(slug, language, "", wanted)
    letters, unknown = papers.labels(stacks)
    for letter in unknown:
        click.echo(f"{letter.target.slug}: no address is known, so there is no label", err=True)
    if not letters:
        sys.exit("There is nothing to print.")
    with printable():
        out.write_bytes(print_labels(Press(waiting=None), letters, Labels(on)))
    click.echo(f"{len(letters):,} labels in {out}")


@printing.command()
@wanted_argument
@campaign_option
@language_option
@layout_options
@duplex_option
@event_option
@out_option("packing.pdf")
@plainly
def packing(
    layout: Layout, wanted: tuple[str, ...], slug: str | None, language: str | None, event: str,
    out: Path, *, duplex: bool,
) -> None:  # fmt: skip
    """Packing list: letters, sheets and weight for each target, with the country."""
    campaign, occasion, stacks = _begin(slug, language, event, wanted)
    press = Press(waiting=None)
    on = layout.sheet(campaign, occasion.language)

    def sheets_of(letter: Letter) -> int:
        pages = press.pages(letter, on)
        return (pages + 1) // 2 if duplex else pages

    with printable():
        listed = papers.packing_list(
            campaign, stacks, occasion, sheets_of, lambda sheets: grams(sheets, on.paper)
        )
        out.write_bytes(print_packing(press, listed, on.paper))
    click.echo(f"{listed.copies:,} letters, {listed.grams:,} g, in {out}")


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
    campaign, occasion, stacks = _begin(slug, language, event, [f"{each}=1" for each in slugs])
    link = link or _link(campaign, occasion, slugs)
    counted = papers.tally(campaign, stacks, occasion, link)
    with printable():
        out.write_bytes(print_tally(Press(waiting=None), counted, Paper(paper)))
    click.echo(f"{out}")


@printing.command()
@click.argument("delivered", nargs=-1, required=True, metavar="TARGET=LETTERS[/COUNTRIES]...")
@campaign_option
@language_option
@layout_options
@out_option("cover.pdf")
@plainly
def cover(
    layout: Layout, delivered: tuple[str, ...], slug: str | None, language: str | None, out: Path
) -> None:
    """For a delivery by hand: a letter to each target from your organization, and a receipt."""
    campaign = current(slug)
    if not campaign.organization.name:
        sys.exit(f"{campaign.slug}/campaign.toml: organization: name: write who delivers them")
    occasion = Occasion(language_of(campaign, language), settings().today())
    on = layout.sheet(campaign, occasion.language)
    deliveries = []
    for text in delivered:
        match = DELIVERED.fullmatch(text)
        if match is None:
            raise click.UsageError(f"{text}: write it such as hrc-kr=340 or hrc-kr=340/12")
        to, letters, countries = match.groups()
        target = find(campaign, to, occasion.on)
        known = int(countries) if countries else None
        deliveries.append(
            papers.delivery(campaign, target, occasion, letters=int(letters), countries=known)
        )
    with printable():
        on = replace(on, measure="")
        out.write_bytes(print_deliveries(Press(waiting=None), deliveries, on))
    click.echo(f"{len(deliveries)} cover letters with receipts in {out}")


def _link(campaign: Campaign, occasion: Occasion, slugs: Sequence[str]) -> str:
    """Return the address of the page on which an event's totals are entered."""
    known = settings()
    if not known.hostnames:
        click.echo(
            f"The code on the sheet leads to {known.address}, which only this computer reaches "
            "(set CAMPAIGN_HOSTNAMES, or write --link)",
            err=True,
        )
    return known.address + path_of(Seals(known.secret_key), campaign.slug, occasion.event, slugs)


def _begin(
    slug: str | None, language: str | None, event: str, wanted: Sequence[str]
) -> tuple[Campaign, Occasion, Sequence[Stack]]:
    """Return the campaign, the occasion, and the letters that are wanted."""
    campaign = current(slug)
    occasion = Occasion(language_of(campaign, language), settings().today(), event_code(event))
    found = copies(campaign, wanted, occasion.on)
    return campaign, occasion, papers.stacks(campaign, found, occasion)
