"""Looks for the note that takes longest to typeset: `python -m tests.press.slow_notes [SECONDS]`.

Notes are made of a few strange things by chance, and those that took longest are varied further.
The processor time that a letter may take is set well above what is found (decision 23).
"""

import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from campaign.errors import CannotPrint
from campaign.letter import clean
from campaign.model.letter import LONGEST_NOTE, MOST_LINES
from campaign.press import Paper, Press
from tests.builders import make_letter, make_sender, orchard

ATOMS: Final = (
    "a", "W", "i", "word ", "ا", "اب ", "س", "ש", "סּ", "李", "，", "「", "漢字", "ก",
    "สวัสดี", "ខ្ញុំ", "བོད", "ᄀ", "한", "न", "नरेन्द्र ", "ब\u200d", "၏", "Ё", "ω", "ﷺ",
    "ﷲ", "\u200c", "é", "a\u0301\u0323", "ا\u064b\u0651", "𝕏", "🌳", "☎\u200d☎", "1", "٣",
    "1,5 ", "+1-", "%", "(", ")", "[", "}", "«", "»", "-", "–", "/", "?", "&", "=", "#",
    "@", ".", ",", "…", "!", " ", "  ", "\u00a0", "\u202f", "\u3000", "\n", "\n\n",
    "https://example.org/a?b=c&d=", "٪", "؟", "،", "־", "'", "’", "_", "*", "½", "₂", "…ا",
    "(ا", "aا", "1ا", "ا1", "a ا ", "ا\na", "a(ا)[", "ⲁ", "ꙮ",
)  # fmt: skip
LANGUAGES: Final = ("en", "ar")


@dataclass(frozen=True, slots=True)
class Recipe:
    """A note: these things, each so many times, again and again until it is full."""

    things: tuple[tuple[str, int], ...]
    language: str

    @property
    def note(self) -> str:
        """Return the note, as a form takes it."""
        once = "".join(thing * times for thing, times in self.things)
        rows = (once * LONGEST_NOTE)[:LONGEST_NOTE].split("\n")
        text = "\n".join((*rows[: MOST_LINES - 1], " ".join(rows[MOST_LINES - 1 :])))
        return clean.block(text)[:LONGEST_NOTE]


def search(seconds: float, chance: random.Random) -> Sequence[tuple[float, Recipe]]:
    """Return the slowest notes that were found, each with its processor time, the worst first."""
    press, found = Press(waiting=None), dict[Recipe, float]()
    for language in LANGUAGES:
        taken(press, Recipe((("a", 1),), language))
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        worst = sorted(found, key=lambda each: -found[each])[:20]
        recipe = (
            _varied(chance.choice(worst), chance)
            if worst and chance.random() < 0.6
            else _any(chance)
        )
        if recipe not in found:
            found[recipe] = taken(press, recipe)
    return sorted(((time, recipe) for recipe, time in found.items()), key=lambda each: -each[0])


def taken(press: Press, recipe: Recipe) -> float:
    """Return the processor time that a letter with this note takes, in seconds."""
    letter = make_letter(
        orchard(), language=recipe.language, note=recipe.note, sender=make_sender()
    )
    before = time.process_time()
    try:
        press.pdf(letter, Paper.A4)
    except CannotPrint:
        return 0
    return time.process_time() - before


def _any(chance: random.Random) -> Recipe:
    return Recipe(tuple(_things(chance, chance.randint(1, 4))), chance.choice(LANGUAGES))


def _varied(recipe: Recipe, chance: random.Random) -> Recipe:
    things = list(recipe.things)
    at = chance.randrange(len(things))
    things[at : at + chance.randint(0, 1)] = _things(chance, chance.randint(0, 2))
    return Recipe(tuple(things) or recipe.things, chance.choice(LANGUAGES))


def _things(chance: random.Random, number: int) -> Iterator[tuple[str, int]]:
    for _ in range(number):
        yield chance.choice(ATOMS), chance.choice((1, 1, 1, 2, 3, 7, 20, 59, 199, 201, 1000))


if __name__ == "__main__":
    limit = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    for each, recipe in search(limit, random.Random(0))[:12]:  # noqa: S311 - the same each time
        print(f"{each:.2f} s: {recipe.language} {recipe.things}")
