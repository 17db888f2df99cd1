"""The one rule for which texts a spreadsheet would calculate, for what comes in and what leaves."""

import unicodedata
from typing import Final

import regex

UNSEEN: Final = regex.compile(r"[\s\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]*+")
"""Signs that a program may skip before it looks how a cell begins: spaces, joiners and the like."""
BREAKS: Final = frozenset("\t\r\n")
"""Signs with which some programs begin another cell."""
SIGNS: Final = frozenset("=+-@\N{MINUS SIGN}")
"""Signs that a formula begins with; in full width, small or raised it comes to the same (NFKC)."""


def is_formula(text: str) -> bool:
    """Say whether some spreadsheet may calculate a cell with this text."""
    unseen = UNSEEN.match(text)
    end = unseen.end() if unseen else 0
    if not BREAKS.isdisjoint(text[:end]):
        return True
    return unicodedata.normalize("NFKC", text[end : end + 1])[:1] in SIGNS
