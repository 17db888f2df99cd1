"""Keeps together what no line should end in: dates, the UN's document symbols, titles and names."""

from collections.abc import Iterable
from functools import cache
from typing import Final

import regex
from babel import Locale

JOINER: Final = "\u2060"
"""The word joiner: no line ends beside it. It is not drawn, nor read back from a PDF."""
SYMBOL: Final = regex.compile(r"(?<![\w/:.@-])[A-Z]{1,8}(?:/[A-Z0-9][\w.()-]{0,11}){1,7}")
"""The symbol of a document, such as A/HRC/51/L.6 (ST/LIB/SER.B/5 of the UN's library)."""
IN_SYMBOL: Final = regex.compile(r"(?<=[/.-])(?=\w)")
BETWEEN: Final = regex.compile(r"(?<=[\s-])(?=[^\s\u2060])")
"""The start of a word: what goes before it ends a line if nothing holds it."""
LINKING: Final = r"(?:[\p{Ll}\p{Lo}]{2,3} )?"
"""A short word inside a date: "23 de noviembre de 2026"."""
EAST_ASIAN: Final = r"\d{4} ?[年년] ?\d{1,2} ?[月월](?: ?\d{1,2} ?[日일])?"
YEARS: Final = frozenset("年년")
"""The signs of a year by which a date in Chinese, Japanese or Korean is known."""


def unbroken(text: str, language: str, titles: tuple[str, ...]) -> str:
    """Return a text in which no line ends inside a date or a symbol, or after a title."""
    text = SYMBOL.sub(lambda found: IN_SYMBOL.sub(JOINER, found[0]), text)
    text = dates_in(language).sub(lambda found: _held(found[0]), text)
    return before_names(titles).sub(lambda found: f"{found[0]}{JOINER}", text) if titles else text


def _held(date: str) -> str:
    if YEARS.intersection(date):
        return JOINER.join(date.replace(JOINER, ""))
    return BETWEEN.sub(JOINER, date)


@cache
def dates_in(language: str) -> "regex.Pattern[str]":
    """Return how dates with a month's name look in a language: a day, a year, or both beside it."""
    locale = Locale.parse(language, sep="-")
    names = {name for style in locale.months.values() for name in style["wide"].values()}
    month = _any_of(names)
    day, year = r"\d{1,2}(?:\.|er|re|º|°)?", r"(?:19|20)\d{2}"
    return regex.compile(
        rf"(?<!\d)(?:{day}[ -]{LINKING}{month}(?:[,،]? {LINKING}{year})?"
        rf"|{month} {day}(?:[,،]? {year})?"
        rf"|{month} {LINKING}{year}"
        rf"|{EAST_ASIAN})(?!\d)"
    )


@cache
def before_names(titles: tuple[str, ...]) -> "regex.Pattern[str]":
    """Return how a title before a name looks, with the space behind it."""
    return regex.compile(rf"(?<![\w.]){_any_of(titles)} (?=\p{{L}})")


def _any_of(words: Iterable[str]) -> str:
    """Return an expression for any of some words, the longest first."""
    longest_first = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(map(regex.escape, longest_first))})"
