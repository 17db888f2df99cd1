"""Facts that change with time: what is stale, what organizers changed, and their CSV."""

from pathlib import Path

import click

from campaign.actions import facts
from campaign.cli.application import open_application
from campaign.cli.base import main, plainly, settings
from campaign.cli.fact_imports import bring_in_file, by_option, say_gone, utc_now
from campaign.errors import Overtaken
from campaign.exports.fact_sheets import as_csv
from campaign.model.facts import WORLD, Difference, FactTable
from campaign.rules.staleness import next_session, stale_facts
from campaign.web.database import db


@main.group("facts", invoke_without_command=True)
@click.pass_context
def group(context: click.Context) -> None:
    """List the facts that are stale or soon will be; see the commands for changing them."""
    if context.invoked_subcommand is None:
        _list()


@plainly
def _list() -> None:
    with open_application() as shipped:
        world, today = facts.current_catalogue(db.session, shipped).world, settings().today()
        for body in ("hrc", "third-committee"):
            if soon := next_session(world, body, today):
                click.echo(f"{f'in {soon[1]} days':>12}  sessions {body}: opens on {soon[0]}")
        for each in stale_facts(world, today):
            when = f"in {each.days} days" if each.days > 0 else "now"
            click.echo(f"{when:>12}  {each.fact}: {each.why}")
        for difference in facts.against_shipped(db.session, shipped):
            click.echo(f"{'yours':>12}  {difference.sheet} {difference.key}: {_versus(difference)}")


@group.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default="facts")
@plainly
def export(folder: Path) -> None:
    """Write today's facts, with all corrections, as CSV files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with open_application() as shipped:
        sheets = facts.current_catalogue(db.session, shipped).sheets
    for sheet in WORLD:
        rows = [fields.row() for fields in sheets[sheet].values()]
        (folder / f"{sheet}.csv").write_text(as_csv(sheet.columns, rows), encoding="utf-8")
        click.echo(f"{len(rows):5} {sheet} in {folder / f'{sheet}.csv'}")


@group.command("import")
@click.argument("file")
@click.option("--approve", is_flag=True, help="Take it; without this it is only shown.")
@click.option("--only", default="", help="Take only these, such as hrc-kr,hrc-mx.")
@by_option
@plainly
def import_facts(file: str, only: str, by: str, *, approve: bool) -> None:
    """Compare a CSV of facts, in the format of `facts export`, and take it when approved."""
    bring_in_file(file, by=by, approve=approve, only=only)


@group.command("set")
@click.argument("sheet", type=click.Choice([sheet.value for sheet in FactTable]))
@click.argument("values", nargs=-1, required=True, metavar="COLUMN=VALUE...")
@by_option
@plainly
def set_fact(sheet: str, values: tuple[str, ...], by: str) -> None:
    """Correct or add one fact by hand: facts set officers office=hrc start=2027-01-01 ..."""
    given = dict(value.partition("=")[::2] for value in values)
    columns = FactTable(sheet).columns
    if unknown := set(given) - set(columns):
        raise click.UsageError(f"{sheet} has no {unknown.pop()}; it has {', '.join(columns)}")
    with open_application() as shipped:
        batch = facts.correct_fact(
            db.session, shipped, FactTable(sheet), given, by=by, at=utc_now()
        )
    click.echo(f"Done. To undo it: bin/campaign facts undo {batch}")


@group.command()
@click.argument("sheet", type=click.Choice([sheet.value for sheet in FactTable]))
@click.argument("key")
@by_option
@plainly
def remove(sheet: str, key: str, by: str) -> None:
    """Take a fact away by its key: facts remove members "KR 2025-01-01"."""
    with open_application() as shipped:
        batch = facts.remove_fact(db.session, shipped, FactTable(sheet), key, by=by, at=utc_now())
    if batch is None:
        raise click.UsageError(f"{sheet} has no {key!r}; bin/campaign facts export lists them")
    click.echo(f"Done. To undo it: bin/campaign facts undo {batch}")


@group.command()
@plainly
def history() -> None:
    """Show every import and correction, the newest first."""
    with open_application():
        for each in facts.list_changes(db.session):
            undone = ", undone" if each.undone else ""
            made = f"{each.at:%Y-%m-%d %H:%M} UTC by {each.by or 'nobody named'}"
            click.echo(f"{each.id:5}  {made}: {each.changes} by {each.origin}{undone}")


@group.command()
@click.argument("number", type=int)
@by_option
@plainly
def undo(number: int, by: str) -> None:
    """Undo an import or a correction by its number in the history."""
    with open_application() as shipped:
        try:
            undone = facts.undo_changes(db.session, shipped, number, by=by, at=utc_now())
        except Overtaken:
            later = "was changed again since; undo the later change first"
            raise click.UsageError(f"{number} {later}; see bin/campaign facts history") from None
        say_gone(undone, number)


def _versus(difference: Difference) -> str:
    before, after = difference.before or {}, difference.after or {}
    return "; ".join(
        f"{column} is {after.get(column, '')!r}, shipped is {before.get(column, '')!r}"
        for column in difference.columns()
    )
