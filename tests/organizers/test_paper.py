"""What hosts propose is decided on by organizers, who also count and correct by themselves."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from campaign.actions import audit
from campaign.actions import paper_count_proposals as actions
from campaign.cli.fact_imports import utc_now
from campaign.model.audit import AuditEvent
from campaign.model.organizer import Role
from campaign.model.paper_counts import PaperCountKind
from campaign.store import paper_counts
from campaign.store.tables.counts import PaperCountRow
from campaign.web.database import db
from campaign.web.organizers.paper_counts.forms import ALSO, INSTEAD
from tests.organizers.browser import Browser
from tests.organizers.conftest import MakePerson
from tests.pages import Form, Page, Visitor
from tests.soundness import words

REAL = "uyghur-assessment"
HERE = f"/organizers/{REAL}/paper/"
EVENINGS = f"/organizers/{REAL}/print/"
SEND, ACCEPT, DECLINE, CORRECT = "Send the numbers", "Accept", "Decline", "Correct the count"
ENTER, ENTERED = "Count these letters", f"{HERE}new"


@pytest.fixture
def ada(person: MakePerson) -> Browser:
    return person("ada@example.org", Role.ORGANIZER).browser


def propose(app: Flask, number: int = 17, event: str = "LEEDS-1", to: str = "hrc-kr") -> None:
    """Send a number as a host does, by the link of the event."""
    visitor = Visitor(app)
    form = visitor.open(actions.path_of(app.extensions["services"].seals, REAL, event, [to])).form(
        SEND
    )
    answer = visitor.press(form.fill(**{f"times-{to}": str(number)}), SEND)
    assert answer.status_code == 303


def form_to_enter(browser: Browser, **numbers: int) -> Form:
    """Return the form to enter a count, with a number for each of some delegations."""
    to = "&".join(f"to=hrc-{state}" for state in numbers)
    filled = {f"times-hrc-{state}": str(number) for state, number in numbers.items()}
    return browser.open(f"{ENTERED}?{to}").form(ENTER).fill(event="leeds-1", **filled)


def sums(app: Flask) -> dict[str, dict[PaperCountKind, int]]:
    with app.app_context():
        found = paper_counts.sum_counts(db.session, REAL)
        return {target: dict(each) for target, each in found.items()}


def published(app: Flask) -> Any:  # noqa: ANN401 - JSON
    return Visitor(app).get(f"/{REAL}/counts.json").json


def deeds(app: Flask) -> Sequence[tuple[AuditEvent, str, str]]:
    """Return what was done with counts since the newest organizer signed in, the newest first."""
    with app.app_context():
        entries = audit.read_page(db.session, before=None, most=20)
    before = next(i for i, each in enumerate(entries) if each.what is AuditEvent.SIGNED_IN)
    return [(each.what, each.who, each.about) for each in entries[:before]]


def history(page: Page) -> list[str]:
    return [words(each) for each in page.document.query(".history > li")]


def decide(browser: Browser, button: str, event: str = "LEEDS-1") -> Page:
    """Press a button of an open proposal and return the page that it leads to."""
    said = f"{button} {event}"
    answer = browser.press(browser.open(EVENINGS).form(said), said)
    assert answer.status_code == 303
    return browser.open(answer.headers["Location"])


def test_what_a_host_proposes_counts_when_an_organizer_accepts_it(app: Flask, ada: Browser) -> None:
    propose(app)
    page = ada.open(EVENINGS)
    assert "1 event waits for you" in page.text
    assert "Republic of Korea" in page.find("article").to_text()
    assert sums(app) == {}

    page = decide(ada, ACCEPT)

    assert "Nothing waits for you." in page.text
    assert sums(app) == {"hrc-kr": {PaperCountKind.SIGNED: 17}}
    assert deeds(app) == [
        (AuditEvent.COUNT_ACCEPTED, "ada@example.org", f"{REAL}: LEEDS-1: signed: hrc-kr 17")
    ]
    assert Visitor(app).counts() == {}


def test_what_is_declined_does_not_count_and_stays_in_the_history(app: Flask, ada: Browser) -> None:
    propose(app)

    decide(ada, DECLINE)

    assert sums(app) == {}
    page = ada.open(f"{HERE}events/LEEDS-1")
    assert "No letters of this event count yet." in page.text
    declined, sent = history(page)
    assert "was declined" in declined
    assert "ada@example.org" in declined
    assert "was sent by the link of the event" in sent
    assert "example.org" not in sent
    assert [what for what, _, _ in deeds(app)] == [AuditEvent.COUNT_DECLINED]


def test_a_proposal_is_accepted_with_other_numbers(app: Flask, ada: Browser) -> None:
    propose(app)
    page = ada.follow(ada.open(EVENINGS), "Change the numbers first LEEDS-1")
    button = "Accept these numbers"
    form = page.form(button)
    assert form.values["times-hrc-kr"] == ("17",)

    answer = ada.press(form.fill(**{"times-hrc-kr": "16"}, day="2026-11-20"), button)

    assert sums(app) == {"hrc-kr": {PaperCountKind.SIGNED: 16}}
    page = ada.open(answer.headers["Location"])
    assert "Counted on 20 November 2026" in page.text
    changed, sent = history(page)
    assert "was accepted with other numbers" in changed
    assert "17 now 16" in changed
    assert "17" in sent
    assert deeds(app)[0][2] == f"{REAL}: LEEDS-1: signed: hrc-kr 17 -> hrc-kr 16"


@pytest.mark.parametrize(
    ("button", "counted"), [("Count these instead", 19), ("Count these as well", 17 + 19)]
)
def test_a_second_proposal_counts_instead_of_the_first_or_as_well(
    app: Flask, ada: Browser, button: str, counted: int
) -> None:
    propose(app)
    decide(ada, ACCEPT)
    propose(app, 19)
    assert "17 letters of this event count already." in ada.open(EVENINGS).text

    decide(ada, button)

    assert sums(app) == {"hrc-kr": {PaperCountKind.SIGNED: counted}}


def test_a_sending_after_an_hour_is_shown_beside_the_first_and_compared(
    app: Flask, ada: Browser
) -> None:
    propose(app)
    with app.app_context():
        db.session.execute(update(PaperCountRow).values(at=utc_now() - timedelta(minutes=61)))
        db.session.commit()
    propose(app, 19)

    page = ada.open(EVENINGS)
    assert "1 event waits for you" in page.text
    assert page.text.count("1 other sending of this event waits too.") == 2

    decide(ada, ACCEPT, "LEEDS-1: 19")
    assert "19 letters of this event count already." in ada.open(EVENINGS).text
    decide(ada, DECLINE)
    assert sums(app) == {"hrc-kr": {PaperCountKind.SIGNED: 19}}


def test_the_same_sent_again_after_it_was_accepted_is_not_counted_by_itself(
    app: Flask, ada: Browser
) -> None:
    propose(app)
    decide(ada, ACCEPT)
    propose(app)

    assert sums(app) == {"hrc-kr": {PaperCountKind.SIGNED: 17}}
    decide(ada, DECLINE)
    assert sums(app) == {"hrc-kr": {PaperCountKind.SIGNED: 17}}


def test_an_organizer_enters_several_numbers_at_once(app: Flask, ada: Browser) -> None:
    form = form_to_enter(ada, kr=17, mx=3).fill(kind="handed_over")

    answer = ada.press(form, ENTER)

    assert answer.headers["Location"] == f"{HERE}events/LEEDS-1"
    assert sums(app) == {
        "hrc-kr": {PaperCountKind.HANDED_OVER: 17},
        "hrc-mx": {PaperCountKind.HANDED_OVER: 3},
    }
    (entered,) = history(ada.open(answer.headers["Location"]))
    assert "Handed over was entered" in entered
    assert deeds(app) == [
        (
            AuditEvent.COUNT_ENTERED,
            "ada@example.org",
            f"{REAL}: LEEDS-1: handed_over: hrc-kr 17, hrc-mx 3",
        )
    ]


def test_a_recipient_is_found_and_added_and_all_that_was_typed_stays(ada: Browser) -> None:
    form = form_to_enter(ada, kr=17).fill(find="mexico", day="2026-11-20")

    page = ada.submit(form, "Search")

    kept = page.form(ENTER)
    assert kept.values["event"] == ("leeds-1",)
    assert kept.values["day"] == ("2026-11-20",)
    assert kept.values["times-hrc-kr"] == ("17",)
    assert "Mexico" in page.find(".delegations").to_text()


@pytest.mark.parametrize(("field", "value", "said"), [
    ("event", "", "Write a code of up to 20 letters, digits and hyphens, such as LEEDS-1."),
    ("event", "LEEDS 1", "Write a code of up to 20 letters, digits and hyphens, such as LEEDS-1."),
    ("day", "", "Enter the whole day: day, month and year."),
    ("day", "yesterday", "Enter the whole day: day, month and year."),
    ("day", "9999-12-31", "This day has not come yet. Choose an earlier one."),
    ("kind", "burnt", "“What was counted?”: this cannot be chosen here. Choose again."),
    ("times-hrc-kr", "many", "Write a whole number from 0 to 9,999."),
    ("times-hrc-kr", "", "Write how many letters there are, to one recipient or more."),
])  # fmt: skip
def test_mistakes_are_said_and_nothing_typed_is_lost(
    app: Flask, ada: Browser, field: str, value: str, said: str
) -> None:
    form = form_to_enter(ada, kr=17).forge(**{field: value})

    page = ada.submit(form, ENTER, 422)

    assert [wrong for wrong, _ in page.links(".errors")] == [said]
    kept = page.form(ENTER).values
    if field != "kind":
        assert kept[field] == (value,) or field == "day"
    assert field == "times-hrc-kr" or kept["times-hrc-kr"] == ("17",)
    assert sums(app) == {}


@pytest.mark.parametrize(("choice", "counted"), [(ALSO, 20), (INSTEAD, 3)])
def test_letters_of_an_event_that_counts_already_are_not_counted_twice_unasked(
    app: Flask, ada: Browser, choice: str, counted: int
) -> None:
    ada.press(form_to_enter(ada, kr=17), ENTER)

    page = ada.submit(form_to_enter(ada, kr=3), ENTER, 422)

    assert page.links(".errors") == [
        ("Say whether these are the same letters or others.", "#beside-also")
    ]
    assert sums(app) == {"hrc-kr": {PaperCountKind.SIGNED: 17}}
    ada.press(page.form(ENTER).fill(beside=choice), ENTER)
    assert sums(app) == {"hrc-kr": {PaperCountKind.SIGNED: counted}}


def test_letters_that_were_signed_and_then_handed_over_are_two_figures(
    app: Flask, ada: Browser
) -> None:
    ada.press(form_to_enter(ada, kr=17), ENTER)

    assert ada.press(form_to_enter(ada, kr=15).fill(kind="handed_over"), ENTER).status_code == 303

    assert sums(app) == {"hrc-kr": {PaperCountKind.SIGNED: 17, PaperCountKind.HANDED_OVER: 15}}


def test_a_count_is_corrected_and_its_history_kept(app: Flask, ada: Browser) -> None:
    propose(app)
    decide(ada, ACCEPT)
    page = ada.follow(ada.open(f"{HERE}events/LEEDS-1"), "Correct it")
    form = page.form(CORRECT).fill(reason="Two were counted twice", **{"times-hrc-kr": "15"})

    page = ada.open(ada.press(form, CORRECT).headers["Location"])

    assert sums(app) == {"hrc-kr": {PaperCountKind.SIGNED: 15}}
    corrected, accepted, _ = history(page)
    assert "was corrected" in corrected
    assert "17 now 15" in corrected
    assert "Two were counted twice" in corrected
    assert "was accepted" in accepted
    what, _, about = deeds(app)[0]
    assert (what, about) == (
        AuditEvent.COUNT_CORRECTED,
        f"{REAL}: LEEDS-1: signed: hrc-kr 17 -> hrc-kr 15",
    )


def test_a_count_is_taken_back_by_making_it_nothing(app: Flask, ada: Browser) -> None:
    ada.press(form_to_enter(ada, kr=17), ENTER)
    form = ada.follow(ada.open(f"{HERE}events/LEEDS-1"), "Correct it").form(CORRECT)

    page = ada.open(ada.press(form.fill(**{"times-hrc-kr": "0"}), CORRECT).headers["Location"])

    assert sums(app) == {}
    assert "17 now 0" in history(page)[0]


# --- Two at once ---------------------------------------------------------------------------------


def pressed_by(browser: Browser, form: Form, button: str) -> Callable[[], int]:
    return lambda: browser.press(form, button).status_code


def at_once(*presses: Callable[[], int]) -> list[int]:
    """Press several buttons at the same time and return the statuses that answer, sorted."""
    with ThreadPoolExecutor(len(presses)) as hands:
        return sorted(each.result() for each in [hands.submit(press) for press in presses])


def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told(
    app: Flask, ada: Browser, person: MakePerson
) -> None:
    ben = person("ben@example.org", Role.ORGANIZER).browser
    propose(app)
    mine, theirs = (each.open(EVENINGS).form(f"{ACCEPT} LEEDS-1") for each in (ada, ben))

    answers = at_once(
        pressed_by(ada, mine, f"{ACCEPT} LEEDS-1"), pressed_by(ben, theirs, f"{ACCEPT} LEEDS-1")
    )

    assert answers == [303, 409]
    assert sums(app) == {"hrc-kr": {PaperCountKind.SIGNED: 17}}
    page = ada.submit(mine, f"{ACCEPT} LEEDS-1", 409)
    assert page.heading == "Somebody else changed this meanwhile"
    assert len(deeds(app)) == 1


def test_of_two_who_correct_at_once_one_wins(app: Flask, ada: Browser, person: MakePerson) -> None:
    ben = person("ben@example.org", Role.ORGANIZER).browser
    ada.press(form_to_enter(ada, kr=17), ENTER)
    corrections = [
        pressed_by(
            each,
            each.follow(each.open(f"{HERE}events/LEEDS-1"), "Correct it")
            .form(CORRECT)
            .fill(**{"times-hrc-kr": number}),
            CORRECT,
        )
        for each, number in ((ada, "16"), (ben, "18"))
    ]

    assert at_once(*corrections) == [303, 409]

    assert sums(app) in (
        {"hrc-kr": {PaperCountKind.SIGNED: 16}},
        {"hrc-kr": {PaperCountKind.SIGNED: 18}},
    )


def test_of_two_who_enter_the_same_event_at_once_one_is_asked(
    app: Flask, ada: Browser, person: MakePerson
) -> None:
    ben = person("ben@example.org", Role.ORGANIZER).browser
    mine, theirs = form_to_enter(ada, kr=17), form_to_enter(ben, kr=17)

    first, second = at_once(pressed_by(ada, mine, ENTER), pressed_by(ben, theirs, ENTER))

    assert (first, second) in {(303, 422), (303, 409)}
    assert sums(app) == {"hrc-kr": {PaperCountKind.SIGNED: 17}}


def test_a_proposal_is_not_accepted_beside_a_count_that_nobody_saw(
    app: Flask, ada: Browser
) -> None:
    propose(app)
    form = ada.open(EVENINGS).form(f"{ACCEPT} LEEDS-1")
    ada.press(form_to_enter(ada, kr=17), ENTER)

    ada.submit(form, f"{ACCEPT} LEEDS-1", 409)

    assert sums(app) == {"hrc-kr": {PaperCountKind.SIGNED: 17}}


def test_what_was_replaced_or_declined_cannot_be_changed_any_more(app: Flask, ada: Browser) -> None:
    propose(app)
    page = ada.follow(ada.open(EVENINGS), "Change the numbers first LEEDS-1")
    form = page.form("Accept these numbers")
    decide(ada, DECLINE)

    ada.submit(form, "Accept these numbers", 409)

    assert ada.open(page.url, 409).heading == "Somebody else changed this meanwhile"
    assert sums(app) == {}


@pytest.mark.parametrize("seen", ["54321 x", "-1", "99999999999", ""])
def test_forged_numbers_of_counts_change_nothing(app: Flask, ada: Browser, seen: str) -> None:
    ada.press(form_to_enter(ada, kr=17), ENTER)
    propose(app)
    form = ada.open(EVENINGS).form("Count these instead LEEDS-1").forge(seen=seen)

    ada.submit(form, "Count these instead LEEDS-1", 409)

    assert sums(app) == {"hrc-kr": {PaperCountKind.SIGNED: 17}}


# --- Looking -------------------------------------------------------------------------------------


def test_viewers_see_counts_and_decide_nothing(
    app: Flask, ada: Browser, person: MakePerson
) -> None:
    vera = person("vera@example.org", Role.VIEWER).browser
    ada.press(form_to_enter(ada, kr=17), ENTER)
    propose(app, event="YORK-1")

    page = vera.open(EVENINGS)

    assert "17" in page.find(".number").to_text()
    assert "1 event waits" in page.text
    assert [button for form in page.forms for button in form.buttons if button.values] == []
    assert "Describe an evening" not in [said for said, _ in page.links("main")]
    assert {form.action for form in page.forms} == {"/organizers/out"}
    assert "Correct it" not in vera.open(f"{HERE}events/LEEDS-1").text


def test_events_are_listed_a_page_at_a_time(
    app: Flask, ada: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaign.web.organizers.printing.evenings.ON_A_PAGE", 2)
    for number in range(5):
        propose(app, event=f"E-{number}")

    shown, page = [], ada.open(EVENINGS)
    while True:
        shown.append([words(each) for each in page.document.query("tbody th")])
        if "Older events" not in page.text:
            break
        page = ada.follow(page, "Older events")

    assert shown == [["E-4", "E-3"], ["E-2", "E-1"], ["E-0"]]
    for place in (HERE, EVENINGS):
        assert ada.get(f"{place}?before={2**40}").status_code == 404


def test_what_is_not_there_is_said_to_be_missing(ada: Browser) -> None:
    assert ada.open(f"{HERE}events/NOWHERE-1", 404).heading == "There is no such count"
    assert ada.open(f"{HERE}12345", 404).heading == "There is no such count"


@pytest.mark.slow
def test_an_events_link_and_code_lead_to_its_page(app: Flask, ada: Browser) -> None:
    page = ada.open(f"{HERE}link?event=leeds-1&to=hrc-kr")

    address = page.find("#link").to_text().strip()
    path = actions.path_of(app.extensions["services"].seals, REAL, "LEEDS-1", ["hrc-kr"])
    assert address.endswith(f"://localhost{path}")
    assert page.find(".qr svg")
    assert "LEEDS-1" in Visitor(app).open(path).text
    files = [link for said, link in page.links() if said.startswith("Download")]
    assert [ada.get(link).mimetype for link in files] == ["image/png", "image/svg+xml"]
    wrong = ada.open(f"{HERE}link?event=LEEDS 1", 422)
    assert wrong.links(".errors")[0][1] == "#event"
    assert ada.get(f"{HERE}code.svg?event=LEEDS 1").status_code == 404


# --- Apart from what was counted online ----------------------------------------------------------


def test_the_public_counts_have_them_apart(app: Flask, ada: Browser) -> None:
    assert published(app)["on_paper"] == {"signed": 0, "handed_over": 0, "by_target": {}}
    ada.press(form_to_enter(ada, kr=17, mx=3), ENTER)
    ada.press(form_to_enter(ada, kr=15).fill(kind="handed_over"), ENTER)
    propose(app, 500, event="YORK-1")

    found = published(app)

    assert found["on_paper"] == {
        "signed": 20,
        "handed_over": 15,
        "by_target": {"hrc-kr": {"signed": 17, "handed_over": 15}, "hrc-mx": {"signed": 3}},
    }
    assert (found["counts"], found["by_target"], found["by_ask"]) == ({}, {}, {})


def test_the_overview_has_them_apart_and_of_the_chosen_days(app: Flask, ada: Browser) -> None:
    ada.press(form_to_enter(ada, kr=17).fill(day="2026-10-01"), ENTER)
    ada.press(form_to_enter(ada, kr=15, mx=2).fill(kind="handed_over"), ENTER)
    propose(app, event="YORK-1")

    def rows(days: str = "") -> list[dict[str, object]]:
        found = ada.get(f"/organizers/{REAL}/counts.json{days}").json
        assert found is not None
        counted = found["tables"]["by-on-paper"]["rows"]
        return [{name: row[name] for name in ("target", *PaperCountKind)} for row in counted]

    assert rows() == [
        {"target": "hrc-kr", "signed": 17, "handed_over": 15},
        {"target": "hrc-mx", "signed": 0, "handed_over": 2},
    ]
    assert rows("?from=2026-09-01&to=2026-10-31") == [
        {"target": "hrc-kr", "signed": 17, "handed_over": 0}
    ]
    page = ada.open(f"/organizers/{REAL}/?from=2026-09-01&to=2026-10-31")
    assert "Nothing was counted on these days." in page.text
    table = page.find("table[aria-labelledby=by-on-paper]")
    assert words(table.query("tbody tr")[0]).endswith("17 0")
    assert words(table.query("tbody tr")[-1]) == "In all 17 0"
    assert "1 event waits to be accepted." in page.text
    assert "Shown: 1 October 2026 to" in ada.open(f"/organizers/{REAL}/").text


def test_every_page_of_the_campaign_says_how_many_wait(app: Flask, ada: Browser) -> None:
    assert not ada.open(f"/organizers/{REAL}/").document.query(".badge")
    for event in ("A", "B"):
        propose(app, event=event)

    for place in (f"/organizers/{REAL}/", HERE, f"{HERE}new"):
        assert words(ada.open(place).find(".badge")) == "2 waiting"
    assert "2 events wait to be accepted." in ada.open("/organizers/").text
