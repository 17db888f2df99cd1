"""Every state of every page in the made-up Arabic, zoomed in: how it lies, and its code.

That translation has all that the English pages have, and the marks of languages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.browser.checker import faults, needs_checker
from tests.browser.measure import NARROW, misfits
from tests.browser.organizers import ALL_STATES
from tests.browser.sites import Sites
from tests.browser.states import reach

pytestmark = pytest.mark.browser

ZOOMED = {"viewport": {"width": NARROW, "height": 200}, "locale": "ar"}
"""A window of 1280 by 800 pixels at a zoom of 400 per cent."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a page in a state is made of, and what of it does not fit."""

    code: bytes
    misfits: Sequence[str]


@pytest.fixture(scope="module")
def found(
    sites: Sites,
    plain_browser: Any,  # noqa: ANN401 - Playwright may be missing
) -> Mapping[str, Found]:
    """Return every state by its name, each reached once for all tests."""
    page = plain_browser.new_context(reduced_motion="reduce", **ZOOMED).new_page()
    return {
        state.name: Found(reach(page, sites, state).body(), list(misfits(page)))
        for state in ALL_STATES
    }


def test_no_page_scrolls_sideways_and_all_is_large_enough_for_a_thumb(
    found: Mapping[str, Found],
) -> None:
    assert {name: each.misfits for name, each in found.items() if each.misfits} == {}


@needs_checker
def test_the_checker_finds_no_fault_in_any_state(
    found: Mapping[str, Found], tmp_path: Path
) -> None:
    for name, each in found.items():
        (tmp_path / f"{name}.html").write_bytes(each.code)

    assert len(list(tmp_path.iterdir())) == len(ALL_STATES)
    assert list(faults(tmp_path)) == []


@needs_checker
def test_the_checker_finds_a_fault(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html lang='en'><title>A page</title><p><b>Open</p></html>")

    assert "Unclosed element “b”" in "".join(faults(tmp_path))
