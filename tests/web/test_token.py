"""A form's token says that it came from a page of ours, and when that page was made."""

from datetime import timedelta

import itsdangerous
import pytest
from flask import Flask

from tests.conftest import AppWith
from tests.pages import Form, Visitor

WRITE = "/uyghur-assessment/to/hrc-kr/"
SHOW, PDF = "Show my letter", "Download the PDF"
TOO_OLD = "This page was open for a long time. Nothing is lost: press again."
FORGED = "form.awTgcg.RJaHxFbnQF2BAAzzlio6KCAzlS8"


def typed_in(visitor: Visitor) -> Form:
    return visitor.open(WRITE).form(SHOW).fill(note="A note.", sign_as="full", name="N", place="P")


def made_ago(monkeypatch: pytest.MonkeyPatch, ago: timedelta) -> None:
    """Let pages be made as if it were earlier; `undo` brings the present back."""
    now = itsdangerous.TimestampSigner("any").get_timestamp()
    monkeypatch.setattr(
        itsdangerous.TimestampSigner,
        "get_timestamp",
        lambda _: now - int(ago.total_seconds()),
    )


def old_form(visitor: Visitor, ago: timedelta) -> Form:
    """Return a form from a page that has been open for that long."""
    with pytest.MonkeyPatch.context() as then:
        made_ago(then, ago)
        return typed_in(visitor)


@pytest.mark.parametrize("ago", [timedelta(days=1), timedelta(days=3) - timedelta(minutes=1)])
def test_yesterdays_page_still_works(app: Flask, ago: timedelta) -> None:
    visitor = Visitor(app)

    page = visitor.submit(old_form(visitor, ago), SHOW)

    assert visitor.press(page.form(PDF), PDF).mimetype == "application/pdf"


@pytest.mark.parametrize("case", ["missing", "empty", "forged", "too old"])
def test_a_token_that_is_no_good_loses_nothing_and_is_renewed(app: Flask, case: str) -> None:
    visitor = Visitor(app)
    form = {
        "missing": lambda: typed_in(visitor).without("token"),
        "empty": lambda: typed_in(visitor).forge(token=""),
        "forged": lambda: typed_in(visitor).forge(token=FORGED),
        "too old": lambda: old_form(visitor, timedelta(days=3, seconds=1)),
    }[case]()

    page = visitor.submit(form, SHOW, 422)

    assert page.links(".errors") == [(TOO_OLD, "#content")]
    again = page.form(SHOW)
    assert again.without("token").values == form.without("token").values
    assert again.values["token"] != form.values.get("token")
    assert visitor.submit(again, SHOW).heading == "Check your letter"


@pytest.mark.parametrize(("ahead", "status"), [(2, 200), (60, 200), (61, 422)])
def test_a_page_of_a_node_whose_clock_is_a_little_ahead_works(
    app: Flask, ahead: int, status: int
) -> None:
    visitor = Visitor(app)
    with pytest.MonkeyPatch.context() as then:
        made_ago(then, -timedelta(seconds=ahead))
        form = typed_in(visitor)
        now = itsdangerous.TimestampSigner("any").get_timestamp() - ahead
    with pytest.MonkeyPatch.context() as still:  # or a slow machine would be a second later
        still.setattr(itsdangerous.TimestampSigner, "get_timestamp", lambda _: now)
        visitor.submit(form, SHOW, status)


@pytest.mark.slow
def test_a_page_of_a_node_whose_clock_is_ahead_is_not_taken_for_automatic(
    app_with: AppWith,
) -> None:
    visitor = Visitor(app_with(min_seconds=60))

    visitor.submit(old_form(visitor, -timedelta(seconds=30)), SHOW)

    assert visitor.counts() == {"prepared": 1}


def test_each_page_that_is_sent_has_a_word_of_its_own(app: Flask) -> None:
    visitor = Visitor(app)

    words = {typed_in(visitor).values["token"][0].split(".")[0] for _ in range(5)}

    assert len(words) == 5


@pytest.mark.slow
def test_a_letter_is_prepared_once_however_often_its_page_is_loaded_again(app: Flask) -> None:
    visitor = Visitor(app)
    form = typed_in(visitor)

    for _ in range(3):
        page = visitor.submit(form, SHOW)
        edit = visitor.submit(page.form("Change something"), "Change something")
        visitor.submit(edit.form(SHOW).fill(note="Another note."), SHOW)
        for button in (PDF, "I posted it"):
            visitor.press(page.form(button), button)
    visitor.submit(typed_in(visitor), SHOW)

    assert visitor.counts() == {"prepared": 2, "pdf": 1, "posted": 1}


def test_a_token_of_another_instance_is_no_good(app: Flask, app_with: AppWith) -> None:
    other = app_with(secret_key="another secret of the tests, as long")  # noqa: S106 - no secret
    form = typed_in(Visitor(other))

    Visitor(app).submit(form, SHOW, 422)


def test_a_letter_on_a_page_too_old_is_not_lost(app: Flask) -> None:
    visitor = Visitor(app)
    with pytest.MonkeyPatch.context() as then:
        made_ago(then, timedelta(days=3, seconds=1))
        form = visitor.submit(typed_in(visitor), SHOW).form(PDF)

    page = visitor.submit(form, PDF, 422)

    assert page.form(SHOW).without("token").values == form.without("token").without("to").values


def test_a_report_from_a_page_too_old_can_be_made_again(app: Flask) -> None:
    visitor = Visitor(app)
    with pytest.MonkeyPatch.context() as then:
        made_ago(then, timedelta(days=3, seconds=1))
        form = visitor.submit(typed_in(visitor), SHOW).form("I posted it")

    page = visitor.submit(form, "I posted it", 422)

    assert page.heading == "Your report was not counted yet"
    assert visitor.press(page.form("I posted it"), "I posted it").status_code == 303


def test_a_page_that_is_passed_on_keeps_the_time_it_was_made(app: Flask) -> None:
    visitor = Visitor(app)
    form = old_form(visitor, timedelta(hours=1))

    page = visitor.submit(form, SHOW)

    assert page.form(PDF).values["token"] == form.values["token"]
    assert page.form("I posted it").values["token"] == form.values["token"]


@pytest.mark.parametrize("least", [0, 60])
def test_a_form_that_comes_back_faster_than_people_read_is_counted_apart(
    app_with: AppWith, least: float
) -> None:
    visitor = Visitor(app_with(min_seconds=least))

    page = visitor.submit(typed_in(visitor), SHOW)

    assert page.heading == "Check your letter"
    counts = visitor.counts()
    assert counts == ({} if least else {"prepared": 1})
    assert ("1 of 5,000" in visitor.open("/").text) == (not least)


def test_a_form_that_comes_back_in_time_is_counted(app_with: AppWith) -> None:
    visitor = Visitor(app_with(min_seconds=60))

    visitor.submit(old_form(visitor, timedelta(seconds=61)), SHOW)

    assert visitor.counts() == {"prepared": 1}
