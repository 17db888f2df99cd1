"""Words in braces in letter texts: `{state}` becomes the delegation's State, and so on.

Texts hold no logic, so a name between braces is all there is.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from campaign.model.language import TargetKind

PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")

STATE: Final = frozenset({"state", "of state", "in state"})
"""The placeholders of a delegation's State, alone or with what the language puts around it."""
QUOTE: Final = "quote"
"""The placeholder in an ask's wording of its `quote_in_letter`, in quotation marks."""
SESSION: Final = "session"
"""The placeholder in an ask's wording of the next session of its body, with its day or month."""
NUMBER_OF_SESSION: Final = "number"
"""The placeholder in a subject of that session's number; blank where it is not known."""
UNTIL: Final = "until"
"""The placeholder in what an outgoing member is asked of the last day of its term."""
SHORT: Final = ("opening", "asks")
"""The placeholders in a short email of its other parts."""
RECORD: Final = "record"
"""The placeholder in it of what is said of a recorded vote, if anything is."""
STATEMENT_DATE: Final = "statement date"
STATEMENT_LINK: Final = "statement link"
"""The placeholders in letters of the statement; its title is named where its day is."""
HOLDER: Final = frozenset({"name"})
"""The placeholders above an office: the name of who holds it."""
PLACE_DATE: Final = frozenset({"place", "date"})
"""The placeholders above a letter: where and when it was written."""
DATED: Final = frozenset({"session", "date"})
CUSTOMARY: Final = frozenset({"session", "month"})
"""The placeholders in the name of a session that opens in a month by custom."""
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
WINDOW: Final = frozenset({"width", "height"})
"""The placeholders on a cover sheet: the millimetres of the envelope's window."""
LETTERS: Final = frozenset({"letters"})
COUNTRIES: Final = frozenset({"countries"})
"""The placeholders in a delivery for how many countries there are, in words of their own."""
CAMPAIGN: Final = frozenset({"title", "date"})
"""The placeholders in a delivery: the campaign's title, and the day of its statement."""


def of_letters(kind: TargetKind, quoted: Iterable[str] = ()) -> frozenset[str]:
    """Return what a letter to this kind of target may name: its State, for a delegation.

    `quoted` are the ids of the words of others that it may quote.
    """
    state = STATE if kind.is_delegation else frozenset[str]()
    return frozenset({STATEMENT_DATE, STATEMENT_LINK}).union(state, *map(of_quoted, quoted))


def of_quoted(quoted_id: str) -> tuple[str, str, str]:
    """Return the placeholders of words that are quoted: they, their day, and their link."""
    return quoted_id, f"{quoted_id} date", f"{quoted_id} link"


def fill(text: str, values: Mapping[str, str]) -> str:
    """Replace each placeholder once; what is put in is never read again. Raises KeyError."""
    return PLACEHOLDER.sub(lambda match: values[match[1]], text)


def unknown(text: str, known: frozenset[str]) -> tuple[str, ...]:
    """Return the placeholders of a text that are not among those known, in order."""
    return tuple(name for name in PLACEHOLDER.findall(text) if name not in known)


def has_loose_brace(text: str) -> bool:
    """Whether a brace is left over that no placeholder has, and that would be printed."""
    return bool(set("{}") & set(PLACEHOLDER.sub("", text)))
