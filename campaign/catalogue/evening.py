"""Reads the texts of a letter evening's pack in one language."""

from dataclasses import fields
from pathlib import Path
from typing import Final

from campaign.catalogue.complaints import Complaints
from campaign.catalogue.text_part import TextPart
from campaign.model import placeholders
from campaign.model.language import EveningTexts

PARTS: Final = tuple(field.name.replace("_", " ") for field in fields(EveningTexts))


def read_evening(file: Path, complaints: Complaints) -> EveningTexts:
    """Read a language's `evening.md`, in which every part must be."""
    part = TextPart(file, complaints)
    part.only({(name, "") for name in PARTS})
    return EveningTexts(
        title=part.single(("title", "")),
        welcome=part.required(("welcome", "")),
        statement=part.single(("statement", ""), placeholders.STATEMENT),
        asks=part.single(("asks", "")),
        how=part.single(("how", "")),
        steps=part.required(("steps", "")),
        safe=part.single(("safe", "")),
        safety=part.required(("safety", "")),
        run_by=part.single(("run by", ""), placeholders.RUN_BY),
        contact=part.single(("contact", ""), placeholders.CONTACT),
        scan=part.single(("scan", "")),
        own_words=part.single(("own words", "")),
        large_print=part.single(("large print", "")),
        call=part.single(("call", "")),
        camera=part.single(("camera", "")),
    )
