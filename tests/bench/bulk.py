"""Letters by the thousand, as an organizer waits for them: the command, beside others' programs.

Each side is a process, from its start until the PDF is whole, on processors of its own.
"""

import json
import os
import sys
from collections.abc import Collection, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pypdf import PdfWriter
from weasyprint import HTML

from campaign.actions.print_runs.manifest import MANIFEST
from campaign.actions.print_runs.plan import ALL
from campaign.model.letter import Letter
from campaign.press import ROOT
from tests.bench import command, letters
from tests.bench.timing import Side, by_turns

SAMPLE: Final = 20
"""Letters in each round of the plain loop, which takes the same time for each."""
TYPST: Final = """
import sys, typst
source, data, to = sys.argv[1:]
with open(data, encoding="utf-8") as text:
    typst.compile(source, output=to, sys_inputs={"letters": text.read()})
"""
"""What `typst compile` does, by Typst's own package: its fonts are read once, as there."""


def with_notes(rounds: int, count: int) -> None:
    """Compare letters with a note each, on all processors."""
    cores = os.sched_getaffinity(0)
    batches = [list(letters.many(count, note=letters.NOTE, batch=n)) for n in range(rounds + 1)]
    with TemporaryDirectory() as folder:
        tables = _tables(Path(folder), batches)
        sides = (
            Side("bin/campaign print filled", lambda n: _print(tables[n], cores), count),
            Side(
                "plain write_pdf() and merge",
                lambda n: _plain(batches[n][:SAMPLE]),
                SAMPLE,
                is_ours=False,
            ),
        )
        by_turns(f"Bulk with notes, {len(cores)} processors", sides, rounds, warm_up=1)


def without_notes(rounds: int, count: int) -> None:
    """Compare letters without a note, on one processor and on all."""
    cores = sorted(os.sched_getaffinity(0))
    batches = [list(letters.many(count, batch=n)) for n in range(rounds + 1)]
    with TemporaryDirectory() as folder:
        tables = _tables(Path(folder), batches)
        data = [_data(Path(folder), n, batch) for n, batch in enumerate(batches)]
        sides = (
            Side("bin/campaign print filled, one processor",
                 lambda n: _print(tables[n], cores[:1]), count),
            Side(f"the same, {len(cores)} processors", lambda n: _print(tables[n], cores), count),
            Side("Typst, one processor", lambda n: _set(data[n], cores[:1]), count, is_ours=False),
        )  # fmt: skip
        by_turns("Bulk without notes, start to finished PDF", sides, rounds, warm_up=1)


def _tables(folder: Path, batches: Sequence[Sequence[Letter]]) -> Sequence[Path]:
    return [
        command.write_table(folder / f"letters-{n}.csv", batch, n)
        for n, batch in enumerate(batches)
    ]


def _data(folder: Path, number: int, batch: Sequence[Letter]) -> Path:
    to = folder / f"letters-{number}.json"
    to.write_text(_as_data(batch), encoding="utf-8")
    return to


def _print(table: Path, cores: Collection[int]) -> None:
    """Print a table of letters by the command."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        assert command.start(table, out, cores).wait() == 0
        assert (out / ALL).exists()
        assert (out / MANIFEST).exists()


def _set(data: Path, cores: Collection[int]) -> None:
    """Typeset letters with Typst, as one document."""
    with TemporaryDirectory() as folder:
        to = Path(folder) / "letters.pdf"
        source = str(Path(__file__).with_name("letters.typ").relative_to(ROOT))
        given = [sys.executable, "-c", TYPST, source, str(data), str(to)]
        assert command.on_cores(given, cores).wait() == 0
        assert to.exists()


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
