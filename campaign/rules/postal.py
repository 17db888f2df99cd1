"""Postal addresses as the post wants them: the country last, in capitals (UPU S42, addressing)."""

from typing import Final

from babel import Locale

OTHERS: Final = frozenset({"united states of america", "usa", "republic of korea"})
"""Names of countries in use that the lists do not have."""
COUNTRIES: Final = OTHERS | {
    name.casefold()
    for code in ("en", "fr", "es")
    for name in Locale.parse(code).territories.values()
}
"""Names of countries, in the languages that addresses of missions come in."""


def names_country(lines: tuple[str, ...]) -> bool:
    """Whether the last line of an address is a country."""
    return bool(lines) and lines[-1].casefold() in COUNTRIES


def as_posted(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return the lines of an address; a country that it ends in is put in capitals."""
    return (*lines[:-1], lines[-1].upper()) if names_country(lines) else lines


def lines_of(postal: str) -> tuple[str, ...]:
    """Return the lines of an address as tables have them, with strokes between."""
    return tuple(line.strip() for line in postal.split("|") if line.strip())
