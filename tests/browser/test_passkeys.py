"""Passkeys in a real browser, with an authenticator that Chromium plays (WebAuthn, section 11)."""

import base64
import re
from collections.abc import Iterator
from typing import Any

import pytest

from campaign.cli.fact_imports import utc_now
from campaign.credentials import codes
from tests.organizers.browser import PASSWORD
from tests.server_process import Server, serving

pytestmark = pytest.mark.browser
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """Return a server without organizers, and the link that it prints."""
    with serving(tmp_path_factory.mktemp("first")) as server:
        assert server.process.stdout
        found = re.search(r"http://\S+", server.process.stdout.readline())
        assert found
        yield server, found[0]


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:  # noqa: ANN401 - Playwright may be missing
    """Return a page of a browser that has an authenticator and complains about nothing."""
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield page
    context.close()
    assert [each for each in complaints if "status of 422" not in each] == []


def test_the_first_owner_joins_adds_a_passkey_and_signs_in_by_it(
    first: tuple[Server, str],
    page: Any,  # noqa: ANN401 - Playwright may be missing
) -> None:
    server, link = first
    page.goto(link)
    written = page.locator("form .code").inner_text().replace(" ", "")
    page.get_by_label("Email address").fill("ada@example.org")
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("Code that the app shows").fill(_code(written))
    page.get_by_role("button", name="Join").click()
    page.get_by_role("link", name="I have kept them").click()

    page.goto(f"{server.url}/organizers/account")
    page.get_by_label("Name of the device").fill("my telephone")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_text("my telephone").first.wait_for()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Use a passkey").click()

    page.get_by_text("For all campaigns").wait_for()
    page.goto(f"{server.url}/organizers/again?next=/organizers/people")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("heading", name="People").wait_for()
    assert page.url == f"{server.url}/organizers/people"


def _code(written: str) -> str:
    return codes.code_at(base64.b32decode(written), codes.counter_at(utc_now()))
