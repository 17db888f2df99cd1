"""The launch checklist in words: what each thing is, and where it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import url_for
from flask_babel import lazy_gettext

from campaign.catalogue import checklist
from campaign.catalogue.checklist import Item, Need
from campaign.model.facts import Sheet
from campaign.model.language import Kind, Language
from campaign.model.statement import Campaign
from campaign.web.desk import desk
from campaign.web.locale import words

WORDS: Final = {
    Need.NAME: lazy_gettext("Say who runs the campaign"),
    Need.CONTACT: lazy_gettext("Say how to reach those who run it"),
    Need.GENUINE: lazy_gettext("List the campaign’s true web addresses"),
    Need.RELATIVES: lazy_gettext("Name somebody who helps those who look for a missing relative"),
    Need.READ: lazy_gettext("Have somebody read all letters in:"),
    Need.NONE_KNOWN: lazy_gettext("Confirm that nothing is known of this yet:"),
    Need.HOLDER: lazy_gettext("Confirm who holds the office:"),
    Need.ADDRESS: lazy_gettext("Confirm the addresses that are known"),
    Need.COUNTRY: lazy_gettext("End each postal address with its country"),
    Need.POSTAL: lazy_gettext("Find the postal addresses"),
    Need.EMAIL: lazy_gettext("Find the email addresses"),
}
EACH: Final = frozenset({Need.READ, Need.NONE_KNOWN, Need.HOLDER})
"""What has a line for each language, ask or office; all else is counted in one line."""
CAMPAIGN: Final = "campaign.toml"
SHOWN: Final = {Need.ADDRESS: "unchecked", Need.POSTAL: "unposted", Need.EMAIL: "unmailed"}
"""Which addresses the page about them shows."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the checklist; `about` is in a `language`. It is done at `link` or in `file`."""

    need: Need
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

    @property
    def is_must(self) -> bool:
        """Whether no campaign is launched without it."""
        return self.need in checklist.MUSTS


def lines(campaign: Campaign) -> Sequence[Line]:
    """Return the checklist."""
    items = checklist.look(campaign, desk.today())
    found = []
    for need in Need:
        mine = [item for item in items if item.need is need]
        groups = [[item] for item in mine] if need in EACH else [mine]
        found += [_line(campaign, need, group) for group in groups if group]
    return found


def open_lines(campaign: Campaign) -> Sequence[Line]:
    """Return what of it is not done."""
    return [line for line in lines(campaign) if not line.is_done]


def _line(campaign: Campaign, need: Need, items: Sequence[Item]) -> Line:
    done = sum(1 for item in items if item.is_done)
    language, about = _about(campaign, items[0]) if need in EACH else (None, "")
    link, file = _where(campaign, items[0])
    return Line(need, str(WORDS[need]), done, len(items), about, language, link, file)


def _about(campaign: Campaign, item: Item) -> tuple[Language, str]:
    language, texts = words(campaign)
    if item.need is Need.READ:
        spoken = campaign.languages[item.about]
        return spoken, spoken.name
    if item.need is Need.NONE_KNOWN:
        return language, texts.asks[item.about].label
    return language, f"{language.forms[Kind(item.about)].addressee}: {item.name}"


def _where(campaign: Campaign, item: Item) -> tuple[str, str]:
    """Return the page where something is done, or the file."""
    match item.need:
        case Need.NONE_KNOWN:
            return url_for("texts.known", slug=campaign.slug, ask=item.about), ""
        case Need.READ:
            place = url_for("letters.letters", slug=campaign.slug, language=item.about)
            return f"{place}#read", ""
        case Need.NAME | Need.CONTACT | Need.GENUINE | Need.RELATIVES:
            return "", f"letters/{campaign.slug}/{CAMPAIGN}"
        case Need.HOLDER:
            return url_for("sheets.sheet", sheet=Sheet.OFFICERS, show="unchecked"), ""
        case _:
            show = SHOWN.get(item.need, "")
            return url_for("sheets.sheet", sheet=Sheet.ADDRESSES, show=show), ""
