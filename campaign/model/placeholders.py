"""Words in braces in letter texts: `{state}` becomes the delegation's State, and so on.

Texts hold no logic, so a name between braces is all there is.
"""

import re
from collections.abc import Mapping
from typing import Final

from campaign.model.language import TargetKind

PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")

QUOTE: Final = "quote"
"""The placeholder in an ask's wording of its `quote_in_letter`, in quotation marks."""
HOLDER: Final = frozenset({"name"})
"""The placeholders above an office: the name of who holds it."""
PLACE_DATE: Final = frozenset({"place", "date"})
"""The placeholders above a letter: where and when it was written."""
RESIDENT: Final = frozenset({"country"})
"""The placeholders of a signature that gives no more than a country."""
NONE_KNOWN: Final = frozenset({"date"})
"""The placeholders in "I know of no such ...": the day an organizer confirmed it."""

STATEMENT: Final = frozenset({"date"})
"""The placeholders of a letter evening: the day of the statement."""
RUN_BY: Final = frozenset({"organization"})
CONTACT: Final = frozenset({"contact"})
NUMBER: Final = frozenset({"number"})
"""The placeholders wherever something is counted."""
LETTERS: Final = frozenset({"letters"})
COUNTRIES: Final = frozenset({"countries"})
"""The placeholders in a delivery for how many countries there are, in words of their own."""
CAMPAIGN: Final = frozenset({"title", "date"})
"""The placeholders in a delivery: the campaign's title, and the day of its statement."""


def of_letters(kind: TargetKind) -> frozenset[str]:
    """Return what a letter to this kind of target may name: `{state}`, for a delegation."""
    return frozenset({"state"}) if kind.is_delegation else frozenset()


def fill(text: str, values: Mapping[str, str]) -> str:
    """Replace each placeholder once; what is put in is never read again. Raises KeyError."""
    return PLACEHOLDER.sub(lambda match: values[match[1]], text)


def unknown(text: str, known: frozenset[str]) -> tuple[str, ...]:
    """Return the placeholders of a text that are not among those known, in order."""
    return tuple(name for name in PLACEHOLDER.findall(text) if name not in known)


def has_loose_brace(text: str) -> bool:
    """Whether a brace is left over that no placeholder has, and that would be printed."""
    return bool(set("{}") & set(PLACEHOLDER.sub("", text)))
