"""How well the lists find what they should: hits, misses and false alarms on made-up notes."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from campaign.letter.own_words_check import Care, check_note
from campaign.model.statement import Campaign

NOTES: Final = Path(__file__).parent / "notes.toml"


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


def read_notes() -> list[Note]:
    """Return the notes in the order they were written in."""
    notes = tomllib.loads(NOTES.read_text(encoding="utf-8"))["note"]
    return [Note(note["text"], frozenset(map(Care, note["expect"]))) for note in notes]


def found_in(note: Note, campaign: Campaign) -> frozenset[Care]:
    """Return the kinds that are found in a note."""
    warnings = check_note(note.text, [campaign.default_language], campaign)
    return frozenset(warning.kind for warning in warnings)


def score(notes: Sequence[Note], kind: Care, campaign: Campaign) -> Score:
    """Count what is found of a kind."""
    pairs = [(kind in note.expect, kind in found_in(note, campaign)) for note in notes]
    return Score(pairs.count((True, True)), pairs.count((True, False)), pairs.count((False, True)))
