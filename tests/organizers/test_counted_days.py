"""Counts that were a machine's are taken out as they stand, and put back as they were."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from campaign.model.letter import Way
from campaign.model.organizer import Role
from campaign.model.tally import Dimension, TallyKey
from campaign.store import tally
from campaign.web.database import db
from tests.conftest import TODAY
from tests.organizers.browser import Browser
from tests.organizers.conftest import MakePerson
from tests.pages import Page, Visitor
from tests.soundness import words

SLUG = "uyghur-assessment"
HERE = f"/organizers/{SLUG}/counted/"
SUNDAY = TODAY - timedelta(days=TODAY.weekday() + 1)
"""The last day of the last week that is over."""
YESTERDAY = TODAY - timedelta(days=1)
OUT, IN = "Take counts out", "Put counts in"


@pytest.fixture
def ada(person: MakePerson) -> Browser:
    """Return the browser of an organizer."""
    return person("ada@example.org", Role.ORGANIZER).browser


def count(app: Flask, day: date, times: int, *, way: Way = Way.PDF, marked: str = "") -> None:
    """Count letters of a day, in every dimension."""
    kinds = {
        Dimension.ALL: "",
        Dimension.TARGET: "hrc-kr",
        Dimension.ASK: "gov-revive-debate",
        Dimension.COUNTRY: "KR",
        Dimension.LANGUAGE: "en",
    }
    keys = [TallyKey(SLUG, by.period(day), way, by, value, marked) for by, value in kinds.items()]
    with app.app_context():
        tally.add_to_tally(db.session, keys, times=times)
        db.session.commit()


def move(ada: Browser, day: date, *, marked: str = "", reason: str = "a program") -> None:
    """Take a day's counts out, or count in those that a rule marked."""
    button = IN if marked else OUT
    page = ada.open(f"{HERE}day?day={day}&marked={marked}")
    ada.press(page.form(button).fill(reason=reason), button)


def to_undo(ada: Browser) -> Page:
    """Return the page that moves back what was moved last."""
    place = next(link for _, link in ada.open(HERE).links() if "/moves/" in link)
    return ada.open(place)


def undo(ada: Browser, button: str) -> None:
    """Move back what was moved last."""
    ada.press(to_undo(ada).form(button).fill(reason="it was people"), button)


def tables(ada: Browser) -> Any:  # noqa: ANN401 - as JSON has them
    return json.loads(ada.get(f"/organizers/{SLUG}/counts.json").text)["tables"]


def countries(ada: Browser) -> dict[str, int]:
    return {row["country"]: row["pdf"] for row in tables(ada)["by-country"]["rows"] if row["pdf"]}


def totals(ada: Browser) -> dict[str, int]:
    return {row["way"]: row["times"] for row in tables(ada)["by-way"]["rows"]}


def public(app: Flask) -> Any:  # noqa: ANN401 - as JSON has it
    return Visitor(app).get(f"/{SLUG}/counts.json").json


def test_a_day_is_shown_before_it_is_taken_out_of_every_figure(app: Flask, ada: Browser) -> None:
    count(app, SUNDAY, 900)
    count(app, SUNDAY - timedelta(days=1), 30)

    preview = ada.open(f"{HERE}day?day={SUNDAY}&marked=")

    assert "PDF 900 930 30" in words(preview.find("tbody"))
    assert totals(ada) == {"pdf": 930}
    move(ada, SUNDAY)
    found = tables(ada)
    assert totals(ada) == {"pdf": 30}
    assert [row["pdf"] for row in found["by-day"]["rows"]] == [30]
    assert next(row for row in found["by-target"]["rows"] if row["target"] == "hrc-kr")["pdf"] == 30
    assert max(row["pdf"] for row in found["by-ask"]["rows"]) == 30
    assert public(app)["counts"] == {"pdf": 30}
    assert public(app)["by_target"]["hrc-kr"] == {"pdf": 30}


