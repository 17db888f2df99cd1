"""The commands of `bin/campaign`."""

import csv
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from campaign import actions, create_app
from campaign.catalogue import checklist, load
from campaign.errors import BrokenData, WeakSetting
from campaign.model.statement import Campaign
from campaign.model.tally import Count, Dimension
from campaign.press import Paper, Press
from campaign.serve import Server
from campaign.settings import Settings, from_environment
from campaign.store import db, migrate

Given = ParamSpec("Given")
VIEWS = ("target", "ask", "day", "country", "language", "way")


def plainly(command: Callable[Given, None]) -> Callable[Given, None]:
    """Let a command end with plain words, not a traceback, where somebody can mend the cause."""

    @wraps(command)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except (BrokenData, WeakSetting) as error:
            sys.exit(str(error))

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Run and look after letter-writing campaigns."""


@main.command()
@plainly
def serve() -> None:
    """Bring the database up to date, check the campaigns, and serve the pages."""
    settings = _settings()
    app = create_app(settings)
    with app.app_context():
        migrate.upgrade(db.engine)
        db.engine.dispose()
    Server(app, settings).run()


@main.command("migrate")
@plainly
def migrate_database() -> None:
    """Bring the database up to date."""
    with create_app(_settings()).app_context():
        migrate.upgrade(db.engine)


@main.command()
@click.option(
    "--statement",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The statement's own text, to compare every quotation with.",
)
@plainly
def check(statement: Path | None) -> None:
    """Name every mistake in letters/, and what is missing before each campaign's launch."""
    settings = _settings()
    campaigns = load(settings.letters, statement.read_text(encoding="utf-8") if statement else None)
    for campaign in campaigns.values():
        missing = checklist.missing(campaign, settings.today())
        state = "launched" if campaign.launched else "not launched"
        click.echo(f"{campaign.slug}: no mistakes found; {state}")
        for line in missing:
            click.echo(f"  to do: {line}")


@main.command()
@click.option("--campaign", "slug", help="Which campaign, when there are several.")
@click.option(
    "--paper", type=click.Choice([paper.value for paper in Paper]), default="a4", show_default=True
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("preview.pdf"),
    show_default=True,
    help="The PDF to write.",
)
@plainly
def preview(slug: str | None, paper: str, out: Path) -> None:
    """Write every letter, for each kind of target, vote and language, into one PDF."""
    settings = _settings()
    campaign = _one(load(settings.letters), slug)
    letters = actions.proofs(campaign, settings.today())
    out.write_bytes(Press(waiting=None).proofs(letters, Paper(paper)))
    click.echo(f"{len(letters)} letters in {out}")


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
    settings = _settings()
    app = create_app(settings)
    campaign = _one(app.extensions["desk"].campaigns, slug)
    with app.app_context():
        found = _count(campaign, by, with_marked=with_marked)
    PRINTERS[form or "table"](by, found)


def _settings() -> Settings:
    return from_environment(os.environ)


def _one(campaigns: Mapping[str, Campaign], slug: str | None) -> Campaign:
    if slug is None and len(campaigns) == 1:
        (slug,) = campaigns
    if slug is None or slug not in campaigns:
        names = ", ".join(campaigns)
        raise click.UsageError(f"write --campaign and one of: {names}")
    return campaigns[slug]


def _count(campaign: Campaign, by: str, *, with_marked: bool) -> Sequence[Count]:
    if by == "day":
        return actions.read_counts_by_day(db.session, campaign, with_marked=with_marked)
    dimension = Dimension.ALL if by == "way" else Dimension(by)
    return actions.read_counts(db.session, campaign, dimension, with_marked=with_marked)


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
