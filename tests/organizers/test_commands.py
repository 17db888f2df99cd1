"""Organizers from the command line."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from campaign import create_app
from campaign.cli import main
from campaign.settings import from_environment
from tests.conftest import end
from tests.organizers.browser import Browser, Person

TOKEN = re.compile(r"http://localhost:8000/organizers/join/(\S+)")


@pytest.fixture(autouse=True)
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the commands to an instance of their own."""
    monkeypatch.setenv("CAMPAIGN_INSTANCE", str(tmp_path))
    return tmp_path


def run(*arguments: str, status: int = 0) -> Result:
    result = CliRunner().invoke(main, ["organizers", *arguments])
    assert result.exit_code == status, result.output
    return result


@pytest.fixture
def app(instance: Path) -> Iterator[Flask]:
    """Return an application as the operator serves it."""
    app = create_app(from_environment({"CAMPAIGN_INSTANCE": str(instance)}))
    yield app
    end(app)


def join(said: str, app: Flask) -> Person:
    found = TOKEN.search(said)
    assert found
    return Person.join(Browser(app), found[1], "ada@example.org")


@pytest.mark.slow
def test_the_operator_adds_lists_invites_again_and_removes(app: Flask) -> None:
    said = run("add", "Ada@example.org", "--role", "owner").output
    assert "owner      ada@example.org (invited until" in run("list").output

    ada = join(said, app)
    assert run("list").output == "owner      ada@example.org\n"
    assert "Owner" in ada.browser.open("/organizers/").text
    again = join(run("invite", "ada@example.org").output, app)
    assert "Owner" in again.browser.open("/organizers/").text
    assert ada.browser.get("/organizers/").status_code == 303

    assert "only owner" in run("remove", "ada@example.org", status=1).output
    join(run("add", "ada@example.org").output, app)
    assert run("list").output == "owner      ada@example.org\n"


def test_who_is_not_there_is_not_invited_again_or_removed() -> None:
    for command in ("invite", "remove"):
        said = run(command, "nobody@example.org", status=1).output
        assert "nobody@example.org is not an organizer" in said


def test_what_is_no_address_is_not_invited() -> None:
    assert "not an email address" in run("add", "ada", status=2).output
