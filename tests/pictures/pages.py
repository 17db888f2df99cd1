"""Pictures of every page in every state, small, and a page that shows them all.

It looks at the same states as the tests in browsers, on the same servers.
"""

import io
import re
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from PIL import Image
from playwright.sync_api import Browser, FloatRect, sync_playwright

from campaign.settings import ROOT
from tests.browser.chromium import launch, program_for
from tests.browser.organizers import ALL_STATES
from tests.browser.sites import Sites, all_sites
from tests.browser.states import STATES, State, reach

FOLDER: Final = ROOT / "docs" / "pictures"
PAGE: Final = ROOT / "docs" / "pictures.md"
COLOURS: Final = 24
TALLEST: Final = 1300
"""CSS pixels; of a longer page the beginning is shown."""
MADE: Final = "*.made.png"
"""The pictures that are made here, and unmade when their state is gone."""


@dataclass(frozen=True, slots=True)
class Look:
    """A way to look at pages: `only` are those states worth it, all when there are none."""

    name: str
    width: int
    options: Mapping[str, Any] = field(default_factory=dict)
    only: Collection[str] = ()
    tallest: int = TALLEST

    def wants(self, state: State) -> bool:
        """Say whether a state is looked at this way."""
        return not self.only or state.name in self.only


DESK = ("desk: start", "desk: counts", "desk: evenings", "desk: an evening", "desk: campaign")
MAIN = ("start", "choose", "write, filled in", "write, every mistake", "check, in full", "thanks")
LOOKS: Final = (
    Look("phone", 360, {}, (*(state.name for state in STATES), *DESK)),
    Look("desktop", 1280, {"device_scale_factor": 0.6}),
    Look("dark", 360, {"color_scheme": "dark"}, (*MAIN, *DESK)),
    Look(
        "right to left, in a made-up translation",
        360,
        {"locale": "ar"},
        (*MAIN, *DESK, "choose, two languages", "write, two languages", "check, Arabic"),
    ),
    Look("320 pixels", 320, {}, ("write, every mistake", "check, long name")),
    Look(
        "a zoom of 400 per cent",
        320,
        {"device_scale_factor": 2},
        ("start", "write, every mistake", "check, long name"),
        tallest=400,
    ),
)


def main() -> None:
    """Make all pictures anew."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob(MADE):
        old.unlink()
    with (
        tempfile.TemporaryDirectory() as folder,
        all_sites(Path(folder)) as sites,
        sync_playwright() as playwright,
    ):
        program = program_for(playwright)
        if not program:
            sys.exit("No Chromium is installed.")
        browser = launch(playwright, program)
        for look in LOOKS:
            _take(browser, sites, look)
        browser.close()
    PAGE.write_text("\n".join(_lines()), encoding="utf-8")
    files = list(FOLDER.glob(MADE))
    size = sum(file.stat().st_size for file in files) // 1024
    print(f"{len(files)} pictures of {size} KB in all, shown in {PAGE}")


def _take(browser: Browser, sites: Sites, look: Look) -> None:
    """Take the pictures of one look."""
    options: dict[str, Any] = {"locale": "en", **look.options}
    context = browser.new_context(
        viewport={"width": look.width, "height": 800}, reduced_motion="reduce", **options
    )
    page = context.new_page()
    for state in filter(look.wants, ALL_STATES):
        reach(page, sites, state)
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        tall = min(page.evaluate("document.documentElement.scrollHeight"), look.tallest)
        shot = page.screenshot(full_page=True, clip=_top(look.width, tall))
        _file(state, look).write_bytes(smaller(shot))
    context.close()


def _top(width: int, height: int) -> FloatRect:
    """Return the upper part of a page, in CSS pixels."""
    return {"x": 0, "y": 0, "width": width, "height": height}


def smaller(png: bytes) -> bytes:
    """Return a picture in its most frequent colours, which stay as they are."""
    full = Image.open(io.BytesIO(png)).convert("RGB")
    counted: list[Any] = sorted(full.getcolors(full.width * full.height) or (), reverse=True)
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _, colour in counted[:COLOURS] for part in colour])
    few = full.quantize(palette=palette, dither=Image.Dither.NONE)
    made = io.BytesIO()
    few.save(made, "PNG", optimize=True)
    return made.getvalue()


def _file(state: State, look: Look) -> Path:
    name = re.sub(r"\W+", "-", f"{state.name} {look.name}".lower())
    return FOLDER / MADE.replace("*", name)


def _lines() -> Iterator[str]:
    """Yield the lines of the page that shows the pictures."""
    yield "# Every page, in every state"
    yield ""
    yield "Made by `bin/pictures` from tests/browser/states.py and organizers.py."
    yield "Long pages are cut off."
    for state in ALL_STATES:
        yield f"\n## {state.name.capitalize()}\n"
        for look in LOOKS:
            if look.wants(state):
                yield f"![{state.name}: {look.name}](pictures/{_file(state, look).name})"
        looks = ", ".join(look.name for look in LOOKS if look.wants(state))
        yield f"\n{state.path.partition('?')[0]}: {looks}"
    yield ""


if __name__ == "__main__":
    main()
