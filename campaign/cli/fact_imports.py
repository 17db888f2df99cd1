"""What commands share that bring a file of facts in: it is shown first, taken when approved."""

import getpass
import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click

from campaign.actions import fact_imports
from campaign.catalogue import Catalogue, fact_files
from campaign.catalogue.complaints import refusal
from campaign.catalogue.fetch import fetch
from campaign.catalogue.import_limits import ImportJudge
from campaign.cli.application import open_application
from campaign.cli.base import settings
from campaign.errors import Overtaken
from campaign.model.facts import Difference, FactFile
from campaign.web.database import db


def by_option(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--by`: who is making the change, for the history."""
    option = click.option("--by", default=_user, help="Who you are, for the history.")
    return option(command)


def _user() -> str:
    """Return who runs the command, blank for a user without a name, as containers have."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def utc_now() -> datetime:
    """Return the time, in UTC, as databases keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


def bring_in_file(
    file: str, *, by: str, approve: bool, only: str, as_of: str | None = None
) -> None:
    """Show what a file would change, and take it when approved."""
    with open_application() as shipped:
        found = _read(file, shipped, as_of)
        differences = fact_imports.compare_import(db.session, shipped, found)
        _show(differences, found)
        if not approve:
            click.echo("Nothing was taken. To take it: the same again with --approve")
            return
        keys = [key.strip() for key in only.split(",") if key.strip()]
        if unknown := set(keys) - {each.key for each in differences}:
            raise click.UsageError(f"{unknown.pop()} is not among what would change")
        batch, taken = _take(differences, shipped, by, keys)
    undo = f" To undo it: bin/campaign facts undo {batch}" if taken else ""
    click.echo(f"{taken} taken.{undo}")


def _take(
    differences: Sequence[Difference], shipped: Catalogue, by: str, keys: Sequence[str]
) -> tuple[int | None, int]:
    try:
        return fact_imports.take_import(
            db.session, differences, shipped, by=by, at=utc_now(), only=keys
        )
    except Overtaken:
        sys.exit("Somebody changed these facts meanwhile. Nothing was taken: look again.")


def say_gone(undone: bool, number: int) -> None:  # noqa: FBT001 - the answer itself
    """Say whether something was undone."""
    if not undone:
        raise click.UsageError(f"there is no {number} to undo; see bin/campaign facts history")
    click.echo("Undone.")


def _read(file: str, shipped: Catalogue, as_of: str | None) -> FactFile:
    today = settings().today()
    if "://" in file:
        content = fetch(file, settings().directory_hosts)
    else:
        content = _content(Path(file))
        if as_of is None and content.removeprefix(BOM_UTF8).lstrip()[:1] in {b"{", b"["}:
            raise click.UsageError("write --as-of and the day the directory is from")
    try:
        day = date.fromisoformat(as_of) if as_of else today
    except ValueError:
        raise click.UsageError(f"{as_of} is not a date (write YYYY-MM-DD)") from None
    return fact_imports.read_import(file, content, shipped, day, ImportJudge())


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened_file:
            return opened_file.read(fact_files.LARGEST + 1)
    except OSError as error:
        raise refusal(str(file), "", str(error.strerror), "name a file that can be read") from None


def _show(differences: Sequence[Difference], found: FactFile) -> None:
    for each in differences:
        before, after = each.before or {}, each.after or {}
        changed = "; ".join(
            f"{column}: {before.get(column, '')!r} -> {after.get(column, '')!r}"
            for column in each.columns()
            if column not in {"source", "as_of", "target"}
        )
        click.echo(f"{each.kind:8} {each.key}: {changed}")
    for line in found.dropped:
        click.echo(f"left out {line}")
    kinds = [each.kind for each in differences]
    summary = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
    click.echo(f"{len(found.rows)} in the file: {summary or 'nothing new'}")
