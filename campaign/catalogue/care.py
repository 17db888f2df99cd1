"""Reads the lists of words by which what a writer typed is checked for harm to somebody."""

import re
from dataclasses import fields as fields_of
from pathlib import Path
from typing import Final

from campaign.catalogue.complaints import Complaints
from campaign.catalogue.fields import Fields, find_file, read_toml
from campaign.model.language import CareWords
from campaign.model.statement import Places

WORD: Final = re.compile(r"(?=\W*\w)[^\s*]+")
"""A word of a phrase, without the star that may be at its start or at its end."""
STAR: Final = "*"
GAP: Final = "..."


def read_care(file: Path, complaints: Complaints) -> CareWords:
    """Read a language's lists."""
    names = [field.name for field in fields_of(CareWords)]
    fields = read_toml(file, complaints).only(*names)
    return CareWords(**{name: _phrases(fields, name) for name in names})


def read_places(file: Path, complaints: Complaints) -> Places:
    """Read the names of a campaign's region and of places in it; earlier versions had none."""
    if not find_file(file, complaints).exists():
        complaints.add_gap(
            file, "", "is missing", "make the file; letters/README.md says what it holds"
        )
        return Places((), ())
    fields = read_toml(file, complaints).only("region", "places")
    return Places(_phrases(fields, "region"), _phrases(fields, "places"))


def _phrases(fields: Fields, name: str) -> tuple[str, ...]:
    phrases = fields.texts(name)
    for phrase in phrases:
        parts = phrase.split()
        if not parts or GAP in (parts[0], parts[-1]):
            fields.complain(name, f'"{phrase}" has no word at its ends', "begin and end with one")
        elif not all(part == GAP or _can_be_found(part) for part in parts):
            write = (
                "write words, one star at the start or the end of a word, | between words of which "
                "any will do, or ... between words"
            )
            fields.complain(name, f'"{phrase}" cannot be looked for', write)
    return phrases


def _can_be_found(part: str) -> bool:
    return all(map(_is_word, part.split("|")))


def _is_word(text: str) -> bool:
    bare = text.removeprefix(STAR) if text.startswith(STAR) else text.removesuffix(STAR)
    return WORD.fullmatch(bare) is not None
