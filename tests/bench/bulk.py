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

PLAIN: Final = "plain write_pdf() and merge"
SAMPLE: Final = 20
"""Letters in each round of the plain loop, which takes the same time for each."""


def with_notes(rounds: int, count: int) -> None:
    """Compare letters with a note each, on all cores."""
    cores = os.cpu_count() or 1
    batches = [list(letters.many(count, note=letters.NOTE, batch=n)) for n in range(rounds + 1)]
    press = Press(waiting=None)
    with Pool(cores, waiting=None) as pool:
        sides = (
            Side("bulk", lambda n: _printed(batches[n], press, pool), count),
            Side(
                "plain write_pdf() and merge",
                lambda n: _plain(batches[n][:SAMPLE]),
                SAMPLE,
                is_ours=False,
            ),
        )
        by_turns(f"Bulk with notes, {cores} cores", sides, rounds, warm_up=1)


def without_notes(rounds: int, count: int) -> None:
    """Compare letters without a note, all sides on one core."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    batches = [list(letters.many(count, batch=n)) for n in range(rounds + 1)]
    press = Press(waiting=None)
    typst_once = typst.Compiler(str(Path(__file__).with_name("letters.typ")))
    with Pool(1, waiting=None) as pool:
        sides = (
            Side("bulk", lambda n: _printed(batches[n], press, pool), count),
            Side("Typst", lambda n: _set(typst_once, batches[n]), count, is_ours=False),
            Side(
                "plain write_pdf() and merge",
                lambda n: _plain(batches[n][:SAMPLE]),
                SAMPLE,
                is_ours=False,
            ),
        )
        by_turns("Bulk without notes, one core", sides, rounds, warm_up=1)


def _set(compiler: typst.Compiler, batch: Sequence[Letter]) -> None:
    """Typeset letters with Typst, as one document, in a compiler that has read its fonts."""
    compiler.compile(sys_inputs={"letters": _as_data(batch)})


def _printed(batch: Sequence[Letter], press: Press, pool: Pool) -> int:
    return sum(print_letters(batch, Paper.A4, press, pool, BytesIO(), title="Letters"))


def _plain(batch: Sequence[Letter]) -> None:
    merged = PdfWriter()
    for letter in batch:
        merged.append(BytesIO(HTML(string=letters.self_contained(letter)).write_pdf()))
    merged.write(BytesIO())


def _as_data(batch: Sequence[Letter]) -> str:
    """Return the letters for Typst: what several share is there once, as in our own run."""
    numbers: dict[object, int] = {}
    bases: list[dict[str, object]] = []
    signed = []
    for letter in batch:
        number = numbers.setdefault((letter.target, letter.paragraphs), len(bases))
        if number == len(bases):
            bases.append(_base(letter))
        own = {"date": letter.date_line, "signature": letter.signature}
        signed.append({"base": number, **own})
    return json.dumps({"bases": bases, "letters": signed})


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
        "subject": letter.subject,
        "salutation": letter.salutation,
        "paragraphs": paragraphs,
        "close": letter.close,
    }
