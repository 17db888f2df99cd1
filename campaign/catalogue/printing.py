"""Reads what stands on paper beside letters that are printed by the hundred, in one language."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Final

from babel import Locale

from campaign.catalogue.complaints import Complaints
from campaign.catalogue.texts import Part
from campaign.model.language import Printing
from campaign.model.placeholders import CAMPAIGN, CONTACT, COUNTRIES, LETTERS, NUMBER, RUN_BY

COUNTED: Final = ("letters", "countries")
"""The parts that say how many: a subheading for each plural of the language."""
COVER_KNOWN: Final = "cover, countries known"
PARTS: Final = frozenset(
    {field.name.replace("_", " ") for field in fields(Printing)} - {"cover known"} | {COVER_KNOWN}
)


def read_printing(file: Path, locale: Locale, complaints: Complaints) -> Printing:
    """Read a language's `printing.md`, in which every part must be."""
    part = Part(file, complaints)
    plurals = _plurals(locale)
    part.only(
        {(name, "") for name in PARTS} | {(name, each) for name in COUNTED for each in plurals}
    )
    return Printing(
        measure=part.single(("measure", "")),
        event=part.single(("event", "")),
        tally=part.single(("tally", "")),
        tally_how=part.required(("tally how", "")),
        letter_to=part.single(("letter to", "")),
        finished=part.single(("finished", "")),
        total=part.single(("total", "")),
        enter=part.single(("enter", "")),
        packing=part.single(("packing", "")),
        copies=part.single(("copies", "")),
        sheets=part.single(("sheets", "")),
        weight=part.single(("weight", "")),
        grams=part.single(("grams", ""), NUMBER),
        country=part.single(("country", "")),
        paper=part.single(("paper", "")),
        no_label=part.single(("no label", "")),
        letters=_counted(part, "letters", plurals),
        countries=_counted(part, "countries", plurals),
        cover_subject=part.single(("cover subject", ""), LETTERS),
        cover=part.single(("cover", ""), LETTERS),
        cover_known=part.single((COVER_KNOWN, ""), LETTERS | COUNTRIES),
        cover_about=part.single(("cover about", ""), CAMPAIGN),
        cover_request=part.single(("cover request", "")),
        run_by=part.single(("run by", ""), RUN_BY),
        contact=part.single(("contact", ""), CONTACT),
        receipt=part.single(("receipt", "")),
        receipt_text=part.single(("receipt text", ""), LETTERS),
        delivered_by=part.single(("delivered by", "")),
        date=part.single(("date", "")),
        name=part.single(("name", "")),
        signature=part.single(("signature", "")),
        stamp=part.single(("stamp", "")),
    )


def _counted(part: Part, name: str, plurals: tuple[str, ...]) -> Mapping[str, str]:
    return {each: part.single((name, each), NUMBER) for each in plurals}


def _plurals(locale: Locale) -> tuple[str, ...]:
    """Return the plurals that a language has for one and more: what is counted is never none."""
    return tuple(sorted({*locale.plural_form.tags, "other"} - {"zero"}))
