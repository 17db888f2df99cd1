"""The path to the launch: its lines in the order of a first day, and what is done of each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext, lazy_gettext, ngettext
from markupsafe import Markup, escape

from campaign.actions.lifecycle import edits
from campaign.catalogue.lifecycle import rows_of
from campaign.model.facts import FactTable
from campaign.model.statement import Campaign
from campaign.rules import launch_checklist
from campaign.rules.launch_checklist import ChecklistItem, Requirement
from campaign.rules.reach import lacks_new_york
from campaign.web.database import db
from campaign.web.locale import say_day
from campaign.web.services import services

ADDRESSES: Final = "addresses"
KNOWN: Final = "known"
READ: Final = "read"
LAUNCH: Final = "launch"
NAMES: Final[Mapping[str, Any]] = {
    FactTable.ORGANIZATION: lazy_gettext("Who runs the campaign, and how to reach you"),
    FactTable.GENUINE: lazy_gettext("The campaign’s true web addresses"),
    FactTable.POST: lazy_gettext("Where you get post"),
    FactTable.RELATIVES: lazy_gettext("Who helps those who look for a relative"),
    FactTable.OFFER: lazy_gettext("Goal, days, languages and footnotes"),
    ADDRESSES: lazy_gettext("Confirm the recipients’ addresses"),
    KNOWN: lazy_gettext("Who holds the offices, and what is still asked"),
    READ: lazy_gettext("Read the letters"),
    LAUNCH: lazy_gettext("Launch"),
}
"""The lines, in the order of a first day."""
MINUTES: Final[Mapping[str, int]] = {
    FactTable.ORGANIZATION: 1,
    FactTable.GENUINE: 1,
    FactTable.POST: 1,
    FactTable.RELATIVES: 1,
    FactTable.OFFER: 1,
    ADDRESSES: 4,
    KNOWN: 2,
    READ: 6,
    LAUNCH: 1,
}
"""How long each takes somebody who does it for the first time, the letters by language."""
WANTED: Final[Mapping[str, frozenset[Requirement]]] = {
    FactTable.ORGANIZATION: frozenset({Requirement.NAME, Requirement.CONTACT}),
    FactTable.GENUINE: frozenset({Requirement.GENUINE}),
    FactTable.POST: frozenset({Requirement.POST}),
    FactTable.RELATIVES: frozenset({Requirement.RELATIVES}),
    ADDRESSES: frozenset({Requirement.ADDRESS, Requirement.COUNTRY}),
    KNOWN: frozenset({Requirement.HOLDER, Requirement.NONE_KNOWN}),
    READ: frozenset({Requirement.READ}),
}
"""What of the checklist each line is about; addresses that nobody knows stop no launch."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line: `said` is how it stands, `minutes` how long it takes."""

    number: int
    name: str
    title: str
    said: str
    minutes: int
    is_done: bool


def steps_of(campaign: Campaign) -> Sequence[Step]:
    """Return all lines."""
    items = launch_checklist.checklist_items(campaign, services.today())
    return [
        Step(
            number,
            name,
            str(title),
            SAID[name](campaign, _mine(items, name)),
            MINUTES[name],
            _is_done(campaign, name, _mine(items, name)),
        )
        for number, (name, title) in enumerate(NAMES.items(), 1)
    ]


def open_steps(campaign: Campaign) -> Sequence[Step]:
    """Return what is left to do before the launch itself."""
    return [each for each in steps_of(campaign) if not each.is_done and each.name != LAUNCH]


def _mine(items: Sequence[ChecklistItem], name: str) -> Sequence[ChecklistItem]:
    return [item for item in items if item.need in WANTED.get(name, ())]


def _is_done(campaign: Campaign, name: str, mine: Sequence[ChecklistItem]) -> bool:
    if name == LAUNCH:
        return campaign.launched
    if name == FactTable.OFFER:  # what is shipped can be offered: somebody has to have looked
        made = edits.change_stamps(db.session, campaign.slug)
        return campaign.launched or (FactTable.OFFER, campaign.slug) in made
    if name == READ:  # letters are offered in the languages that were read
        return any(item.is_done for item in mine)
    if name == ADDRESSES and lacks_new_york(campaign):
        return False
    return all(item.is_done or _was_looked_up(campaign, item) for item in mine)


