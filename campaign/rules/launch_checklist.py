"""What a campaign needs before it is launched, and what of it is done. Nothing stops the app."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from campaign.model.statement import Ask, Campaign
from campaign.rules.postal import names_country
from campaign.rules.targets import OFFICES, offered_targets


class Requirement(StrEnum):
    """A thing that a launch needs, in the words in which commands ask for it."""

    NAME = "campaign.toml: organization: name: say who runs the campaign"
    CONTACT = "campaign.toml: organization: contact: say how to reach them"
    GENUINE = "campaign.toml: organization: genuine: list the campaign's true web addresses"
    POST = "campaign.toml: organization: address: say where you get post"
    RELATIVES = (
        "campaign.toml: relatives: name, contact: say who helps those who look for a missing "
        "relative; ask them first"
    )
    READ = "campaign.toml: reviewed: {about}: have somebody read the letters and date it"
    NONE_KNOWN = (
        "asks.toml: {about}: none_known_as_of: confirm on a day that it has not happened, or the "
        "letters do not say so"
    )
    HOLDER = "world/officers.csv: {about}: confirm that it is {name} and date it"
    ADDRESS = "world/addresses.csv: {about}: confirm the address and date it"
    COUNTRY = "world/addresses.csv: {about}: postal: end it with the country"
    POSTAL = (
        "world/addresses.csv: {lacking} of {all} targets have no postal address; their letters "
        "have lines to fill in"
    )
    EMAIL = (
        "world/addresses.csv: {lacking} of {all} targets have no email address; their drafts have "
        "no recipient"
    )


COUNTED: Final = (Requirement.POSTAL, Requirement.EMAIL)
"""The requirements that a campaign may well be launched without: said once, not of each target."""
MUSTS: Final = frozenset({Requirement.NAME, Requirement.CONTACT})
"""The requirements without which no campaign is launched: nobody could tell who asks."""


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One thing on the list; `about` says of which language, ask, office or target it is."""

    need: Requirement
    is_done: bool
    about: str = ""
    name: str = ""


def checklist_items(campaign: Campaign, on: date) -> Sequence[ChecklistItem]:
    """Return all that there is to do before launching, done or not."""
    return (*_organization(campaign), *_texts(campaign), *_holders(campaign, on),
            *_addresses(campaign, on))  # fmt: skip


def asks_to_confirm(campaign: Campaign) -> Sequence[Ask]:
    """Return the asks of which letters can say "I know of no ..."."""
    texts = campaign.default_texts.asks
    return [ask for ask in campaign.asks if ask.id in texts and texts[ask.id].none_known]


def missing_before_launch(campaign: Campaign, on: date) -> tuple[str, ...]:
    """Return what to do before launching, a sentence each."""
    items = checklist_items(campaign, on)
    todo = [item for item in items if not item.is_done]
    named = [
        item.need.format(about=item.about, name=item.name)
        for item in todo
        if item.need not in COUNTED
    ]
    return (*named, *filter(None, (_counted(items, need) for need in COUNTED)))


def _counted(items: Sequence[ChecklistItem], need: Requirement) -> str:
    done = [item.is_done for item in items if item.need is need]
    return "" if all(done) else need.format(lacking=done.count(False), all=len(done))


def _organization(campaign: Campaign) -> Iterator[ChecklistItem]:
    yield ChecklistItem(Requirement.NAME, bool(campaign.organization.name))
    yield ChecklistItem(Requirement.CONTACT, bool(campaign.organization.contact))
    yield ChecklistItem(Requirement.GENUINE, bool(campaign.organization.genuine))
    yield ChecklistItem(Requirement.POST, bool(campaign.organization.address))
    yield ChecklistItem(Requirement.RELATIVES, bool(campaign.relatives.contact))


def _texts(campaign: Campaign) -> Iterator[ChecklistItem]:
    for code, day in campaign.reviewed.items():
        yield ChecklistItem(Requirement.READ, day is not None, code)
    for ask in asks_to_confirm(campaign):
        yield ChecklistItem(Requirement.NONE_KNOWN, ask.none_known_as_of is not None, ask.id)


def _holders(campaign: Campaign, on: date) -> Iterator[ChecklistItem]:
    for office in OFFICES:
        if holder := campaign.world.officer_on(office, on):
            yield ChecklistItem(
                Requirement.HOLDER, holder.confirmed is not None, office, holder.name
            )


def _addresses(campaign: Campaign, on: date) -> Iterator[ChecklistItem]:
    for target in offered_targets(campaign, on):
        address = campaign.world.addresses.get(target.slug)
        postal, email = (address.postal, address.email) if address else ((), "")
        if address and (postal or email):
            yield ChecklistItem(Requirement.ADDRESS, address.confirmed is not None, target.slug)
        if postal:
            yield ChecklistItem(Requirement.COUNTRY, names_country(postal), target.slug)
        yield ChecklistItem(Requirement.POSTAL, bool(postal), target.slug)
        yield ChecklistItem(Requirement.EMAIL, bool(email), target.slug)
