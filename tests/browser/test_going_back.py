"""Back, forward and reload, where pages are made from forms (docs/decisions/0036).

In Chromium as people have it. What Firefox does was tried by hand; the decision says what.
"""

from typing import Any

import pytest

from tests.browser.test_whole_way import heading, press
from tests.server_process import Server

pytestmark = pytest.mark.browser

WRITE = "/uyghur-assessment/to/hrc-kr/"
SHOW, CHANGE, CHECK = "Show my letter", "Change something", "Check your letter"
WORDS = "A quokka of my own."
GO_ON = "Go back to the form, and press the button again"


@pytest.fixture
def page(server: Server, browser_with_memory: Any) -> Any:  # noqa: ANN401 - Playwright may be missing
    """Return a page to check a letter with own words."""
    page = browser_with_memory.new_page()
    page.goto(f"{server.url}{WRITE}")
    page.locator("#note").fill(WORDS)
    press(page, SHOW)
    assert heading(page) == CHECK
    return page


def go(page: Any, where: str) -> str:  # noqa: ANN401
    """Go back or forward, as with the browser's own buttons, and return the heading there."""
    getattr(page, f"go_{where}")(wait_until="commit")
    return heading(page)


def test_pages_made_from_a_form_are_gone_back_and_forward_to_with_the_words(page: Any) -> None:  # noqa: ANN401
    press(page, CHANGE)
    assert heading(page).startswith("Write to")

    assert go(page, "back") == CHECK
    assert WORDS in page.locator("#letter").inner_text()
    assert go(page, "back").startswith("Write to")
    assert page.locator("#note").input_value() == WORDS
    assert go(page, "forward") == CHECK
    assert go(page, "forward").startswith("Write to")
    assert page.locator("#note").input_value() == WORDS


def test_the_letter_is_there_when_one_comes_back_from_the_thanks(page: Any) -> None:  # noqa: ANN401
    press(page, "I posted it")
    assert heading(page) == "Thank you"

    assert go(page, "back") == CHECK
    assert WORDS in page.locator("#letter").inner_text()


def test_a_page_that_is_loaded_again_says_how_to_go_on_and_the_words_are_one_step_back(
    page: Any,  # noqa: ANN401
) -> None:
    page.reload()
    assert heading(page) == GO_ON

    assert go(page, "back").startswith("Write to")
    assert page.locator("#note").input_value() == WORDS
    press(page, SHOW)
    assert WORDS in page.locator("#letter").inner_text()


def test_who_leaves_at_once_leaves_no_letter_to_go_back_to(server: Server, page: Any) -> None:  # noqa: ANN401
    press(page, CHANGE)
    page.locator(".exit").evaluate("(each, url) => each.href = url", f"{server.url}/healthz")

    page.locator(".exit").click()
    page.wait_for_url("**/healthz")

    assert go(page, "back") == GO_ON
    assert WORDS not in page.content()
