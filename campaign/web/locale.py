"""The interface's language: chosen by `?lang=` or by what the browser asks for, kept in links."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from babel import Locale, negotiate_locale
from flask import Flask, current_app, request
from flask_babel import Babel, format_date, get_locale

from campaign.letter.tokens import ALIKE, APOSTROPHES, DROPPED
from campaign.model.language import Direction, Language
from campaign.model.statement import Campaign, Texts
from campaign.web.services import services
from campaign.web.translations import ORGANIZERS, SUPPORTERS, TextsOfLanguages

SOURCE_LANGUAGE: Final = "en"
"""The language that the interface's texts are written in."""
TRANSLATIONS = "translations"
"""Folder of the interface's catalogues, in the package."""
BETWEEN_WORDS: Final = str.maketrans(dict.fromkeys(f"{APOSTROPHES}-\u2010\u2011\u202f", " "))
"""Apostrophes, hyphens and narrow spaces, and the space that is looked for in their place."""
THEIR_AREA: Final = "/organizers/"
"""Where the organizers' pages are, which speak fewer languages than those of supporters."""


def init_app(app: Flask) -> None:
    """Let pages speak the reader's language."""
    texts = TextsOfLanguages(Path(app.root_path) / TRANSLATIONS)
    babel = Babel(app, default_locale=SOURCE_LANGUAGE, locale_selector=_choose)
    babel.domain_instance = texts
    app.extensions["interface_languages"] = {
        file: sorted({SOURCE_LANGUAGE, *texts.languages(file)}) for file in (SUPPORTERS, ORGANIZERS)
    }

    @app.url_defaults
    def _keep(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint != "static" and (chosen := _asked_for()):
            values.setdefault("lang", chosen)

    app.context_processor(
        lambda: {
            "interface": interface(),
            "interface_languages": [Locale.parse(code) for code in offered_languages()],
        }
    )


def interface_languages() -> list[str]:
    """Return the codes of the languages that the interface has for the page being made."""
    area = ORGANIZERS if request and request.path.startswith(THEIR_AREA) else SUPPORTERS
    languages: list[str] = current_app.extensions["interface_languages"][area]
    return languages


def offered_languages() -> list[str]:
    """Return those of them in which the page being made is whole: its campaign speaks them too."""
    slug = (request.view_args or {}).get("slug") if request else None
    is_theirs = request and request.path.startswith(THEIR_AREA)
    campaign = services.campaigns.get(slug) if slug and not is_theirs else None
    return [
        code
        for code in interface_languages()
        if campaign is None or code.replace("_", "-") in campaign.reading
    ]


def interface() -> Locale:
    """Return the language of the page being made."""
    return get_locale() or Locale(SOURCE_LANGUAGE)


def page_texts(campaign: Campaign) -> tuple[Language, Texts]:
    """Return a campaign's texts in the page's language, or in its first, and which that is."""
    spoken = str(interface()).replace("_", "-")
    language = campaign.reading.get(spoken) or next(iter(campaign.reading.values()))
    return language, campaign.texts[language.code]


def text_in_page_language(
    campaign: Campaign, texts: Mapping[str, str]
) -> tuple[Language, str] | None:
    """Return a text in the page's language, or in the first that it is in; None if in none."""
    language, _ = page_texts(campaign)
    code = language.code if language.code in texts else next(iter(texts), None)
    return (campaign.written[code], texts[code]) if code else None


def direction(locale: Locale) -> Direction:
    """Return which way a language is written."""
    return Direction(locale.text_direction)


def say_day(day: date) -> str:
    """Say a day in the page's language, as people there write it out."""
    language = interface().language
    return format_date(day, "d MMMM y" if language == SOURCE_LANGUAGE else "long")


def fold(text: str) -> str:
    """Return a text for finding and sorting: without accents, apostrophes, hyphens and capitals."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(BETWEEN_WORDS)
    kept = (char for char in plain if char not in DROPPED and not unicodedata.combining(char))
    return "".join(kept).translate(ALIKE)


def by_name(territories: Mapping[str, str]) -> dict[str, str]:
    """Return countries and territories by code, in the order of their names."""
    return dict(_by_name(tuple(territories.items())))


@lru_cache
def _by_name(territories: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return sorted(territories, key=lambda item: fold(item[1]))


def _choose() -> str:
    # Not `best_match`: it would rather have "en" than "ar" for a browser that asks for "ar-EG, en".
    tags = [tag.replace("-", "_") for tag, quality in request.accept_languages if quality]
    return _asked_for() or negotiate_locale(tags, offered_languages()) or SOURCE_LANGUAGE


def _asked_for() -> str:
    wanted = request.args.get("lang", "") if request else ""
    return wanted if wanted in interface_languages() else ""
