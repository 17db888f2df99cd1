"""Commands that serve the pages, and check and show what is in `letters/`."""

import atexit
from datetime import date
from pathlib import Path
from typing import Final

import click

from campaign import create_app
from campaign.actions.editions import keep_editions
from campaign.actions.letters import email_proofs, examples, proof, proofs
from campaign.catalogue import load
from campaign.catalogue.translated_texts import doubtful_texts
from campaign.cli.application import open_application
from campaign.cli.base import main, one, plainly, settings
from campaign.cli.organizers import first_owner
from campaign.cli.print_options import counted, foldable, out_option, writable_file
from campaign.letter import text
from campaign.model.letter import Letter
from campaign.model.world import COUNCIL_SEATS
from campaign.press import Paper, Press, Sheet, Window
from campaign.rules import launch_checklist
from campaign.rules.targets import offered_targets
from campaign.server import Server
from campaign.store import migrate
from campaign.web import security_headers
from campaign.web.database import db
from campaign.web.services import services

APART: Final = f"\n\n{'-' * 72}\n\n"
"""What stands between one email to read and the next."""
MEASURE: Final = "This line is 100 mm long if the printer keeps to the actual size."


@main.command()
@plainly
def serve() -> None:
    """Bring the database up to date, check the campaigns, and serve the pages."""
    given = settings()
    app = create_app(given)
    with app.app_context():
        migrate.upgrade(db.engine)
        keep_editions(db.session, services.shipped, at=services.now())
        welcome = first_owner()
        db.session.close()
        db.engine.dispose()
        # In each process, at its end: SQLite puts its files together when the last one has left.
        atexit.register(db.engine.dispose)
    Server(app, given, security_headers.HEADERS, welcome).run()


@main.command("migrate")
@plainly
def migrate_database() -> None:
    """Bring the database up to date."""
    with open_application() as shipped:
        keep_editions(db.session, shipped, at=services.now())


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
    words = statement.read_text(encoding="utf-8") if statement else None
    catalogue = load(given.letters, words, are_gaps_mistakes=True)
    for day in (given.today(), date(given.today().year + 1, 1, 1)):
        if seats := catalogue.world.open_seats(day):
            of_all = f"{seats} of {COUNCIL_SEATS} seats of {day.year}"
            click.echo(f"world/members.csv: {of_all} are not known")
    for campaign in catalogue.campaigns.values():
        missing = launch_checklist.missing_before_launch(campaign, given.today())
        state = "launched" if campaign.launched else "not launched"
        click.echo(f"{campaign.slug}: no mistakes found; {state}")
        for line in missing:
            click.echo(f"  to do: {line}")
    written = (code for campaign in catalogue.campaigns.values() for code in campaign.written)
    for code in dict.fromkeys(written):
        for doubt in doubtful_texts(given.letters, code):
            click.echo(doubt)


@main.command()
@click.option("--campaign", "slug", help="Which campaign, when there are several.")
@click.option(
    "--paper", type=click.Choice([paper.value for paper in Paper]), default="a4", show_default=True
)
@click.option(
    "--window",
    type=click.Choice([window.value for window in Window]),
    default="none",
    show_default=True,
    help="The envelope's window (docs/paper.md says which to choose).",
)
@click.option("--folds", is_flag=True, help="Mark where to fold.")
@click.option("--sender", multiple=True, help="A line of whom the letter is from; repeat it.")
@click.option(
    "--email",
    type=click.Path(path_type=Path),
    callback=writable_file,
    help="Write the short emails too, as text, into this file.",
)
@out_option("preview.pdf")
@plainly
def preview(
    *,
    slug: str | None,
    paper: str,
    window: str,
    folds: bool,
    sender: tuple[str, ...],
    email: Path | None,
    out: Path,
) -> None:
    """Write every letter, for each kind of target, vote and language, into one PDF."""
    given = settings()
    campaign, today = one(load(given.letters).campaigns, slug), given.today()
    wanted = examples(campaign, today)
    letters = proofs(campaign, wanted, today)
    sheet = foldable(Sheet(Paper(paper), Window(window), folds, sender, MEASURE))
    out.write_bytes(Press(waiting=None).several(letters, sheet))
    click.echo(f"{counted(len(letters), 'letter')} in {out}")
    if email:
        emails = email_proofs(campaign, wanted, today)
        email.write_text(APART.join(map(_to_read, emails)) + "\n", encoding="utf-8")
        click.echo(f"{counted(len(emails), 'email')} in {email}")


def _to_read(email: Letter) -> str:
    """Return whom an email is to, its subject and its text."""
    return "\n\n".join(("\n".join(email.addressee), email.subject, text.body(email)))


@main.command()
@click.option("--campaign", "slug", help="Which campaign, when there are several.")
@click.option("--to", default="high-commissioner", show_default=True, help="Which target.")
@click.option("--sender", multiple=True, help="A line of whom the letter is from; repeat it.")
@out_option("sheets.pdf")
@plainly
def sheets(slug: str | None, to: str, sender: tuple[str, ...], out: Path) -> None:
    """Write one letter for every window on every paper, to hold against your envelopes."""
    given = settings()
    campaign = one(load(given.letters).campaigns, slug)
    target = {each.slug: each for each in offered_targets(campaign, given.today())}.get(to)
    if target is None:
        raise click.UsageError(f"--to: {to} is no target of today (write such as hrc-kr)")
    letter = proof(campaign, target, given.today())
    every = [
        Sheet(paper, window, folds=True, sender=sender, measure=f"100 mm – {window} – {paper}")
        for paper in Paper
        for window in Window
    ]
    out.write_bytes(Press(waiting=None).samples(letter, every))
    click.echo(f"{len(every)} sheets in {out}")
