"""How well the lists find what they should: hits, misses and false alarms on made-up notes."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from campaign.letter.own_words_check import Care, check_note
from campaign.model.language import Language
from campaign.model.statement import Campaign

FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Note:
    """A made-up note, and what somebody who had not seen the lists said should be found in it."""

    text: str
    expect: frozenset[Care]


@dataclass(frozen=True, slots=True)
class Score:
    """In how many notes a kind was rightly found, not found, and wrongly found."""

    hits: int
    misses: int
    false_alarms: int


def read_notes(language: str = "") -> list[Note]:
    """Return the notes in the order they were written in: the English ones, or a language's."""
    file = FOLDER / (f"notes.{language}.toml" if language else "notes.toml")
    notes = tomllib.loads(file.read_text(encoding="utf-8"))["note"]
    return [Note(note["text"], frozenset(map(Care, note["expect"]))) for note in notes]


def found_in(note: Note, campaign: Campaign, languages: Sequence[Language]) -> frozenset[Care]:
    """Return the kinds that are found in a note."""
    warnings = check_note(note.text, languages, campaign)
    return frozenset(warning.kind for warning in warnings)


def score(notes: Sequence[Note], kind: Care, campaign: Campaign, *codes: str) -> Score:
    """Count what is found of a kind by the lists of some languages, or else the English ones."""
    languages = [campaign.written[code] for code in codes or ("en",)]
    pairs = [(kind in note.expect, kind in found_in(note, campaign, languages)) for note in notes]
    return Score(pairs.count((True, True)), pairs.count((True, False)), pairs.count((False, True)))
