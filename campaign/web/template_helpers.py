"""What templates may use beyond their own values."""

import hashlib
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from babel import Locale
from babel.dates import format_skeleton
from babel.numbers import format_decimal
from flask import Flask
from flask_babel import gettext
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from campaign.letter.own_words_check import Care, Where
from campaign.model.language import Language, TargetKind
from campaign.model.statement import Vote
from campaign.model.world import Region
from campaign.press import TEMPLATES, fonts
from campaign.rules.reach import where_to_look
from campaign.settings import Settings
from campaign.web.locale import direction, interface, page_texts, say_day, text_in_page_language
from campaign.web.public_address import address_of_card, address_of_page, language_asked_for
from campaign.web.supporters.target_choice import LONGEST_SEARCH

OF_LETTERS: Final = ("runs", "direction_of", "lines", "quotations")
"""The filters that a letter's template wants, on pages as on paper."""


def init_app(app: Flask, settings: Settings) -> None:
    """Add filters and functions to an application's templates."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= {
        **{name: TEMPLATES.filters[name] for name in OF_LETTERS},
        "signs": fonts.signs_of,
        "day": in_page_language(say_day),
        "month": in_page_language(_month),
        "number": in_page_language(_number),
        "region": in_page_language(_region),
        "vote": in_page_language(vote_name),
        "care": in_page_language(_care),
        "where": in_page_language(_where),
        "language_name": in_page_language(_language_name),
        "body": in_page_language(_body),
        "body_of_one": in_page_language(body_of_one),
    }
    app.jinja_env.globals |= {
        "direction": direction,
        "page_texts": page_texts,
        "said_to_all": text_in_page_language,
        "in_language": in_language,
        "address_of_card": address_of_card,
        "address_of_page": address_of_page,
        "language_asked_for": language_asked_for,
        "longest_search": LONGEST_SEARCH,
        "regions": list(Region),
        "votes": list(Vote),
        "where_to_look": where_to_look,
    }

    # Not from the services: the page that says that it failed needs the day too.
    app.context_processor(lambda: {"today": settings.today(), "exit_url": settings.exit_url})

    @app.url_defaults
    def _version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and app.static_folder:
            values["v"] = _digest(Path(app.static_folder) / values["filename"])


def in_page_language(say: Callable[[Any], Any]) -> Callable[[Context, Any], Any]:
    """Return a filter that says something in the language of each page.

    Without the context that it does not read, Jinja would ask it once what to say of a constant,
    for everybody, in the language of whoever came first.
    """

    @pass_context
    def said(context: Context, value: Any) -> Any:  # noqa: ANN401 - of each filter's own kind
        del context
        return say(value)

    return said


def in_language(language: Language) -> Markup:
    """Return `lang` and `dir` for words in a language, where it is not the page's own."""
    if language.code == str(interface()).replace("_", "-"):
        return Markup()
    return Markup(' lang="{}" dir="{}"').format(language.code, language.direction)


@cache
def _digest(file: Path) -> str:
    """Return a short name for a file's content, so that browsers may keep it for long."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def _number(number: float) -> str:
    return _number_in(interface(), number)


@lru_cache(4096)
def _number_in(locale: Locale, number: float) -> str:
    """Return a number as it is written in a language; a page of counts has thousands."""
    return format_decimal(number, locale=locale)


def _month(day: date) -> str:
    return format_skeleton("yMMMM", day, locale=interface())


def _language_name(code: str) -> str:
    """Return what a language is called in the page's own."""
    return Locale.parse(code, sep="-").get_display_name(interface()) or code


def _region(region: Region | date) -> str:
    """Return what a group of delegations is called: by its region, or by the day it leaves."""
    if isinstance(region, date):
        return gettext("Leaving on %(day)s", day=say_day(region))
    return {
        Region.AFRICA: gettext("Africa"),
        Region.ASIA_PACIFIC: gettext("Asia and the Pacific"),
        Region.EASTERN_EUROPE: gettext("Eastern Europe"),
        Region.LATIN_AMERICA: gettext("Latin America and the Caribbean"),
        Region.WESTERN_EUROPE: gettext("Western Europe and other States"),
    }[region]


def vote_name(vote: Vote) -> str:
    """Return what a delegation did in the recorded vote."""
    return {
        Vote.FOR: gettext("voted in favour"),
        Vote.AGAINST: gettext("voted against"),
        Vote.ABSTAINED: gettext("abstained"),
        Vote.NOT_A_MEMBER: gettext("was not then a member"),
    }[vote]


def body_of_one(kind: TargetKind) -> str:
    """Return what a delegation is, and where."""
    return {
        TargetKind.COUNCIL_MEMBER: gettext("Delegation to the Human Rights Council, in Geneva"),
        TargetKind.COMMITTEE_MEMBER: gettext("Delegation to the General Assembly, in New York"),
    }[kind]


def _body(kind: TargetKind) -> str:
    return {
        TargetKind.COUNCIL_MEMBER: gettext("Delegations to the Human Rights Council, in Geneva"),
        TargetKind.COMMITTEE_MEMBER: gettext("Delegations to the General Assembly, in New York"),
    }[kind]


def _care(kind: Care) -> str:
    return {
        Care.RELATIVE: gettext(
            "You seem to write of a relative or friend who may be in the region. They could be "
            "made to pay for it. Leave out who they are."
        ),
        Care.PLACE: gettext(
            "You seem to name a place in the region that belongs to somebody. It can show who they "
            "are. Leave it out, or name the region only."
        ),
        Care.NUMBER: gettext(
            "This looks like the number of a document, a telephone or a case. Leave it out."
        ),
        Care.ADDRESS: gettext(
            "This looks like the number of a house. It shows where to find you: the name of your "
            "town is enough."
        ),
        Care.INSULT: gettext(
            "This may read as an insult. Whoever opens the letter may then stop reading."
        ),
        Care.THREAT: gettext(
            "This may read as a threat. It could harm you, and everybody else who writes."
        ),
    }[kind]


def _where(field: Where) -> str:
    return {
        Where.NOTE: gettext("in your own words"),
        Where.NAME: gettext("in your name"),
        Where.PLACE: gettext("in your town or city"),
    }[field]
