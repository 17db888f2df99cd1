"""What `bin/bench` runs: figures as ratios against something public, measured in the same run.

Pairs are interleaved, so that a machine that slows down slows both sides; medians are compared.
Timings are never asserted: they are for people to read, with the machine named.
"""

import platform
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Final

import click
from weasyprint import HTML

from campaign.catalogue import load, targets
from campaign.letter.compose import compose
from campaign.model.letter import Choices, Letter, Sender, SignAs
from campaign.press import ROOT, Paper, Press, page
from tests import bench_overview

WARM_UP: Final = 3
DAY: Final = date(2026, 11, 24)
NOTE: Final = "I am a nurse living in Leeds, and I write as somebody who cares for families."


@click.command()
@click.argument("what", type=click.Choice(["letter", "overview"]), default="letter")
@click.option("--pairs", default=100, show_default=True, help="Pairs of runs to compare.")
def main(what: str, pairs: int) -> None:
    """Compare one letter's PDF in a warm process with a plain `HTML(string=...).write_pdf()`.

    Or time the organizers' overview, with a thousand letters counted and with ten million.
    """
    print(_machine())
    if what == "letter":
        _compare_letter(pairs)
    else:
        for line in bench_overview.measure():
            print(line)


def _compare_letter(pairs: int) -> None:
    letter = _letter()
    press = Press(waiting=None)
    styled = _self_contained(letter)
    _compare(
        "one letter's PDF",
        lambda: press.pdf(letter, Paper.A4),
        lambda: HTML(string=styled).write_pdf(pdf_tags=True),
        pairs,
    )


def _compare(
    name: str, ours: Callable[[], object], plain: Callable[[], object], pairs: int
) -> None:
    """Print the medians of both sides in milliseconds, and their ratio."""
    for run in (ours, plain) * WARM_UP:
        run()
    taken = [(_seconds(ours), _seconds(plain)) for _ in range(pairs)]
    a, b = (statistics.median(side) * 1000 for side in zip(*taken, strict=True))
    spread = [f"{min(side) * 1000:.1f}-{max(side) * 1000:.1f}" for side in zip(*taken, strict=True)]
    print(f"{name}: {a:.1f} ms ({spread[0]}); plain write_pdf(), same page and tagging: ", end="")
    print(f"{b:.1f} ms ({spread[1]}); ratio {a / b:.2f} over {pairs} interleaved pairs")


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _letter() -> Letter:
    campaign = load(ROOT / "letters").campaigns["uyghur-assessment"]
    target = targets.find(campaign, "hrc-kr", DAY)
    asks = tuple(ask.id for ask in targets.preselected(campaign, target))
    sender = Sender(SignAs.FULL, "Ana Example", "Leeds", "GB")
    return compose(campaign, target, Choices(asks, "en", NOTE, sender), DAY)


def _self_contained(letter: Letter) -> str:
    """Return the letter's page with its style inside, as somebody without a press would have it."""
    style = (ROOT / "static" / "paper.css").read_text(encoding="utf-8")
    return page(letter).replace("</head>", f"<style>{style} @page {{ size: a4 }}</style></head>")


def _machine() -> str:
    cpus = [
        line.split(":", 1)[1].strip()
        for line in Path("/proc/cpuinfo").read_text(encoding="ascii").splitlines()
        if line.startswith("model name")
    ]
    processor = f"{len(cpus)} x {cpus[0]}" if cpus else platform.processor()
    python = f"Python {platform.python_version()}"
    return f"{processor}, {platform.system()}, {python}, WeasyPrint {version('weasyprint')}"


if __name__ == "__main__":
    sys.exit(main())
