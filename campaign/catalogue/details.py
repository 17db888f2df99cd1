"""Who runs a campaign and what it offers, as sheets: as its files have it, then as set."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from campaign.catalogue.fields import Fields
from campaign.model.facts import FactTable, Row
from campaign.model.statement import Campaign, Organization, Relatives

YES: Final = "yes"
BETWEEN: Final = " | "
"""What stands between the lines of one value, as between those of addresses."""
Details = Mapping[FactTable, Fields]
"""The one fact of each of these sheets that a campaign has."""


def rows_of_details(campaign: Campaign) -> Iterator[tuple[FactTable, Row]]:
    """Yield a campaign's facts of these sheets."""
    organization, relatives = campaign.organization, campaign.relatives
    yield FactTable.ORGANIZATION, {"name": organization.name, "contact": organization.contact}
    addresses = joined(organization.genuine)
    yield FactTable.GENUINE, {"addresses": addresses, "listed_at": organization.listed_at}
    yield FactTable.POST, {"lines": joined(organization.address)}
    yield FactTable.RELATIVES, {"name": relatives.name, "contact": relatives.contact}
    yield (
        FactTable.OFFER,
        {
            "goal": str(campaign.goal or ""),
            "languages": " ".join(campaign.reading),
            "footnotes": YES if campaign.footnotes else "",
            "answers": YES if campaign.answers_shown else "",
        },
    )


def with_details(campaign: Campaign, details: Details) -> Campaign:
    """Return a campaign with what organizers set; complain about what cannot be."""
    said, true = details[FactTable.ORGANIZATION], details[FactTable.GENUINE]
    offer = details[FactTable.OFFER]
    offered = {code: campaign.written[code] for code in _offered(campaign, offer)}
    return replace(
        campaign,
        organization=Organization(
            said.text("name"),
            said.text("contact"),
            parted(true.text("addresses")),
            parted(details[FactTable.POST].text("lines")),
            true.text("listed_at"),
        ),
        relatives=_relatives(details[FactTable.RELATIVES]),
        goal=offer.number("goal") or None if offer.text("goal") else None,
        footnotes=is_yes(offer, "footnotes"),
        answers_shown=is_yes(offer, "answers"),
        languages=offered,
        reading=offered,
    )


def joined(lines: Sequence[str]) -> str:
    """Return lines as one value."""
    return BETWEEN.join(lines)


def parted(value: str) -> tuple[str, ...]:
    """Return the lines of a value."""
    return tuple(filter(None, (line.strip() for line in value.split(BETWEEN.strip()))))


def is_yes(fields: Fields, name: str) -> bool:
    """Return whether a value is yes, and complain where it is neither that nor blank."""
    if fields.text(name) not in {"", YES}:
        fields.complain(name, "is neither yes nor blank", f'write "{YES}" or nothing')
    return fields.text(name) == YES


def _relatives(fields: Fields) -> Relatives:
    return Relatives(fields.text("name"), fields.text("contact"))


def _offered(campaign: Campaign, offer: Fields) -> Sequence[str]:
    """Return the codes of the languages that are offered, in the order of the files.

    One that the files no longer have is left alone; where none is left, all are offered.
    """
    chosen = offer.text("languages").split()
    return [code for code in campaign.written if code in chosen] or tuple(campaign.written)
