"""Letters by the thousand, beside Typst and beside a plain loop that merges what it made."""

import json
import os
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

import typst
from pypdf import PdfWriter
from weasyprint import HTML

from campaign.model.letter import Letter
from campaign.press import Paper, Press
from campaign.press.bulk import print_letters
from campaign.press.pool import Pool
from tests.bench import letters
from tests.bench.timing import Side, by_turns

SAMPLE: Final = 20
"""Letters in each round of the plain loop, which takes the same time for each."""


def with_notes(rounds: int, count: int) -> None:
    """Compare letters with a note each, on all cores."""
    batch, press = list(letters.many(count, note=letters.NOTE)), Press(waiting=None)
    sample = batch[:SAMPLE]
    with Pool(os.cpu_count() or 1, waiting=None) as pool:
        sides = (
            Side("bulk", lambda: _printed(batch, press, pool), count),
            Side("plain write_pdf() and merge", lambda: _plain(sample), SAMPLE),
        )
        by_turns(f"Bulk with notes, {os.cpu_count()} cores", sides, rounds, warm_up=1)


def without_notes(rounds: int, count: int) -> None:
    """Compare letters without a note, all sides on one core."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    batch, press = list(letters.many(count)), Press(waiting=None)
    sample = batch[:SAMPLE]
    compiler = typst.Compiler(str(Path(__file__).with_name("letters.typ")))
    compiler.compile(sys_inputs={"letters": _as_data(sample)})
    press.pdf(batch[0], Paper.A4)
    with Pool(1, waiting=None) as pool:
        sides = (
            Side("bulk", lambda: _printed(batch, press, pool), count),
            Side("Typst", lambda: compiler.compile(sys_inputs={"letters": _as_data(batch)}), count),
            Side("plain write_pdf() and merge", lambda: _plain(sample), SAMPLE),
        )
        by_turns("Bulk without notes, one core", sides, rounds)


def _printed(batch: Sequence[Letter], press: Press, pool: Pool) -> int:
    return sum(print_letters(batch, Paper.A4, press, pool, BytesIO(), title="Letters"))


def _plain(batch: Sequence[Letter]) -> None:
    merged = PdfWriter()
    for letter in batch:
        merged.append(BytesIO(HTML(string=letters.self_contained(letter)).write_pdf()))
    merged.write(BytesIO())


def _as_data(batch: Sequence[Letter]) -> str:
    """Return the letters for Typst: what several share is there once, as in our own run."""
    bases: dict[object, int] = {}
    signed = [
        {
            "base": bases.setdefault((letter.target, letter.paragraphs), len(bases)),
            "signature": letter.signature,
        }
        for letter in batch
    ]
    first = {base: letter for letter, base in zip(reversed(batch), _bases(signed), strict=True)}
    return json.dumps({"bases": [_base(first[n]) for n in range(len(bases))], "letters": signed})


def _bases(signed: Sequence[dict[str, object]]) -> list[object]:
    return [each["base"] for each in reversed(signed)]


def _base(letter: Letter) -> dict[str, object]:
    asks = [paragraph.text for paragraph in letter.paragraphs if paragraph.number]
    paragraphs: list[object] = []
    for paragraph in letter.paragraphs:
        if not paragraph.number:
            paragraphs.append(paragraph.text)
        elif paragraph.number == 1:
            paragraphs.append(asks)
    return {
        "to": [*letter.addressee, *(letter.address.postal or ("",) * 3)],
        "date": letter.date_line,
        "subject": letter.subject,
        "salutation": letter.salutation,
        "paragraphs": paragraphs,
        "close": letter.close,
    }
