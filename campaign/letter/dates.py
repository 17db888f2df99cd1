"""Days, months and sessions in the words of a letter's language."""

from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton

from campaign.model.language import Language
from campaign.model.placeholders import fill
from campaign.rules.sessions import ComingSession


def say_date(language: Language, day: date) -> str:
    """Write a date by the language's custom."""
    return _written(day, language.date_pattern, language.code)


def say_session(language: Language, session: ComingSession) -> str:
    """Name a session, and say from which day it is, or from which month by custom."""
    words, name = language.sessions, language.sessions.unnumbered
    if session.number:
        ordinal = words.numbered[_locale(language.code).ordinal_form(session.number)]
        name = fill(ordinal, {"number": str(session.number)})
    if session.is_dated:
        return fill(words.dated, {"session": name, "date": say_date(language, session.opens)})
    month = _month(session.opens, language.code)
    return fill(words.customary, {"session": name, "month": month})


# A letter names a handful of days, and the next letter the same ones.


@lru_cache(maxsize=256)
def _written(day: date, pattern: str, code: str) -> str:
    return format_date(day, pattern, locale=code)


@lru_cache(maxsize=64)
def _month(day: date, code: str) -> str:
    return format_skeleton("yMMMM", day, locale=_locale(code))


@lru_cache(maxsize=64)
def _locale(code: str) -> Locale:
    return Locale.parse(code, sep="-")
