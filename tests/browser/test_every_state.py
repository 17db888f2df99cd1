"""Every state of every page: judged by axe-core and the HTML checker, told to a screen reader, fit.

A state is reached once in each kind of browser; all tests of it then look at that one page.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest

from tests.browser.acts import LETTER, SPREAD, Page
from tests.browser.checker import faults, needs_checker
from tests.browser.conftest import DESKTOP
from tests.browser.measure import NARROW, misfits
from tests.browser.organizers import ALL_STATES, DESK_STATES
from tests.browser.sites import Sites
from tests.browser.states import STATES, State, reach

axe = pytest.importorskip("axe_playwright_python.base", reason="axe-core is not installed")
pytestmark = pytest.mark.browser

SMALL_PHONE: Final = {"width": 360, "height": 740}
NARROW_PHONE: Final = {"width": NARROW, "height": 640}
ZOOMED: Final = {"width": NARROW, "height": 200}
"""A window of 1280 by 800 pixels at a zoom of 400 per cent."""
READERS: Final[Mapping[str, Mapping[str, Any]]] = {
    "en": {"viewport": SMALL_PHONE, "locale": "en"},
    "no scripts": {
        "viewport": NARROW_PHONE,
        "has_touch": True,
        "is_mobile": True,
        "java_script_enabled": False,
        "locale": "en",
    },
    "ar": {"viewport": ZOOMED, "locale": "ar"},
    "ar, no scripts": {"viewport": ZOOMED, "java_script_enabled": False, "locale": "ar"},
}
"""The kinds of browser. The made-up Arabic has all that the English pages have, and the marks of
languages. Supporters' pages are met in the first three, organizers' in the first and the last: each
direction of writing, and both with scripts and without."""
IN_ARABIC: Final = (*product(("ar",), STATES), *product(("ar, no scripts",), DESK_STATES))
JUDGED: Final = (*product(("en",), ALL_STATES), *product(("ar",), STATES))
"""Organizers' pages in one language: in the other, their code, sizes and words are looked at, and
all rules twice would take the suite minutes."""
MEASURED: Final = (
    *product(("en",), ALL_STATES),
    *product(("no scripts",), STATES),
    *IN_ARABIC,
)
ENLARGED: Final = tuple(product(("en",), ALL_STATES))
CHECKED: Final = IN_ARABIC
SEARCHED: Final = [("en", state) for state in STATES if state.name in {"choose", "another"}]

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
ONLY_FAULTS = {"resultTypes": ["violations"], "preload": False}
"""No style sheet is asked for again: it is for rules about films and about turning a phone."""
ALL_RULES = {"runOnly": WCAG, **ONLY_FAULTS}
OF_LOOKS = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
RULES_OF_LOOKS = {"runOnly": OF_LOOKS, **ONLY_FAULTS}
"""What another size or other colours can change; the rest is the same in each."""
ALL_BUT_COLOURS = {**ALL_RULES, "rules": {"color-contrast": {"enabled": False}}}
"""Which are those of the English page."""
JUDGE = """rules => axe.run(rules).then(({violations}) => violations.flatMap(({id, nodes}) =>
    nodes.map(each => `${id}: ${each.target.join(' ')}: ${each.failureSummary}`)))"""
LOOKS = {
    "en": (
        (SMALL_PHONE, "light", ALL_RULES),
        (DESKTOP["viewport"], "dark", RULES_OF_LOOKS),
    ),
    "ar": ((DESKTOP["viewport"], "light", ALL_BUT_COLOURS),),
}
"""Every other rule in both directions, places in each size and colours in each scheme."""
NAMELESS = re.compile(
    r"- (?:button|checkbox|combobox|heading|link|radio|searchbox|textbox)(?: \[.*\])*:?$",
    re.MULTILINE,
)
"""In an aria snapshot, what a screen reader could only say the kind of."""
HEADING = re.compile(r" *- '?heading ")
LIVE = "[role=status], [role=log], [aria-live]:not([aria-live=off]), output"
"""What speaks by itself; not the summary of mistakes, which is there from the start."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page that is in a state, and the answer that it shows."""

    page: Page
    reader: str
    state: State
    answer: Any


def in_states(cases: Iterable[tuple[str, State]]) -> pytest.MarkDecorator:
    """Run a test on pages in these states, each in a kind of browser."""
    return pytest.mark.parametrize(
        "shown", cases, ids=lambda case: f"{case[0]}: {case[1].name}", indirect=True
    )


