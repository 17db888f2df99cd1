"""What a browser shows, keeps and tells of somebody who goes the whole way: next to nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from werkzeug.datastructures import Headers

from tests.browser import acts
from tests.browser.acts import Page
from tests.browser.conftest import OpenPage
from tests.server_process import Server
from tests.soundness import header_faults

pytestmark = pytest.mark.browser

TYPED = {"note": "Quokka grandmother", "name": "Xanthippe Mxyzptlk", "place": "Ouagadougou"}
SECRETS = [word for text in TYPED.values() for word in text.split()]
"""Words that occur nowhere else."""
KEPT = """async () => [
    document.cookie,
    ...Object.keys(localStorage), ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map(each => each.name),
    ...await caches.keys(),
    ...(await navigator.serviceWorker.getRegistrations()).map(each => each.scope),
    window.name, JSON.stringify(history.state),
].filter(each => each && each !== "null")"""


def secrets_in(text: str) -> list[str]:
    """Return the typed words that a text holds."""
    return [word for word in SECRETS if word.casefold() in text.casefold()]


@dataclass(slots=True)
class Record:
    """All that a page asked and was answered, said and kept."""

    page: Page
    requests: list[Any] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    history: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def start(self) -> None:
        """Listen from now on."""
        context = self.page.context
        # Playwright leaves a mark on what it calls, which a list's own method does not take.
        context.on("request", lambda request: self.requests.append(request))  # noqa: PLW0108
        context.on("response", lambda answer: self.answers.append(answer))  # noqa: PLW0108
        context.on("console", lambda message: self.said.append(message.text))

    def look(self) -> None:
        """Take down the addresses and titles gone back to, and what the page keeps."""
        session = self.page.context.new_cdp_session(self.page)
        entries = session.send("Page.getNavigationHistory")["entries"]
        self.history += [f"{entry['url']} {entry['title']}" for entry in entries]
        self.kept += self.page.evaluate(KEPT)
        self.kept += [str(cookie) for cookie in self.page.context.cookies()]
        session.detach()

    def faults(self) -> Iterator[str]:
        """Yield what should not be."""
        for request in self.requests:
            if urlsplit(request.url).scheme != "mailto":  # which is for the mail program
                yield from _faults_of_request(request)
        for answer in self.answers:
            yield from _faults_of_answer(answer)
        yield from (f"it is kept: {each}" for each in self.kept)
        yield from (f"the history has {each}" for each in self.history if secrets_in(each))
        yield from (f"the console says {each}" for each in self.said if secrets_in(each))


def _faults_of_request(request: Any) -> Iterator[str]:  # noqa: ANN401 - Playwright's
    headers = request.all_headers()
    if urlsplit(request.url).hostname != "localhost":
        yield f"{request.url} is elsewhere"
    if secrets_in(request.url):
        yield f"{request.url} tells what was typed"
    for name in ("referer", "cookie"):
        if headers.get(name):
            yield f"{request.url} sends its {name}"
    if request.method != "POST" and request.post_data:
        yield f"{request.method} {request.url} carries something"


def _faults_of_answer(answer: Any) -> Iterator[str]:  # noqa: ANN401 - Playwright's
    headers = Headers((each["name"], each["value"]) for each in answer.headers_array())
    path = urlsplit(answer.url).path
    yield from (f"{answer.url}: {fault}" for fault in header_faults(headers, path))
    if answer.request.method == "POST" and headers["Cache-Control"] != "no-store":
        yield f"{answer.url} may be kept: {headers['Cache-Control']}"


def go_the_whole_way(page: Page, url: str) -> Iterator[str]:
    """Do everything there is to do, typing what is in no address; yield where one is."""
    page.goto(url)
    yield "start"
    acts.follow(page, acts.CHOOSE_AMONG_ALL)
    acts.ask_by_country(page)
    yield "choose"
    page.goto(f"{url}to/hrc-kr/")
    yield "write"
    acts.choose(page, "sign_as", "full")
    for name, text in TYPED.items():
        acts.field(page, name).press_sequentially(text)
    yield "typed"
    acts.ask_for(page, 0)
    acts.press(page, acts.SHOW)
    yield "error"
    acts.choose(page, "ask", acts.field(page, "ask").first.get_attribute("value"))
    acts.check(page)
    yield "check"
    acts.press(page, acts.CHANGE)
    acts.check(page)
    for way in (acts.PDF, acts.EML, acts.TXT):
        acts.download(page, way)
    acts.press(page, acts.PRINT)
    yield "taken"
    acts.press(page, acts.SAME_WORDS)
    acts.field(page, "find").fill("mex")
    acts.press(page, acts.SEARCH)
    acts.press(page, "Mexico")
    yield "the next"
    acts.check(page)
    acts.press(page, acts.SENT)
    yield "thanks"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_nothing_that_is_typed_is_anywhere_but_in_the_letter(
    server: Server, open_page: OpenPage, *, scripts: bool
) -> None:
    page = open_page("about:blank", scripts=scripts, reduced_motion="reduce")
    record = Record(page)
    record.start()
    asked = {}
    for place in go_the_whole_way(page, f"{server.url}/uyghur-assessment/"):
        if place == "typed" and scripts:
            page.locator("#changed:not(:empty)").wait_for(state="attached")  # it is redrawn
        record.look()
        asked[place] = len(record.requests)

    assert list(record.faults()) == []
    assert asked["typed"] == asked["write"], "typing alone asks the server for something"
    sent = [request for request in record.requests if secrets_in(request.post_data or "")]
    assert len(sent) > 5  # what was typed is seen by this test where it should be
    assert any("done" in each for each in record.history)


def test_no_other_page_can_frame_one_of_these(
    server: Server,
    browser: Any,  # noqa: ANN401 - Playwright may be missing
) -> None:
    page, framed = browser.new_page(), f"{server.url}/uyghur-assessment/"

    with page.expect_event("requestfailed", lambda request: request.url == framed) as refused:
        page.set_content(f'<iframe src="{framed}"></iframe>')

    assert refused.value.failure == "net::ERR_BLOCKED_BY_RESPONSE"
    page.context.close()
