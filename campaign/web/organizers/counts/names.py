"""What recipients, requests, countries and languages are called in tables of counts."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Final

from babel import Locale
from flask_babel import gettext, lazy_gettext

from campaign.model.letter import Target
from campaign.model.statement import Campaign
from campaign.model.tally import NOT_STATED, CountTable
from campaign.rules import targets
from campaign.web import template_helpers
from campaign.web.locale import interface, page_texts
from campaign.web.supporters import target_choice

Namer = Callable[[str], tuple[str, ...]]
"""Gives the cells that name a row, from its value: the first is a code for programs."""
RECIPIENTS: Final = {
    "target": lazy_gettext("Short name"),
    "name": lazy_gettext("Recipient"),
    "body": lazy_gettext("Where"),
}
ASKS: Final = {"ask": lazy_gettext("Short name"), "name": lazy_gettext("What is asked")}
COUNTRIES: Final = {"country": lazy_gettext("Code"), "name": lazy_gettext("Country")}
LANGUAGES: Final = {"language": lazy_gettext("Code"), "name": lazy_gettext("Language")}
OTHERS: Final = "other"
"""The code of the row that has what is not shown by name."""


def recipients(campaign: Campaign, on: date) -> Namer:
    """Return what tells a target's short name, its name and where it is from its slug."""
    known = targets.all_targets(campaign)

    @cache
    def said(slug: str) -> tuple[str, ...]:
        return (slug, *named(campaign, known[slug], on)) if slug in known else (slug, slug, "")

    return said


def named(campaign: Campaign, target: Target, on: date) -> tuple[str, str]:
    """Return what a target is called, and where it is if it is a delegation."""
    kind = target.kind
    body = template_helpers.body_of_one(kind) if kind.is_delegation else ""
    return target_choice.choice_of(campaign, target, on).name, body


def _asks(campaign: Campaign, _on: date) -> Namer:
    _, texts = page_texts(campaign)
    return _of({each: text.label for each, text in texts.asks.items()})


def _countries(campaign: Campaign, _on: date) -> Namer:
    language, _ = page_texts(campaign)
    return _of({**language.territories, **_rest()})


def _languages(_campaign: Campaign, _on: date) -> Namer:
    return _of({**Locale.parse(str(interface())).languages, **_rest()})


def _rest() -> Mapping[str, str]:
    return {OTHERS: gettext("Others"), NOT_STATED: gettext("Not stated")}


def _of(names: Mapping[str, str]) -> Namer:
    return lambda value: (value, names.get(value, value))


Naming = tuple[Mapping[str, object], Callable[[Campaign, date], Namer]]
COLUMNS: Final[Mapping[CountTable, Naming]] = {
    CountTable.TARGET: (RECIPIENTS, recipients),
    CountTable.ASK: (ASKS, _asks),
    CountTable.COUNTRY: (COUNTRIES, _countries),
    CountTable.LANGUAGE: (LANGUAGES, _languages),
    CountTable.ON_PAPER: (RECIPIENTS, recipients),
    CountTable.ANSWERS: (RECIPIENTS, recipients),
    CountTable.TARGET_BY_DAY: (RECIPIENTS, recipients),
    CountTable.ASK_BY_DAY: (ASKS, _asks),
}
"""The heads of the cells that name a row, and what fills these."""