@pytest.fixture(scope="module")
def readers(plain_browser: Any) -> Mapping[str, Page]:  # noqa: ANN401 - Playwright's
    """Return a page in each kind of browser, used for one state after the other."""
    return {
        name: plain_browser.new_context(reduced_motion="reduce", **options).new_page()
        for name, options in READERS.items()
    }


@pytest.fixture(scope="module")
def shown(request: pytest.FixtureRequest, readers: Mapping[str, Page], sites: Sites) -> Shown:
    """Return the page in a state, reached once for all tests of it."""
    reader, state = request.param
    page = readers[reader]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(READERS[reader]["viewport"])
    answer = reach(page, sites, state)
    page.evaluate(SPREAD)
    return Shown(page, reader, state, answer)


@pytest.fixture(scope="module")
def to_check(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the folder of what the HTML checker judges at the end: to start it takes seconds."""
    folder = tmp_path_factory.mktemp("code")
    yield folder
    found = list(faults(folder))
    assert not found, "\n".join(found)


def violations(page: Page, rules: Mapping[str, Any]) -> list[str]:
    """Return what axe-core finds wrong with the page as it is shown."""
    found: list[str] = page.evaluate(JUDGE, rules)
    return found


@in_states(MEASURED)
def test_no_page_scrolls_sideways_and_all_is_large_enough_for_a_thumb(shown: Shown) -> None:
    size = READERS[shown.reader]["viewport"]
    shown.page.set_viewport_size({**size, "width": NARROW})

    assert list(misfits(shown.page)) == []


@in_states(ENLARGED)
def test_text_of_twice_its_size_lets_no_page_scroll_sideways(shown: Shown) -> None:
    shown.page.set_viewport_size(SMALL_PHONE)
    shown.page.evaluate("document.documentElement.style.fontSize = '200%'")
    width = shown.page.evaluate("document.documentElement.scrollWidth")
    shown.page.evaluate("document.documentElement.style.fontSize = ''")

    assert width <= SMALL_PHONE["width"]


@in_states(JUDGED)
def test_axe_finds_no_fault(shown: Shown) -> None:
    shown.page.evaluate(axe.AXE_SCRIPT)
    shown.page.evaluate("scrollTo(0, 0)")  # what the heading covers elsewhere can be scrolled to
    for size, colours, rules in LOOKS[shown.reader]:
        shown.page.set_viewport_size(size)
        shown.page.emulate_media(color_scheme=colours)
        found = violations(shown.page, rules)
        assert (size["width"], colours, found) == (size["width"], colours, [])


@in_states(JUDGED)
def test_the_title_says_first_whether_something_is_to_be_mended(shown: Shown) -> None:
    title = shown.page.title().lstrip("⟦")

    assert title.startswith("Error:") == shown.state.is_mistaken


@in_states(JUDGED)
def test_a_screen_reader_is_told_what_each_thing_is(shown: Shown) -> None:
    told = shown.page.locator("body").aria_snapshot()

    assert NAMELESS.findall(told) == []
    assert len(re.findall(r"heading .*\[level=1\]", told)) == 1
    assert len(re.findall(r"^ *- main:", told, re.MULTILINE)) == 1
    first = next(line for line in told.splitlines() if HEADING.match(line))
    assert "[level=1]" in first or shown.state.is_mistaken  # first comes what is to be mended


@in_states(JUDGED)
def test_at_most_one_thing_speaks_by_itself_and_never_the_letter(shown: Shown) -> None:
    live = shown.page.locator(LIVE)

    assert live.count() <= 1
    assert live.filter(has=shown.page.locator(LETTER)).count() == 0


@in_states(SEARCHED)
def test_one_meets_the_search_before_the_many(shown: Shown) -> None:
    told = shown.page.locator("main").aria_snapshot()

    first = re.search(r'(?:link|button) "Afghanistan', told)
    assert first
    assert told.index("- search") < first.start()


@needs_checker
@in_states(CHECKED)
def test_the_checker_finds_no_fault_in_the_code(shown: Shown, to_check: Path) -> None:
    """Have the code judged with that of the other states, when `to_check` ends."""
    file = to_check / f"{shown.state.name}.html"

    assert file.write_bytes(shown.answer.body())


@needs_checker
def test_the_checker_finds_a_fault(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html lang='en'><title>A page</title><p><b>Open</p></html>")

    assert "Unclosed element “b”" in "".join(faults(tmp_path))
