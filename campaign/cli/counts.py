"""Printing what was counted."""

import csv
import json
import sys
from collections.abc import Callable, Mapping, Sequence

import click

from campaign.actions.counts import read_counts, read_counts_by_day
from campaign.cli.base import main, one, plainly
from campaign.cli.opening import opened
from campaign.model.statement import Campaign
from campaign.model.tally import Count, Dimension
from campaign.store import db

VIEWS = ("target", "ask", "day", "country", "language", "way")


@main.command()
@click.option("--campaign", "slug", help="Which campaign, when there are several.")
@click.option("--by", type=click.Choice(VIEWS), default="way", show_default=True)
@click.option("--csv", "form", flag_value="csv", help="Comma-separated values.")
@click.option("--json", "form", flag_value="json", help="JSON.")
@click.option("--with-marked", is_flag=True, help="Count in what looked automatic.")
@plainly
def counts(slug: str | None, by: str, form: str | None, *, with_marked: bool) -> None:
    """Print how often letters were prepared, taken, sent ...: in times, not people.

    By country and language, counts under 5 are put together as "other", or left out.
    """
    with opened() as catalogue:
        found = _count(one(catalogue.campaigns, slug), by, with_marked=with_marked)
    PRINTERS[form or "table"](by, found)


def _count(campaign: Campaign, by: str, *, with_marked: bool) -> Sequence[Count]:
    if by == "day":
        return read_counts_by_day(db.session, campaign, with_marked=with_marked)
    dimension = Dimension.ALL if by == "way" else Dimension(by)
    return read_counts(db.session, campaign, dimension, with_marked=with_marked)


def _rows(by: str, counts: Sequence[Count]) -> list[tuple[str, ...]]:
    """Return a header and a row for each count; by way there is no other value to show."""
    if by == "way":
        return [("way", "times"), *((count.way, str(count.times)) for count in counts)]
    rows = ((count.value, count.way, str(count.times)) for count in counts)
    return [(by, "way", "times"), *rows]


def _print_table(by: str, counts: Sequence[Count]) -> None:
    rows = _rows(by, counts)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for *texts, times in rows:
        cells = [text.ljust(width) for text, width in zip(texts, widths, strict=False)]
        click.echo("  ".join([*cells, times.rjust(widths[-1])]))
    if not counts:
        click.echo("Nothing counted yet.")


def _print_csv(by: str, counts: Sequence[Count]) -> None:
    csv.writer(sys.stdout, lineterminator="\n").writerows(_rows(by, counts))


def _print_json(by: str, counts: Sequence[Count]) -> None:
    header, *rows = _rows(by, counts)
    records = [{**dict(zip(header, row, strict=True)), "times": int(row[-1])} for row in rows]
    click.echo(json.dumps(records, ensure_ascii=False, indent=2))


PRINTERS: Mapping[str, Callable[[str, Sequence[Count]], None]] = {
    "table": _print_table,
    "csv": _print_csv,
    "json": _print_json,
}
