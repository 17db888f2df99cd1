"""What a campaign still lacks before it is launched. Nothing of it stops the app."""

from collections.abc import Iterator
from datetime import date

from campaign.catalogue.postal import names_country
from campaign.catalogue.targets import OFFICES, offered
from campaign.catalogue.upkeep import coverage
from campaign.model.statement import Campaign


def missing(campaign: Campaign, on: date) -> tuple[str, ...]:
    """Return what to do before launching, a sentence each."""
    return (*_organization(campaign), *_texts(campaign), *_addresses(campaign, on))


def _organization(campaign: Campaign) -> Iterator[str]:
    if not campaign.organization.name:
        yield "campaign.toml: organization: name: say who runs the campaign"
    if not campaign.organization.contact:
        yield "campaign.toml: organization: contact: say how to reach them"
    if not campaign.organization.genuine:
        yield "campaign.toml: organization: genuine: list the campaign's true web addresses"
    if not campaign.relatives.contact:
        yield (
            "campaign.toml: relatives: name, contact: say who helps those who look for a missing "
            "relative; ask them first"
        )


def _texts(campaign: Campaign) -> Iterator[str]:
    for code, day in campaign.reviewed.items():
        if day is None:
            yield f"campaign.toml: reviewed: {code}: have somebody read the letters and date it"
    for ask in campaign.asks:
        text = campaign.default_texts.asks.get(ask.id)
        if text and text.none_known and ask.none_known_as_of is None:
            yield (
                f"asks.toml: {ask.id}: none_known_as_of: confirm on a day that it has not "
                "happened, or the letters do not say so"
            )


def _addresses(campaign: Campaign, on: date) -> Iterator[str]:
    for office in OFFICES:
        holder = campaign.world.officer_on(office, on)
        if holder and not holder.confirmed:
            yield f"world/officers.csv: {office}: confirm that it is {holder.name} and date it"
    for target in offered(campaign, on):
        address = campaign.world.addresses.get(target.slug)
        if address and not address.confirmed and (address.postal or address.email):
            yield f"world/addresses.csv: {address.target}: confirm the address and date it"
        if address and address.postal and not names_country(address.postal):
            yield f"world/addresses.csv: {address.target}: postal: end it with the country"
    have = coverage(campaign, on)
    if have.postal < have.targets:
        yield (
            f"world/addresses.csv: {have.targets - have.postal} of {have.targets} targets have no "
            f"postal address and {have.targets - have.email} no email address; their letters have "
            "lines to fill in"
        )
