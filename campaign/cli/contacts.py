"""Addresses: bringing in directories, what is missing, and confirming one."""

import sys
from collections.abc import Mapping
from dataclasses import asdict

import click

from campaign.actions import fact_history, facts
from campaign.cli.application import open_application
from campaign.cli.base import main, one, plainly, settings
from campaign.cli.fact_imports import bring_in_file, by_option, utc_now
from campaign.exports.fact_sheets import as_csv
from campaign.model.facts import FactTable, SeenFact, digest
from campaign.model.statement import Campaign
from campaign.rules import targets
from campaign.rules.addresses_wanted import COLUMNS, address_sheet, is_to_fill_in
from campaign.rules.staleness import coverage
from campaign.web.database import db


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
    bring_in_file(file, by=by, approve=approve, only=only, as_of=as_of)


@contacts.command()
@click.option("--campaign", "slug", help="Which campaign, when there are several.")
@click.option("--missing", is_flag=True, help="Only targets that lack an address.")
@plainly
def export(slug: str | None, *, missing: bool) -> None:
    """Write the addresses of today's targets as CSV, to be filled in and imported again."""
    with open_application() as shipped:
        now_known = facts.current_catalogue(db.session, shipped)
    campaign, today = one(now_known.campaigns, slug), settings().today()
    known = {key: each.row() for key, each in now_known.sheets[FactTable.ADDRESSES].items()}
    wanted = [target.slug for target in targets.offered_targets(campaign, today)]
    rows = address_sheet(wanted, known, _names(campaign))
    shown = filter(is_to_fill_in, rows) if missing else rows
    sys.stdout.write(as_csv(COLUMNS, shown))


@contacts.command("coverage")
@click.option("--campaign", "slug", help="Which campaign, when there are several.")
@plainly
def show_coverage(slug: str | None) -> None:
    """Say how many of today's targets have an address, and how many are confirmed."""
    with open_application() as shipped:
        campaign = one(facts.current_catalogue(db.session, shipped).campaigns, slug)
    for name, number in asdict(coverage(campaign, settings().today())).items():
        click.echo(f"{number:5} {name.replace('_', ' ')}")


@contacts.command()
@click.argument("target")
@by_option
@plainly
def confirm(target: str, by: str) -> None:
    """Say that you compared a target's address with the recipient's own word today."""
    with open_application() as shipped:
        found = fact_history.facts_of_table(db.session, shipped, FactTable.ADDRESSES).get(target)
        if found is None:
            raise click.UsageError(f"{target} has no address yet (import or set one first)")
        seen, today = SeenFact(target, digest(found.row)), settings().today()
        what = (FactTable.ADDRESSES, seen)
        batch = facts.confirm_fact(db.session, shipped, what, on=today, by=by, at=utc_now())
    click.echo(f"Done. To undo it: bin/campaign facts undo {batch}")


def _names(campaign: Campaign) -> Mapping[str, str]:
    """Return what all recipients are called."""
    states = campaign.default_language.states
    return {
        slug: f"{states[each.state].name} ({each.kind})" if each.state else slug
        for slug, each in targets.all_targets(campaign).items()
    }
