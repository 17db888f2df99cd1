"""Every state of every page fits a small screen and a thumb; what is printed from pages."""

from typing import Any

import pytest

from tests.browser import acts
from tests.browser.acts import LETTER
from tests.browser.conftest import OpenPage
from tests.browser.desk import ALL_STATES
from tests.browser.measure import NARROW, misfits
from tests.browser.sites import Sites
from tests.browser.states import reach
from tests.running import Server

pytestmark = pytest.mark.browser

SMALL = {
    "viewport": {"width": NARROW, "height": 640},
    "has_touch": True,
    "is_mobile": True,
    "java_script_enabled": False,
    "locale": "en",
}


def test_no_page_scrolls_sideways_and_all_is_large_enough_for_a_thumb(
    sites: Sites,
    browser: Any,  # noqa: ANN401 - Playwright may be missing
) -> None:
    page = browser.new_context(reduced_motion="reduce", **SMALL).new_page()
    found = {}
    for state in ALL_STATES:
        reach(page, sites, state)
        found[state.name] = list(misfits(page))
    page.context.close()

    assert {name: each for name, each in found.items() if each} == {}


def test_only_the_letter_so_far_is_printed_from_the_form(
    server: Server, open_page: OpenPage
) -> None:
    page = open_page(f"{server.url}/uyghur-assessment/to/hrc-kr/")

    page.emulate_media(media="print")

    assert page.locator(LETTER).is_visible()
    for unseen in ("h1", ".foot", ".band", "#note", ".desk-letter > h2"):
        assert not page.locator(unseen).first.is_visible(), unseen


def test_only_the_letter_is_printed_from_the_page_to_check(
    server: Server, open_page: OpenPage
) -> None:
    page = open_page(f"{server.url}/uyghur-assessment/to/hrc-kr/")
    acts.check(page)

    page.emulate_media(media="print")

    assert page.locator(LETTER).is_visible()
    for unseen in ("h1", ".foot", ".band", ".ways", ".state", "button"):
        assert not page.locator(unseen).first.is_visible(), unseen