def _was_looked_up(campaign: Campaign, item: ChecklistItem) -> bool:
    """Say whether somebody looked and found that what an ask calls for has happened."""
    rows = rows_of(services.latest().sheets, FactTable.NONE_KNOWN, campaign.slug)
    row = rows.get(f"{campaign.slug} {item.about}", {})
    return item.need is Requirement.NONE_KNOWN and bool(row.get("source"))


def _joined(parts: Iterable[str]) -> Markup:
    """Return what there is of several parts, set apart."""
    return Markup(" · ").join(filter(None, parts))


def _verbatim(text: str) -> str:
    """Return what is not in the page's language, so marked."""
    return Markup('<bdi lang="und" dir="auto">{}</bdi>').format(text) if text else ""


def _organization(campaign: Campaign, mine: Sequence[ChecklistItem]) -> str:
    del mine
    said = (campaign.organization.name, campaign.organization.contact)
    return _joined(map(_verbatim, said)) or gettext("Stands on every page")


def _genuine(campaign: Campaign, mine: Sequence[ChecklistItem]) -> str:
    del mine
    true = [each.partition("://")[2] or each for each in campaign.organization.genuine]
    listed = _verbatim(campaign.organization.listed_at.partition("://")[2])
    said = [
        _verbatim(", ".join(true)),
        escape(gettext("listed at")) + " " + listed if listed else "",
    ]
    return _joined(said) or gettext("Supporters compare them with what they see")


def _post(campaign: Campaign, mine: Sequence[ChecklistItem]) -> str:
    del mine
    return _verbatim(", ".join(campaign.organization.address)) or gettext(
        "Stands on what you print"
    )


def _relatives(campaign: Campaign, mine: Sequence[ChecklistItem]) -> str:
    del mine
    said = (campaign.relatives.name, campaign.relatives.contact)
    return _joined(map(_verbatim, said)) or gettext("Ask the person first")


def _offer(campaign: Campaign, mine: Sequence[ChecklistItem]) -> str:
    del mine
    closes = say_day(campaign.closes) if campaign.closes else ""
    said = [
        ngettext("%(num)s letter", "%(num)s letters", campaign.goal) if campaign.goal else "",
        gettext("until %(day)s", day=closes) if closes else "",
        _verbatim(", ".join(campaign.written[code].name for code in campaign.reviewed)),
        gettext("with footnotes") if campaign.footnotes else gettext("no footnotes"),
    ]
    return _joined(said)


def _addresses(campaign: Campaign, mine: Sequence[ChecklistItem]) -> str:
    if lacks_new_york(campaign):
        return gettext("First bring in the directory of New York")
    known = [item for item in mine if item.need is Requirement.ADDRESS]
    done = sum(1 for item in known if item.is_done)
    return gettext("%(done)d of %(every)d confirmed", done=done, every=len(known))


def _known(campaign: Campaign, mine: Sequence[ChecklistItem]) -> str:
    offices = sum(1 for i in mine if i.need is Requirement.HOLDER and not i.is_done)
    looked = [i for i in mine if i.is_done or _was_looked_up(campaign, i)]
    asks = sum(1 for i in mine if i.need is Requirement.NONE_KNOWN and i not in looked)
    said = [
        ngettext("%(num)d office to confirm", "%(num)d offices to confirm", offices)
        if offices
        else "",
        ngettext("%(num)d request to look up", "%(num)d requests to look up", asks) if asks else "",
    ]
    return _joined(said) or gettext("All confirmed")


def _read(campaign: Campaign, mine: Sequence[ChecklistItem]) -> str:
    done = [campaign.written[item.about].name for item in mine if item.is_done]
    left = [campaign.written[item.about].name for item in mine if not item.is_done]
    lead = gettext("Not read yet:") if done else gettext("By somebody who did not write them:")
    names = escape(lead) + " " + _verbatim(", ".join(left))
    read = names if left else gettext("Read in every language that is offered")
    return _joined((read, gettext("some are older than this program") if campaign.gaps else ""))


def _launch(campaign: Campaign, mine: Sequence[ChecklistItem]) -> str:
    del mine
    return gettext("It is launched") if campaign.launched else gettext("Only an owner can")


SAID: Final[Mapping[str, Callable[[Campaign, Sequence[ChecklistItem]], str]]] = {
    FactTable.ORGANIZATION: _organization,
    FactTable.GENUINE: _genuine,
    FactTable.POST: _post,
    FactTable.RELATIVES: _relatives,
    FactTable.OFFER: _offer,
    ADDRESSES: _addresses,
    KNOWN: _known,
    READ: _read,
    LAUNCH: _launch,
}
"""How each line stands, in a few words."""
