"""What recipients answered: noted, corrected, counted, and shown where that is chosen."""

import pytest
from flask import Flask

from campaign.actions import facts
from campaign.cli.fact_imports import utc_now
from campaign.model.facts import FactTable
from campaign.model.organizer import Role
from campaign.web import services
from campaign.web.database import db
from tests.conftest import TEST_LETTERS, AppWith
from tests.organizers.browser import Browser, Person
from tests.organizers.lifecycle.test_campaign import SHOW, TO, launch
from tests.organizers.test_facts import shipped_by
from tests.pages import Page, Visitor

ANSWERS = "/organizers/orchard/answers/"
ONE = f"{ANSWERS}hrc-kr/2026-11-20"
GIVEN = {
    "target": "hrc-kr",
    "day": "2026-11-20",
    "gist": "It will raise the question.",
    "source": "letter shown to the organizers",
}
SEEN = "1 answer so far, as the organizers noted it"


@pytest.fixture
def app(app_with: AppWith, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr(services, "FRESH", -1)
    return app_with(letters=TEST_LETTERS)


@pytest.fixture
def ada(app: Flask) -> Browser:
    return Person.joined(Browser(app), "ada@example.org", Role.OWNER).browser


def note(browser: Browser, **changed: str) -> Page:
    """Note an answer and return the list, or the form with what is wrong."""
    form = browser.open(ANSWERS).form("Add").fill(**{**GIVEN, **changed})
    answer = browser.press(form, "Add")
    return (
        browser.open(ANSWERS) if answer.status_code == 303 else browser.page(ANSWERS, answer, 422)
    )


def show_to_supporters(app: Flask) -> None:
    with app.app_context():
        row = {"campaign": "orchard", "answers": "yes", "languages": "en ar"}
        facts.correct_fact(
            db.session, shipped_by(app), FactTable.OFFER, row, by="ada", at=utc_now()
        )


def test_an_answer_is_noted_with_its_day_and_source(ada: Browser) -> None:
    assert "No answer is noted yet." in ada.open(ANSWERS).text

    text = note(ada).text

    assert "20 November 2026 It will raise the question." in text
    assert "Source: letter shown to the organizers" in text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("target", "", "Choose who answered."),
        ("day", "", "Enter the day."),
        ("day", "2036-01-01", "This day has not come yet."),
        ("day", "20/11", "Enter the day."),
        ("gist", "", "Write what it says in up to 300 characters."),
        ("gist", "x" * 301, "Write what it says in up to 300 characters."),
        ("source", "", "Write a link, or who was shown the letter."),
        ("source", "=1+1", "Write a link, or who was shown the letter."),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    ada: Browser, field: str, typed: str, said: str
) -> None:
    assert said in note(ada, **{field: typed}).text
    assert "No answer is noted yet." in ada.open(ANSWERS).text


def test_a_second_answer_of_that_day_overwrites_nothing(ada: Browser) -> None:
    note(ada)

    assert "An answer of that day is there already" in note(ada, gist="Another.").text
    assert "Another." not in ada.open(ANSWERS).text


def test_it_is_corrected_and_its_history_stands_below(ada: Browser) -> None:
    note(ada)
    form = ada.open(ONE).form("Save").fill(day="2026-11-19", gist="It will ask.")

    assert ada.press(form, "Save").status_code == 303

    text = ada.open(ANSWERS).text
    assert "19 November 2026 It will ask." in text
    assert "20 November 2026" not in text
    assert "What was changed" in ada.open(f"{ANSWERS}hrc-kr/2026-11-19").text


def test_it_is_taken_away_and_back_again(ada: Browser) -> None:
    note(ada)
    answer = ada.press(ada.open(ONE).form("Take it away"), "Take it away")
    assert "No answer is noted yet." in ada.open(ANSWERS).text

    change = ada.open(answer.headers["Location"])
    form = next(form for form in change.forms if form.action.endswith("/undo"))
    ada.press(form, form.buttons[0].text)

    assert "It will raise the question." in ada.open(ANSWERS).text


def test_supporters_see_it_only_where_that_is_chosen(app: Flask, ada: Browser) -> None:
    note(ada)
    assert SEEN not in Visitor(app).open(TO).text

    show_to_supporters(app)

    text = Visitor(app).open(TO).text
    assert f"{SEEN} 20 November 2026 It will raise the question." in text
    assert "Supporters see these" in ada.open(ANSWERS).text
    assert SEEN not in Visitor(app).open("/orchard/to/hrc/").text


def test_the_rate_stands_with_its_base_on_the_page_and_in_the_files(
    app: Flask, ada: Browser
) -> None:
    launch(ada)
    visitor = Visitor(app)
    check = visitor.submit(visitor.open(TO).form(SHOW), SHOW)
    pdf = next(f for f in check.forms if any("txt" in b.action for b in f.buttons))
    visitor.press(pdf, next(b.text for b in pdf.buttons if "txt" in b.action))
    note(ada, day="2026-11-24")

    (row,) = [r for r in rows_of_answers(ada) if r["target"] == "hrc-kr"]

    assert (row["answers"], row["taken"], row["per_100_taken"]) == (1, 1, 100)
    assert row["said_sent"] == 0
    assert not row["per_100_said"]
    assert "Answers per 100 taken" in ada.open("/organizers/orchard/").text


def rows_of_answers(browser: Browser) -> list[dict[str, object]]:
    """Return the rows of the table of answers, as programs read it."""
    found = browser.get("/organizers/orchard/counts.json").json
    assert found
    return list(found["tables"]["by-answers"]["rows"])


def test_viewers_read_and_change_nothing(app: Flask, ada: Browser) -> None:
    note(ada)
    vic = Person.joined(Browser(app), "vic@example.org", Role.VIEWER).browser

    assert "Add" not in {b.text for form in vic.open(ANSWERS).forms for b in form.buttons}
    vic.open(ONE, 403)
