"""Serving the pages, and looking after what is in `letters/`."""

from datetime import date
from pathlib import Path

import click

from campaign import create_app
from campaign.actions.letters import proofs
from campaign.catalogue import checklist, load
from campaign.cli.base import main, one, opened, plainly, settings
from campaign.cli.organizers import first_owner
from campaign.model.world import COUNCIL_SEATS
from campaign.press import Paper, Press
from campaign.serve import Server
from campaign.store import db, migrate


@main.command()
@plainly
def serve() -> None:
    """Bring the database up to date, check the campaigns, and serve the pages."""
    given = settings()
    app = create_app(given)
    with app.app_context():
        migrate.upgrade(db.engine)
        welcome = first_owner()
        db.session.close()
        db.engine.dispose()
    Server(app, given, welcome).run()


@main.command("migrate")
@plainly
def migrate_database() -> None:
    """Bring the database up to date."""
    with opened():
        pass


@main.command()
@click.option(
    "--statement",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The statement's own text, to compare every quotation with.",
)
@plainly
def check(statement: Path | None) -> None:
    """Name every mistake in letters/, and what is missing before each campaign's launch."""
    given = settings()
    text = statement.read_text(encoding="utf-8") if statement else None
    catalogue = load(given.letters, text)
    for day in (given.today(), date(given.today().year + 1, 1, 1)):
        if seats := catalogue.world.open_seats(day):
            of_all = f"{seats} of {COUNCIL_SEATS} seats of {day.year}"
            click.echo(f"world/members.csv: {of_all} are not known")
    for campaign in catalogue.campaigns.values():
        missing = checklist.missing(campaign, given.today())
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
    given = settings()
    letters = proofs(one(load(given.letters).campaigns, slug), given.today())
    out.write_bytes(Press(waiting=None).several(letters, Paper(paper)))
    click.echo(f"{len(letters)} letters in {out}")
