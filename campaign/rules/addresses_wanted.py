"""Whose addresses are wanted: who is written to today, or within a year. And a sheet to fill in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from campaign.model.facts import FactTable, Row
from campaign.model.language import TargetKind
from campaign.model.statement import Campaign
from campaign.rules import targets

SOON: Final = timedelta(days=366)
"""How long before a term begins an address is wanted."""
COLUMNS: Final = ("target", "recipient", *FactTable.ADDRESSES.columns[1:])
"""The columns of a sheet to fill in; `recipient` is a name for whoever does."""


def addresses_wanted(campaigns: Iterable[Campaign], on: date) -> Sequence[str]:
    """Return the slugs of all who are written to on a day or within a year, each once."""
    return tuple(dict.fromkeys(slug for each in campaigns for slug in _wanted(each, on)))


def address_sheet(
    slugs: Iterable[str], known: Mapping[str, Row], names: Mapping[str, str]
) -> Sequence[Row]:
    """Return a row for each recipient, with what is known of the address."""
    blank = dict.fromkeys(FactTable.ADDRESSES.columns, "")
    return [
        {**blank, **known.get(slug, {}), "target": slug, "recipient": names.get(slug, slug)}
        for slug in slugs
    ]


def is_to_fill_in(row: Row) -> bool:
    """Say whether an address by post or by email is not known."""
    return not (row["postal"] and row["email"])


def _wanted(campaign: Campaign, on: date) -> Iterator[str]:
    yield from (target.slug for target in targets.offered_targets(campaign, on))
    for term in campaign.world.terms:
        if on < term.start <= on + SOON:
            yield targets.delegation(TargetKind.COUNCIL, term.state).slug
