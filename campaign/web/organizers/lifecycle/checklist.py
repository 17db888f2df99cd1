"""The launch checklist in words: what each thing is, and where it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import url_for
from flask_babel import lazy_gettext

from campaign.model.facts import FactTable
from campaign.model.language import Language, TargetKind
from campaign.model.statement import Campaign
from campaign.rules import launch_checklist
from campaign.rules.launch_checklist import ChecklistItem, Requirement
from campaign.web.locale import page_texts
from campaign.web.services import services

WORDS: Final = {
    Requirement.NAME: lazy_gettext("Say who runs the campaign"),
    Requirement.CONTACT: lazy_gettext("Say how to reach those who run it"),
    Requirement.GENUINE: lazy_gettext("List the campaign’s true web addresses"),
    Requirement.RELATIVES: lazy_gettext(
        "Name somebody who helps those who look for a missing relative"
    ),
    Requirement.READ: lazy_gettext("Have somebody read all letters in:"),
    Requirement.NONE_KNOWN: lazy_gettext("Confirm that nothing is known of this yet:"),
    Requirement.HOLDER: lazy_gettext("Confirm who holds the office:"),
    Requirement.ADDRESS: lazy_gettext("Confirm the addresses that are known"),
    Requirement.COUNTRY: lazy_gettext("End each postal address with its country"),
    Requirement.POSTAL: lazy_gettext("Find the postal addresses"),
    Requirement.EMAIL: lazy_gettext("Find the email addresses"),
}
EACH: Final = frozenset({Requirement.READ, Requirement.NONE_KNOWN, Requirement.HOLDER})
"""What has a line for each language, ask or office; all else is counted in one line."""
CAMPAIGN: Final = "campaign.toml"
SHOWN: Final = {
    Requirement.ADDRESS: "unchecked",
    Requirement.POSTAL: "unposted",
    Requirement.EMAIL: "unmailed",
}
"""The addresses that the page about each requirement shows."""


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One line of the checklist; `about` is in a `language`. It is done at `link` or in `file`."""

    need: Requirement
    text: str
    done: int
    every: int
    about: str = ""
    language: Language | None = None
    link: str = ""
    file: str = ""

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.done == self.every


def checklist_lines(campaign: Campaign) -> Sequence[ChecklistLine]:
    """Return the checklist."""
    items = launch_checklist.checklist_items(campaign, services.today())
    found = []
    for need in Requirement:
        mine = [item for item in items if item.need is need]
        groups = [[item] for item in mine] if need in EACH else [mine]
        found += [_line(campaign, need, group) for group in groups if group]
    return found


def open_checklist_lines(campaign: Campaign) -> Sequence[ChecklistLine]:
    """Return what of it is not done."""
    return [line for line in checklist_lines(campaign) if not line.is_done]


def _line(campaign: Campaign, need: Requirement, items: Sequence[ChecklistItem]) -> ChecklistLine:
    done = sum(1 for item in items if item.is_done)
    language, about = _about(campaign, items[0]) if need in EACH else (None, "")
    link, file = _where(campaign, items[0])
    return ChecklistLine(need, str(WORDS[need]), done, len(items), about, language, link, file)


def _about(campaign: Campaign, item: ChecklistItem) -> tuple[Language, str]:
    language, texts = page_texts(campaign)
    if item.need is Requirement.READ:
        spoken = campaign.languages[item.about]
        return spoken, spoken.name
    if item.need is Requirement.NONE_KNOWN:
        return language, texts.asks[item.about].label
    return language, f"{language.forms[TargetKind(item.about)].addressee}: {item.name}"


def _where(campaign: Campaign, item: ChecklistItem) -> tuple[str, str]:
    """Return the page where something is done, or the file."""
    match item.need:
        case Requirement.NONE_KNOWN:
            return url_for("campaign_texts.show_none_known", slug=campaign.slug, ask=item.about), ""
        case Requirement.READ:
            place = url_for("letters_review.list_letters", slug=campaign.slug, language=item.about)
            return f"{place}#read", ""
        case Requirement.NAME | Requirement.CONTACT | Requirement.GENUINE | Requirement.RELATIVES:
            return "", f"letters/{campaign.slug}/{CAMPAIGN}"
        case Requirement.HOLDER:
            return url_for("fact_tables.show_table", sheet=FactTable.OFFICERS, show="unchecked"), ""
        case _:
            show = SHOWN.get(item.need, "")
            return url_for("fact_tables.show_table", sheet=FactTable.ADDRESSES, show=show), ""
