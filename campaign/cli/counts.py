"""The command that prints what was counted."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import click

from campaign.actions.counts import OnPaper, on_paper, read_counts, sum_up
from campaign.actions.weekly_counts import WeeklyCounts, read_weekly_counts
from campaign.cli.application import open_application
from campaign.cli.base import main, one, plainly, settings
from campaign.exports.csv_lines import BYTE_ORDER_MARK, write_lines
from campaign.model.tally import Count, CountTable
from campaign.web.database import db

VIEWS: Final = {
    "target": CountTable.TARGET,
    "ask": CountTable.ASK,
    "day": CountTable.DAY,
    "country": CountTable.COUNTRY,
    "language": CountTable.LANGUAGE,
    "way": CountTable.WAY,
    "paper": CountTable.ON_PAPER,
}
Rows = list[tuple[str, ...]]
"""A table of a header, and a row for each count: the last cell is how often."""


@main.command()
@click.option("--campaign", "slug", help="Which campaign, when there are several.")
@click.option("--by", type=click.Choice(list(VIEWS)), default="way", show_default=True)
@click.option("--csv", "form", flag_value="csv", help="Comma-separated values.")
@click.option("--json", "form", flag_value="json", help="JSON.")
@click.option("--with-marked", is_flag=True, help="Count in what looked automatic.")
@plainly
def counts(slug: str | None, by: str, form: str | None, *, with_marked: bool) -> None:
    """Print how often letters were prepared, taken, sent ...: in times, not people.

    By country and language they are of whole weeks, without what was marked; what is not shown by
    name is "other", and "not stated" has no country. Letters that were counted by hand are in no
    other figure: see --by paper.
    """
    with open_application() as catalogue:
        campaign = one(catalogue.campaigns, slug)
        by_hand = on_paper(db.session, campaign)
        if VIEWS[by] is CountTable.ON_PAPER:
            found = _paper(by_hand)
        elif VIEWS[by].dimension.is_weekly:
            dimension, today = VIEWS[by].dimension, settings().today()
            found = _weekly(by, read_weekly_counts(db.session, campaign, dimension, today=today))
        else:
            counted = read_counts(db.session, campaign, VIEWS[by], with_marked=with_marked)
            found = _rows(by, counted)
    PRINTERS[form or "table"](found)
    if by == "way" and not form and by_hand:
        sums = ", ".join(f"{kind} {times}" for kind, times in sum_up(by_hand).items())
        click.echo(f"\nOn paper, counted by hand: {sums}")


def _paper(by_hand: OnPaper) -> Rows:
    rows = (
        (target, kind.value, str(times))
        for target, kinds in by_hand.items()
        for kind, times in kinds.items()
    )
    return [("target", "on paper", "times"), *rows]


def _weekly(by: str, counts: WeeklyCounts) -> Rows:
    """Return a row for each figure that is shown by country or language."""
    named = {value or "not stated": figures for value, figures in counts.rows.items()}
    rows = [
        (value, way, str(figure))
        for value, figures in {**named, "other": counts.others}.items()
        for way, figure in figures.items()
        if isinstance(figure, int) and figure
    ]
    return [(by, "way", "times"), *sorted(rows)]


def _rows(by: str, counts: Sequence[Count]) -> Rows:
    """Return a header and a row for each count; by way there is no other value to show."""
    if by == "way":
        return [("way", "times"), *((count.way, str(count.times)) for count in counts)]
    rows = ((count.value, count.way, str(count.times)) for count in counts)
    return [(by, "way", "times"), *rows]


def _print_table(rows: Rows) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for *texts, times in rows:
        cells = [text.ljust(width) for text, width in zip(texts, widths, strict=False)]
        click.echo("  ".join([*cells, times.rjust(widths[-1])]))
    if not rows[1:]:
        click.echo("Nothing counted yet.")


def _print_csv(rows: Rows) -> None:
    sys.stdout.write(BYTE_ORDER_MARK)
    write_lines(sys.stdout, rows, end="\n")


def _print_json(found: Rows) -> None:
    header, *rows = found
    records = [{**dict(zip(header, row, strict=True)), "times": int(row[-1])} for row in rows]
    click.echo(json.dumps(records, ensure_ascii=False, indent=2))


PRINTERS: Mapping[str, Callable[[Rows], None]] = {
    "table": _print_table,
    "csv": _print_csv,
    "json": _print_json,
}
