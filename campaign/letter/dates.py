"""Days, months and sessions in the words of a letter's language."""

from datetime import date

from babel import Locale
from babel.dates import format_date, format_skeleton

from campaign.model.language import Language
from campaign.model.placeholders import fill
from campaign.rules.sessions import ComingSession


def say_date(language: Language, day: date) -> str:
    """Write a date by the language's custom."""
    return format_date(day, language.date_pattern, locale=language.code)


def say_session(language: Language, session: ComingSession) -> str:
    """Name a session, and say from which day it is, or from which month by custom."""
    words, name = language.sessions, language.sessions.unnumbered
    locale = Locale.parse(language.code, sep="-")
    if session.number:
        ordinal = words.numbered[locale.ordinal_form(session.number)]
        name = fill(ordinal, {"number": str(session.number)})
    if session.is_dated:
        return fill(words.dated, {"session": name, "date": say_date(language, session.opens)})
    month = format_skeleton("yMMMM", session.opens, locale=locale)
    return fill(words.customary, {"session": name, "month": month})
