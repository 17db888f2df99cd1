"""Reads the texts that go on paper beside letters printed by the hundred, in one language."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

from babel import Locale

from campaign.catalogue.complaints import Complaints
from campaign.catalogue.text_part import TextPart
from campaign.model.language import PrintingTexts
from campaign.model.placeholders import (
    CAMPAIGN,
    CONTACT,
    COUNTRIES,
    LETTERS,
    NUMBER,
    RUN_BY,
    WINDOW,
)

COUNTED: Final = ("letters", "countries")
"""The parts that say how many: a subheading for each plural of the language."""
LATER: Final = (
    "cover_sheet",
    "cover_sheet_size",
    "cover_sheet_fold",
    "cover_sheet_no_fold",
    "cover_sheet_window",
    "cover_sheet_others",
    "town",
)
"""The parts that earlier versions did not want; without them, what they are for is left out."""
LISTS: Final = ("tally_how",)
"""The parts that may have several paragraphs."""
HEADINGS: Final = {
    "cover_known": "cover, countries known",
    "cover_about_one": "cover about, one letter",
    "cover_request_one": "cover request, one letter",
}
"""The headings of those parts that are not called as the part is."""
KNOWN: Final = {
    "cover_sheet_window": WINDOW,
    "grams": NUMBER,
    "cover_subject": LETTERS,
    "cover": LETTERS,
    "cover_known": LETTERS | COUNTRIES,
    "cover_about": CAMPAIGN,
    "cover_about_one": CAMPAIGN,
    "run_by": RUN_BY,
    "contact": CONTACT,
    "receipt_text": LETTERS,
}
"""The placeholders that a part may name in braces."""
PARTS: Final = {
    field.name: (HEADINGS.get(field.name, field.name.replace("_", " ")), "")
    for field in fields(PrintingTexts)
}
"""The heading of each part."""


def read_printing(file: Path, locale: Locale, complaints: Complaints) -> PrintingTexts:
    """Read a language's `printing.md`, in which every part must be."""
    part, plurals = TextPart(file, complaints), _plurals(locale)
    part.only({*PARTS.values(), *((name, each) for name in COUNTED for each in plurals)})
    words: dict[str, Any] = {
        name: part.single(heading, KNOWN.get(name, frozenset()))
        for name, heading in PARTS.items()
        if name not in (*COUNTED, *LISTS, *LATER)
    }
    words |= {
        name: part.later_single(PARTS[name], "", KNOWN.get(name, frozenset())) for name in LATER
    }
    words |= {name: part.required(PARTS[name]) for name in LISTS}
    words |= {name: _counted(part, name, plurals) for name in COUNTED}
    return PrintingTexts(**words)


def _counted(part: TextPart, name: str, plurals: tuple[str, ...]) -> Mapping[str, str]:
    return {each: part.single((name, each), NUMBER) for each in plurals}


def _plurals(locale: Locale) -> tuple[str, ...]:
    """Return the plurals that a language has for one and more: what is counted is never none."""
    return tuple(sorted({*locale.plural_form.tags, "other"} - {"zero"}))