def test_what_was_taken_out_is_put_back_as_it_was(app: Flask, ada: Browser) -> None:
    for days in (1, 2, 3):
        count(app, TODAY - timedelta(days=days), 10 * days)
    before = tables(ada)
    move(ada, YESTERDAY)
    assert tables(ada) != before

    undo(ada, IN)

    assert tables(ada) == before
    assert "Moved" not in ada.open(HERE).text


def test_what_a_rule_marked_is_counted_in_by_its_day_and_out_again(
    app: Flask, ada: Browser
) -> None:
    count(app, YESTERDAY, 10)
    count(app, YESTERDAY, 4, marked="quick")
    count(app, SUNDAY - timedelta(days=1), 5, marked="quick")

    move(ada, YESTERDAY, marked="quick")

    assert totals(ada) == {"pdf": 14}
    undo(ada, OUT)
    assert totals(ada) == {"pdf": 10}


def test_weeks_that_were_shown_stay_by_country(app: Flask, ada: Browser) -> None:
    count(app, SUNDAY, 900)
    assert countries(ada) == {"KR": 900}

    preview = ada.open(f"{HERE}day?day={SUNDAY}&marked=")
    move(ada, SUNDAY)

    assert "the figures of that week were shown, and are final" in preview.text
    assert countries(ada) == {"KR": 900}


@pytest.mark.slow
def test_a_week_that_was_not_shown_yet_is_left_out_while_a_day_of_it_is(
    app: Flask, ada: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    count(app, SUNDAY, 900)
    count(app, SUNDAY - timedelta(weeks=1), 30)
    move(ada, SUNDAY)

    assert countries(ada) == {"KR": 30}
    assert "Left out, since counts of it were taken out" in ada.open(f"/organizers/{SLUG}/").text
    undo(ada, IN)
    assert countries(ada) == {"KR": 30}  # until the next week is shown
    next_week = TODAY + timedelta(weeks=1)
    monkeypatch.setattr("campaign.web.services.Services.today", lambda _: next_week)
    assert countries(ada) == {"KR": 930}


def test_the_audit_has_who_what_and_why(app: Flask, person: MakePerson) -> None:
    ada = person().browser
    count(app, YESTERDAY, 10)
    move(ada, YESTERDAY, reason="one address, all night")
    undo(ada, IN)

    audit = ada.open("/organizers/audit").text

    assert f"took counts out: {SLUG}: {YESTERDAY}: one address, all night" in audit
    assert f"put counts in: {SLUG}: {YESTERDAY}: it was people" in audit


def test_nothing_is_moved_without_a_reason(app: Flask, ada: Browser) -> None:
    count(app, YESTERDAY, 10)
    form = ada.open(f"{HERE}day?day={YESTERDAY}&marked=").form(OUT)

    answer = ada.press(form, OUT)

    assert answer.status_code == 422
    assert "Write why" in answer.text
    assert totals(ada) == {"pdf": 10}


def test_two_at_once_move_it_once(app: Flask, ada: Browser) -> None:
    count(app, YESTERDAY, 10)
    form = ada.open(f"{HERE}day?day={YESTERDAY}&marked=").form(OUT).fill(reason="a program")
    ada.press(form, OUT)
    back = to_undo(ada).form(IN).fill(reason="it was people")
    ada.press(back, IN)

    assert ada.press(back, IN).status_code == 409
    count(app, YESTERDAY, 3)
    assert ada.press(form, OUT).status_code == 409  # not what was seen
    assert totals(ada) == {"pdf": 13}


@pytest.mark.parametrize("where", ["day?day=2026-11-23", "day?day=x", "day", "moves/7"])
def test_what_is_not_there_is_not_moved(ada: Browser, where: str) -> None:
    assert ada.get(f"{HERE}{where}").status_code in {404, 409}


def test_today_is_not_over_and_not_offered(app: Flask, ada: Browser) -> None:
    count(app, TODAY, 10)

    assert "No day with counts is over yet." in ada.open(HERE).text
    assert ada.get(f"{HERE}day?day={TODAY}").status_code == 409
