"""Every state of every page, judged by axe-core and as a screen reader is told of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any

import pytest

from tests.browser.acts import LETTER, SPREAD, Page
from tests.browser.conftest import DESKTOP
from tests.browser.organizers import DESK_STATES
from tests.browser.sites import Sites
from tests.browser.states import STATES, State, reach

axe = pytest.importorskip("axe_playwright_python.base", reason="axe-core is not installed")
pytestmark = pytest.mark.browser

LANGUAGES = ("en", "ar")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
ALL_RULES = {"runOnly": WCAG, "resultTypes": ["violations"]}
OF_LOOKS = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
RULES_OF_LOOKS = {"runOnly": OF_LOOKS, "resultTypes": ["violations"]}
"""What another size or other colours can change; the rest is the same in each."""
SMALL_PHONE = {"width": 360, "height": 740}
LOOKS = {
    "en": (
        (SMALL_PHONE, "light", ALL_RULES),
        (DESKTOP["viewport"], "dark", RULES_OF_LOOKS),
    ),
    "ar": ((DESKTOP["viewport"], "light", ALL_RULES),),
}
"""Every rule in both directions; colours and places in each size and each scheme."""
CASES = [*product(LANGUAGES, STATES), *product(("en",), DESK_STATES)]
"""Organizers' pages in one language here: in the other, their code, sizes and words are looked at
elsewhere, and all of it twice would take the suite minutes."""
NAMELESS = re.compile(
    r"- (?:button|checkbox|combobox|heading|link|radio|searchbox|textbox)(?: \[.*\])*:?$",
    re.MULTILINE,
)
"""In an aria snapshot, what a screen reader could only say the kind of."""
HEADING = re.compile(r" *- '?heading ")
LIVE = "[role=status], [role=log], [aria-live]:not([aria-live=off]), output"
"""What speaks by itself; not the summary of mistakes, which is there from the start."""


def _name(case: tuple[str, State]) -> str:
    return f"{case[0]}: {case[1].name}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A page that is in a state."""

    page: Page
    language: str
    state: State


@pytest.fixture(scope="module")
def readers(plain_browser: Any) -> Mapping[str, Page]:  # noqa: ANN401 - Playwright's
    """Return a page for readers of each language, used for one state after the other."""
    options = {"viewport": SMALL_PHONE, "reduced_motion": "reduce"}
    new = partial(plain_browser.new_context, **options)
    return {code: new(locale=code).new_page() for code in LANGUAGES}


@pytest.fixture(scope="module", params=CASES, ids=_name)
def shown(request: pytest.FixtureRequest, readers: Mapping[str, Page], sites: Sites) -> Shown:
    """Return the page in a state, reached once for all tests of it."""
    language, state = request.param
    page = readers[language]
    reach(page, sites, state)
    page.evaluate(axe.AXE_SCRIPT)
    page.evaluate(SPREAD)
    page.evaluate("scrollTo(0, 0)")  # what the heading covers elsewhere can be scrolled to
    return Shown(page, language, state)


def violations(page: Page, rules: Mapping[str, Any]) -> list[str]:
    """Return what axe-core finds wrong with the page as it is shown."""
    return [
        f"{each['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for each in page.evaluate("rules => axe.run(rules)", rules)["violations"]
        for node in each["nodes"]
    ]


def test_axe_finds_no_fault(shown: Shown) -> None:
    for size, colours, rules in LOOKS[shown.language]:
        shown.page.set_viewport_size(size)
        shown.page.emulate_media(color_scheme=colours)
        found = violations(shown.page, rules)
        assert (size["width"], colours, found) == (size["width"], colours, [])


def test_the_title_says_first_whether_something_is_to_be_mended(shown: Shown) -> None:
    title = shown.page.title().lstrip("⟦")

    assert title.startswith("Error:") == shown.state.is_mistaken


def test_a_screen_reader_is_told_what_each_thing_is(shown: Shown) -> None:
    told = shown.page.locator("body").aria_snapshot()

    assert NAMELESS.findall(told) == []
    assert len(re.findall(r"heading .*\[level=1\]", told)) == 1
    assert len(re.findall(r"^ *- main:", told, re.MULTILINE)) == 1
    first = next(line for line in told.splitlines() if HEADING.match(line))
    assert "[level=1]" in first or shown.state.is_mistaken  # first comes what is to be mended


def test_at_most_one_thing_speaks_by_itself_and_never_the_letter(shown: Shown) -> None:
    live = shown.page.locator(LIVE)

    assert live.count() <= 1
    assert live.filter(has=shown.page.locator(LETTER)).count() == 0


@pytest.mark.parametrize("name", ["choose", "another"])
def test_one_meets_the_search_before_the_many(
    readers: Mapping[str, Page], sites: Sites, name: str
) -> None:
    page = readers["en"]
    reach(page, sites, next(state for state in STATES if state.name == name))
    page.evaluate(SPREAD)

    told = page.locator("main").aria_snapshot()

    first = re.search(r'(?:link|button) "Afghanistan', told)
    assert first
    assert told.index("- search") < first.start()
