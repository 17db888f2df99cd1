"""Rules for how a recipient can be reached: what is known of it, and what writers may add."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from babel import Locale

from campaign.model.language import TargetKind
from campaign.model.letter import Target
from campaign.model.statement import Campaign
from campaign.model.world import Address
from campaign.rules.targets import all_targets

WEBSITE: Final = re.compile(r"https?://[^\s/@]+(?:/\S*)?")
"""A website that a page may link to: an address on the web, and no other scheme."""
OFFICIAL_NAMES: Final = ("en", "fr")
"""The languages that addresses in Geneva and New York are written in."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The ways that lead to a recipient; with neither, its address has to be looked for.

    Once launched, `unconfirmed_post` and `unconfirmed_email` say what is known and was confirmed by
    nobody, so that letters do not use it.
    """

    post: bool = False
    email: bool = False
    unconfirmed_post: bool = False
    unconfirmed_email: bool = False

    @property
    def any_way(self) -> bool:
        """Whether it can be reached at all."""
        return self.post or self.email

    @property
    def waits(self) -> bool:
        """Whether nothing can be used, and something that is known waits to be confirmed."""
        return not self.any_way and (self.unconfirmed_post or self.unconfirmed_email)


NOWHERE: Final = Reach()
"""What is known of a recipient of which nothing is."""


def known_address(campaign: Campaign, target: Target) -> Address:
    """Return a target's address as letters may use it, or an empty one.

    Once a campaign is launched, only what an organizer has confirmed is used.
    """
    known = campaign.world.addresses.get(target.slug)
    if known is None or (campaign.launched and not known.confirmed):
        return Address(target.slug)
    return known


def reach_of(campaign: Campaign, target: Target) -> Reach:
    """Say what is known of a target."""
    address = known_address(campaign, target)
    known = campaign.world.addresses.get(target.slug, address)
    return Reach(
        bool(address.postal),
        bool(address.email),
        unconfirmed_post=bool(known.postal) and not address.postal,
        unconfirmed_email=bool(known.email) and not address.email,
    )


def confirmed_reach(campaign: Campaign, target: Target) -> Reach:
    """Say what of it an organizer has confirmed: of the rest, writers may find a better one."""
    address = known_address(campaign, target)
    return reach_of(campaign, target) if address.confirmed else NOWHERE


def where_to_look(campaign: Campaign, target: Target) -> tuple[str, ...]:
    """Return the official pages that have a target's address: its own, if known, and the list."""
    known = campaign.world.addresses.get(target.slug)
    own = known.website if known and WEBSITE.fullmatch(known.website) else ""
    return tuple(filter(None, dict.fromkeys((own, campaign.world.directories[target.kind]))))


def lacks_new_york(campaign: Campaign) -> bool:
    """Say whether no address of any delegation in New York is known: nobody fetched them yet."""
    members = (t for t in all_targets(campaign).values() if t.kind is TargetKind.COMMITTEE_MEMBER)
    return TargetKind.COMMITTEE_MEMBER in campaign.default_texts.kinds and not any(
        each.slug in campaign.world.addresses for each in members
    )


def leads_to_excluded(campaign: Campaign, lines: Iterable[str]) -> str:
    """Return the code of an excluded State whose mission these lines of an address are of, or "".

    They are when they name it, or have an email address of its own or under its domain.
    """
    text = " ".join(lines).casefold()
    found = (code for code in sorted(campaign.excluded) if _leads_to(campaign, code, text))
    return next(found, "")


def _leads_to(campaign: Campaign, code: str, text: str) -> bool:
    names = {
        name.casefold()
        for state in (language.states[code] for language in campaign.reading.values())
        for name in (state.name, state.in_sentence, state.in_address)
    }
    return (
        any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names | _names(code))
        or any(email in text.split() for email in _emails(campaign, code))
        or any(word.endswith(f".{code.lower()}") for word in text.split() if "@" in word)
    )


@cache
def _names(code: str) -> frozenset[str]:
    return frozenset(Locale.parse(each).territories[code].casefold() for each in OFFICIAL_NAMES)


def _emails(campaign: Campaign, code: str) -> Iterator[str]:
    of_state = (target for target in all_targets(campaign).values() if target.state == code)
    known = (campaign.world.addresses.get(target.slug) for target in of_state)
    return (each.email.casefold() for each in known if each and each.email)
