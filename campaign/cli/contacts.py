"""Addresses: bringing in directories, what is missing, and confirming one."""

import sys

import click

from campaign.actions import facts
from campaign.catalogue import targets
from campaign.catalogue.sheets import to_csv
from campaign.catalogue.upkeep import coverage
from campaign.cli.base import main, one, opened, plainly, settings
from campaign.cli.importing import bring, by_option, now
from campaign.model.facts import Row, Sheet
from campaign.model.statement import Campaign
from campaign.store import db


@main.group()
def contacts() -> None:
    """Addresses of today's targets."""


@contacts.command("import")
@click.argument("file", metavar="FILE-or-URL")
@click.option("--as-of", help="The day the file is from, as YYYY-MM-DD; today for a URL.")
@click.option("--approve", is_flag=True, help="Take it; without this it is only shown.")
@click.option("--only", default="", help="Take only these, such as hrc-kr,hrc-mx.")
@by_option
@plainly
def import_contacts(file: str, as_of: str | None, only: str, by: str, *, approve: bool) -> None:
    """Compare the UN's directory for New York, or a CSV, and take it when approved."""
    bring(file, by=by, approve=approve, only=only, as_of=as_of)


@contacts.command()
@click.option("--campaign", "slug", help="Which campaign, when there are several.")
@click.option("--missing", is_flag=True, help="Only targets that lack an address.")
@plainly
def export(slug: str | None, *, missing: bool) -> None:
    """Write the addresses of today's targets as CSV, to be filled in and imported again."""
    with opened() as shipped:
        campaign = one(facts.current(db.session, shipped).campaigns, slug)
    rows = _rows(campaign)
    if missing:
        rows = [row for row in rows if not (row["postal"] and row["email"])]
    sys.stdout.write(to_csv(Sheet.ADDRESSES, rows))


@contacts.command("coverage")
@click.option("--campaign", "slug", help="Which campaign, when there are several.")
@plainly
def show_coverage(slug: str | None) -> None:
    """Say how many of today's targets have an address, and how many are confirmed."""
    with opened() as shipped:
        campaign = one(facts.current(db.session, shipped).campaigns, slug)
    slugs = [target.slug for target in targets.offered(campaign, settings().today())]
    for name, number in coverage(campaign, slugs).items():
        click.echo(f"{number:5} {name}")


@contacts.command()
@click.argument("target")
@by_option
@plainly
def confirm(target: str, by: str) -> None:
    """Say that you compared a target's address with the recipient's own word today."""
    with opened() as shipped:
        if target not in facts.current(db.session, shipped).sheets[Sheet.ADDRESSES]:
            raise click.UsageError(f"{target} has no address yet (import or set one first)")
        given = {"target": target, "confirmed": settings().today().isoformat()}
        batch = facts.correct(db.session, shipped, Sheet.ADDRESSES, given, by=by, at=now())
    click.echo(f"Done. To undo it: bin/campaign facts undo {batch}")


def _rows(campaign: Campaign) -> list[Row]:
    """Return a row for each of today's targets, blank where nothing is known; the note names it."""
    found: list[Row] = []
    language = campaign.default_language
    for target in targets.offered(campaign, settings().today()):
        address = campaign.world.addresses.get(target.slug)
        name = language.states[target.state].name if target.state else target.kind
        row = dict.fromkeys(Sheet.ADDRESSES.columns, "")
        row |= {"target": target.slug, "note": name}
        if address:
            row |= {
                "postal": " | ".join(address.postal),
                "email": address.email,
                "website": address.website,
                "source": address.source,
                "as_of": address.as_of.isoformat() if address.as_of else "",
                "confirmed": address.confirmed.isoformat() if address.confirmed else "",
            }
        found.append(row)
    return found
