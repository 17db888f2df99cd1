"""Finds countries and recipients by what people call them: a code, or a name.

Names are English ones, ours and CLDR's, and each country's own in its official languages (CLDR).
"""

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

import regex
from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages

from campaign.model.language import Language, TargetKind
from campaign.rules.targets import DELEGATIONS, OFFICES, delegation

NO_LETTER: Final = regex.compile(r"[^\p{L}\p{N}]+")
BODIES: Final = {
    "hrc": TargetKind.COUNCIL,
    "human-rights-council": TargetKind.COUNCIL,
    "geneva": TargetKind.COUNCIL,
    "third-committee": TargetKind.COMMITTEE,
    "new-york": TargetKind.COMMITTEE,
}
"""What a body is called in a column of its own."""


class NamedStates:
    """The States and territories of a language, by code and by name."""

    def __init__(self, language: Language) -> None:
        """Know those that a language has names for."""
        self._codes = frozenset(language.territories)
        english = Locale("en").territories
        names = {code: english.get(code, code) for code in self._codes}
        self._names = {_folded(name): code for code, name in names.items()}
        self._names |= {_folded(name): code for code, name in language.territories.items()}
        for code, state in language.states.items():
            self._names |= {_folded(state.name): code, _folded(state.in_address): code}
        self._names.pop("", None)

    def code(self, text: str) -> str | None:
        """Return the code of the country that is meant, None where none is."""
        if (code := text.strip().upper()) in self._codes:
            return code
        name = _folded(text)
        found = self._names.get(name) or own_names().get(name)
        return found if found in self._codes else None

    def target(self, text: str, body: TargetKind | None) -> str:
        """Return the slug of the recipient that is meant.

        A State alone means its delegation to `body`. What is not known stays as it is.
        """
        slug = slugged(text)
        if slug in OFFICES or slug.startswith(tuple(f"{each}-" for each in DELEGATIONS)):
            return slug
        code = self.code(text)
        return delegation(body, code).slug if code and body else text


def body_of(target: str) -> TargetKind | None:
    """Return the body to which a slug's delegation is sent."""
    return next((each for each in DELEGATIONS if target.startswith(f"{each}-")), None)


def slugged(text: str) -> str:
    """Return a text as slugs are written: “Third Committee” is `third-committee`."""
    return "-".join(text.casefold().replace("_", " ").replace("-", " ").split())


@cache
def own_names() -> Mapping[str, str]:
    """Return what countries call themselves, with their codes; it takes half a second, once."""
    return {
        _folded(name): code
        for code in map(str, Locale("en").territories)
        if len(code) == 2 and code.isalpha()  # noqa: PLR2004 - others are parts of the world
        for tag in get_official_languages(code, regional=False, de_facto=True)
        if (name := _name_in(tag, code))
    }


def _name_in(tag: str, code: str) -> str:
    try:
        return str(Locale.parse(tag).territories.get(code, ""))
    except (UnknownLocaleError, ValueError):
        return ""


def _folded(name: str) -> str:
    """Return a name without marks, spaces and capitals, in any script."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return NO_LETTER.sub("", "".join(each for each in plain if not unicodedata.combining(each)))
