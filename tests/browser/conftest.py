"""A real browser on a real server. What it should never do is watched on every page."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.chromium import launch, program_for, program_to_look_with
from tests.browser.sites import Sites, all_sites

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
OpenPage = Callable[..., Any]


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    """Return the servers that have every state of a page."""
    with all_sites(tmp_path_factory.mktemp("sites")) as served:
        yield served


@pytest.fixture(scope="module")
def playwright() -> Iterator[Any]:
    """Return Playwright.

    Not for longer than a module: it keeps an event loop running, in which nothing of Flask's can
    run.
    """
    with sync_api.sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def start(playwright: Any) -> Callable[..., Any]:  # noqa: ANN401 - Playwright may be missing
    """Return a way to start Chromium: the system's, or Playwright's own."""
    return partial(launch, playwright, _installed(program_for(playwright)))


@pytest.fixture(scope="module")
def browser(start: Callable[..., Any]) -> Iterator[Any]:
    """Return Chromium as Playwright starts it."""
    running = start()
    yield running
    running.close()


@pytest.fixture(scope="module")
def plain_browser(playwright: Any) -> Iterator[Any]:  # noqa: ANN401
    """Return Chromium without what is around its pages, for those that are only looked at."""
    running = launch(playwright, _installed(program_to_look_with(playwright)))
    yield running
    running.close()


@pytest.fixture
def browser_with_memory(start: Callable[..., Any]) -> Iterator[Any]:
    """Return Chromium as people have it: it keeps pages to go back to, as they were left."""
    running = start(ignore_default_args=["--disable-back-forward-cache"])
    yield running
    running.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[OpenPage]:  # noqa: ANN401 - Playwright may be missing
    """Return a way to open a page as a browser of some kind; each is watched until the end."""
    contexts = []
    complaints: list[str] = []

    def watch(request: Any) -> None:  # noqa: ANN401
        address = urlsplit(request.url)
        if address.scheme != "mailto" and address.hostname != "localhost":
            complaints.append(f"a request left for {request.url}")

    def listen(message: Any) -> None:  # noqa: ANN401
        expected = "the server responded with a status of" in message.text
        if message.type in {"error", "warning"} and not expected:
            complaints.append(f"{message.type}: {message.text}")

    def open_(url: str, *, scripts: bool = True, **kind: Any) -> Any:  # noqa: ANN401
        context = browser.new_context(java_script_enabled=scripts, **(kind or DESKTOP))
        contexts.append(context)
        context.on("request", watch)
        context.on("console", listen)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"a script failed: {error}"))
        page.goto(url)
        return page

    yield open_
    for context in contexts:
        state = context.storage_state(indexed_db=True)
        complaints += [f"{name} holds {kept}" for name, kept in state.items() if kept]
        complaints += [
            f"the session holds {page.url}"
            for page in context.pages
            if page.evaluate("window.sessionStorage.length")
        ]
        context.close()
    assert complaints == []


def _installed(program: str | None) -> str:
    if program is None:
        pytest.skip("no Chromium is installed")
    return program
