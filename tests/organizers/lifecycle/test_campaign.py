"""Organizers launch, pause and close a campaign and set what it says; supporters see it at once."""

from datetime import date, timedelta

import pytest
from flask import Flask

from campaign.actions import invitations
from campaign.cli.fact_imports import utc_now
from campaign.model.letter import Way
from campaign.model.organizer import Role
from campaign.model.tally import Dimension, TallyKey
from campaign.store import tally
from campaign.web.database import db
from tests.conftest import TODAY, AppWith
from tests.organizers.browser import Browser, Person
from tests.organizers.conftest import MakePerson
from tests.pages import Page, Visitor
from tests.soundness import attributes, words

HOME = "/organizers/orchard/campaign"
START, TO = "/orchard/", "/orchard/to/hrc-kr/"
SHOW, LOOK = "Show my letter", "Look at it first"
WHY = "We were told that an address is wrong.\nWe are looking into it."
WHY_ARABIC = "قيل لنا إن عنوانا غير صحيح."
SURE = {"source": "https://clubs.example.org/", "day": "2026-11-24"}


def do(browser: Browser, path: str, button: str, **filled: str) -> Page:
    """Fill a page's form in, press its button, and return where that leads."""
    form = browser.open(f"{HOME}{path}").form(button).fill(**filled)
    answer = browser.press(form, button)
    assert answer.status_code == 303, answer.text
    return browser.open(answer.headers["Location"])


def launch(browser: Browser) -> Page:
    """Launch, with the letters in Arabic read, or they would not be offered."""
    read = "Mark as read العربية"
    browser.press(browser.open("/organizers/orchard/letters/read/ar/6").form(read), read)
    return do(browser, "/launch", "Launch it now", known="yes")


def pause(browser: Browser, **reasons: str) -> Page:
    return do(browser, "/pause", "Pause it now", **(reasons or {"text_en": WHY}))


def put_up(browser: Browser, **filled: str) -> Page:
    """Write a notice, look at it and put it up."""
    form = browser.open(f"{HOME}/notice").form(LOOK).fill(**filled)
    looked_at = browser.submit(form, LOOK)
    browser.press(looked_at.form("Put it up"), "Put it up")
    return looked_at


def state_of(page: Page) -> str:
    """Return what a supporter's page says of the campaign's state, if anything."""
    return " ".join(words(each) for each in page.document.query(".state"))


def notices_on(page: Page) -> list[tuple[str, str | None]]:
    """Return the notices at the top of a page, and the language each says it is in."""
    found = page.document.query(".announced p")
    return [(words(each), attributes(each).get("lang")) for each in found]


# --- Launching -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_launching_says_what_becomes_public_and_wants_to_hear_that_one_knows(
    ada: Browser, visitor: Visitor
) -> None:
    assert "not launched" in state_of(visitor.open(START))
    page = ada.follow(ada.open(HOME), "To the launch, line by line")
    assert "run by Orchard Letters. To reach us: letters@example.org" in page.text
    page = ada.open(f"{HOME}/launch")
    assert "run by Orchard Letters. To reach us: letters@example.org" in page.text
    form = page.form("Launch it now")

    again = ada.submit(form, "Launch it now", 422)
    assert "Tick that you know what is not done yet" in again.text
    assert "not launched" in state_of(visitor.open(START))

    page = launch(ada)

    assert "It is launched" in page.text
    assert state_of(visitor.open(START)) == ""
    assert "ada@example.org launched the campaign orchard" in ada.open("/organizers/audit").text


@pytest.mark.slow
def test_once_launched_letters_use_only_what_somebody_confirmed(
    ada: Browser, visitor: Visitor
) -> None:
    before = visitor.submit(visitor.open(TO).form(SHOW), SHOW)
    assert "Mission of the Orchard" in before.text

    launch(ada)

    after = visitor.submit(visitor.open(TO).form(SHOW), SHOW)
    assert "Mission of the Orchard" not in after.text


@pytest.mark.slow
@pytest.mark.before_launch
def test_public_figures_begin_at_zero_and_the_desk_shows_what_was_tried(
    ada: Browser, visitor: Visitor
) -> None:
    visitor.submit(visitor.open(TO).form(SHOW), SHOW)
    assert visitor.counts("orchard") == {}
    assert "Tried so far 1 letter checked" in ada.open("/organizers/orchard/launch/").text

    launch(ada)

    assert visitor.counts("orchard") == {}
    visitor.submit(visitor.open(TO).form(SHOW), SHOW)
    assert visitor.counts("orchard") == {"prepared": 1}


@pytest.mark.slow
def test_what_an_older_version_showed_and_moved_before_the_launch_is_forgotten(
    app: Flask, ada: Browser
) -> None:
    day = TODAY - timedelta(weeks=1)
    kinds = {Dimension.ALL: "", Dimension.LANGUAGE: "en", Dimension.COUNTRY: "KR"}
    keys = [
        TallyKey("orchard", by.period(day), Way.PDF, by, value, "") for by, value in kinds.items()
    ]
    with app.app_context():
        tally.add_to_tally(db.session, keys, times=50)
        db.session.commit()
    assert "Republic of Korea" in ada.open("/organizers/orchard/").text
    page = ada.open(f"/organizers/orchard/counted/day?day={day}&marked=")
    ada.press(page.form("Take counts out").fill(reason="a trial"), "Take counts out")

    launch(ada)

    assert "There is nothing to show of whole weeks yet." in ada.open("/organizers/orchard/").text
    assert "Put back" not in ada.open("/organizers/orchard/counted/").text


def test_what_is_launched_is_not_launched_again(ada: Browser) -> None:
    form = ada.open(f"{HOME}/launch").form("Launch it now").fill(known="yes")
    launch(ada)

    assert ada.open(f"{HOME}/launch", 409).heading.startswith("This cannot be done")
    page = ada.submit(form, "Launch it now", 409)
    assert "Somebody else changed this meanwhile" in page.text


def test_a_campaign_that_does_not_say_who_runs_it_is_not_launched(app_with: AppWith) -> None:
    app = app_with()
    with app.app_context():
        token = invitations.first_link(db.session, now=utc_now())
    assert token
    ada = Person.join(Browser(app), token, "ada@example.org").browser
    place = "/organizers/uyghur-assessment/campaign/launch"

    page = ada.open(place)

    assert "It cannot be launched yet" in page.text
    assert not [each for each in page.forms if each.action.endswith("/launch")]
    token = page.form("Sign out").values["csrf_token"][0]
    seen = ada.open(f"{place.removesuffix('launch')}dates").form("Set the days").values["seen"]
    values = {"csrf_token": (token,), "seen": seen, "known": ("yes",)}
    assert ada.post(place, values).status_code == 409
    assert "not launched" in state_of(Visitor(app).open("/uyghur-assessment/"))


# --- Pausing and closing -------------------------------------------------------------------------


@pytest.mark.slow
def test_pausing_wants_a_reason_and_shows_it_to_supporters(ada: Browser, visitor: Visitor) -> None:
    launch(ada)
    form = ada.open(f"{HOME}/pause").form("Pause it now")
    page = ada.submit(form, "Pause it now", 422)
    assert "Write it in one language at least." in page.text
    too_long = form.fill(text_en="x" * 601)
    assert "longer than 600 characters" in ada.submit(too_long, "Pause it now", 422).text

    page = pause(ada)

    assert "It is paused" in page.text
    start = visitor.open(START)
    assert "paused since 24 November 2026" in state_of(start)
    assert (
        words(start.find(".notice .as-typed"))
        == "We were told that an address is wrong. We are looking into it."
    )
    assert start.response.headers["Cache-Control"] == "public, max-age=60"
    assert "ada@example.org paused the campaign orchard" in ada.open("/organizers/audit").text


def test_while_paused_letters_are_read_and_not_taken(ada: Browser, visitor: Visitor) -> None:
    launch(ada)
    pause(ada)

    page = visitor.open(TO)

    assert page.heading == "Letter to: Republic of Korea"
    assert page.forms == ()
    assert page.find("article.paper .letter-salutation")
    assert page.document.query("details.source blockquote")
    start = visitor.open(START)
    assert visitor.follow(start, "A country’s delegation: choose among all").heading == (
        "Choose a letter to read"
    )
    paused = visitor.open("/orchard/evening/", 503)
    assert paused.heading == "This campaign is paused"
    assert "We were told that an address is wrong." in paused.text


@pytest.mark.parametrize(("how", "button", "status", "heading"), [
    ("pause", "Pause it now", 503, "This campaign is paused"),
    ("close", "Close it now", 410, "This campaign has ended"),
])  # fmt: skip
def test_who_is_in_the_middle_of_writing_gets_their_words_back(
    ada: Browser, visitor: Visitor, how: str, button: str, status: int, heading: str
) -> None:
    launch(ada)
    note = "My grandmother planted quinces.\n\nI still have one."
    form = visitor.open(TO).form(SHOW).fill(note=note)
    checked = visitor.submit(form, SHOW).form("Download the PDF")
    do(ada, f"/{how}", button, text_en=WHY)

    for page in (
        visitor.submit(form, SHOW, status),
        visitor.submit(checked, "Download the PDF", status),
        visitor.submit(checked, "Change something", status),
        visitor.submit(checked, "Write to somebody else with the same words", status),
    ):
        assert page.heading == heading
        assert words(page.find(".notice .as-typed")).startswith("We were told")
        kept = page.find("#copy-note")
        assert "".join(each.data for each in kept.children) == note
        assert page.response.headers["Cache-Control"] == "no-store"
    assert visitor.counts("orchard") == {"prepared": 1}


@pytest.mark.slow
def test_what_could_not_be_taken_while_paused_can_be_once_it_goes_on(
    ada: Browser, visitor: Visitor
) -> None:
    launch(ada)
    form = visitor.open(TO).form(SHOW).fill(note="Quinces, please.")
    pause(ada)
    stopped = visitor.submit(form, SHOW, 503)

    do(ada, "/reopen", "Go on now")

    page = visitor.submit(stopped.form("Try again"), "Try again")
    assert page.heading == "Check your letter"
    assert "Quinces, please." in page.text
    assert state_of(page) == ""
    assert "went on with the campaign orchard" in ada.open("/organizers/audit").text


@pytest.mark.slow
def test_what_became_of_letters_can_be_reported_while_paused(
    ada: Browser, visitor: Visitor
) -> None:
    launch(ada)
    checked = visitor.submit(visitor.open(TO).form(SHOW), SHOW)
    pause(ada)

    answer = visitor.press(checked.form("I posted it"), "I posted it")

    assert visitor.open(answer.headers["Location"]).heading == "Thank you"
    assert visitor.counts("orchard") == {"prepared": 1, "posted": 1}


@pytest.mark.slow
def test_a_paused_campaign_is_closed_and_taken_up_again_until_a_day(
    ada: Browser, visitor: Visitor
) -> None:
    launch(ada)
    pause(ada)
    page = do(ada, "/close", "Close it now", text_en="The trees are planted.")
    assert "It has ended" in page.text
    assert "ended on 24 November 2026" in state_of(visitor.open(START))
    assert "The trees are planted." in visitor.open(START).text
    ada.open(f"{HOME}/pause", 409)
    ada.open(f"{HOME}/dates", 409)

    form = ada.open(f"{HOME}/reopen").form("Go on now")
    assert "This day is over." in ada.submit(form.fill(closes="2026-11-23"), "Go on now", 422).text
    page = do(ada, "/reopen", "Go on now", closes="2026-12-31")

    assert "It is launched" in page.text
    assert "Last day: 31 December 2026" in page.text
    assert visitor.open(TO).form(SHOW)
    assert "The trees are planted." not in visitor.open(START).text


def test_a_reason_is_said_in_the_language_of_who_reads_or_in_the_first_there_is(
    ada: Browser, visitor: Visitor
) -> None:
    launch(ada)
    pause(ada, text_ar=WHY_ARABIC)

    given = attributes(visitor.open(START).find(".notice .as-typed"))
    assert (given["lang"], given["dir"]) == ("ar", "rtl")

    do(ada, "/reopen", "Go on now")
    pause(ada, text_ar=WHY_ARABIC, text_en=WHY)
    assert words(visitor.open(START).find(".notice .as-typed")).startswith("We were told")


def test_what_is_not_launched_is_not_paused_or_closed(ada: Browser) -> None:
    for what in ("pause", "close", "reopen"):
        assert ada.open(f"{HOME}/{what}", 409).heading.startswith("This cannot be done")
    assert not [text for text, _ in ada.open(HOME).links("main") if "Pause" in text]


def test_only_owners_find_a_way_to_launch(person: MakePerson) -> None:
    ben = person("ben@example.org", Role.ORGANIZER).browser

    page = ben.open(HOME)

    assert "Owners launch, pause and close it." in page.text
    assert "Launch it" not in [text for text, _ in page.links("main")]


# --- Days ----------------------------------------------------------------------------------------


def test_the_first_and_the_last_day_are_set(ada: Browser, visitor: Visitor) -> None:
    do(ada, "/dates", "Set the days", opens="2026-12-01", closes="2027-06-30")
    assert "opens on 1 December 2026" in state_of(visitor.open(START))

    form = ada.open(f"{HOME}/dates").form("Set the days")
    assert form.values["closes"] == ("2027-06-30",)
    for wrong, said in {
        "closes": ("2026-11-01", "This day is over."),
        "opens": ("2027-07-01", "The last day is before the first."),
    }.items():
        page = ada.submit(form.fill(**{wrong: said[0]}), "Set the days", 422)
        assert said[1] in page.text
    page = ada.submit(form.fill(opens="soon"), "Set the days", 422)
    assert "Enter the whole day" in page.text

    do(ada, "/dates", "Set the days", opens="", closes="")
    assert "opens on" not in state_of(visitor.open(START))


# --- The notice ----------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_notice_is_looked_at_before_it_is_up_and_then_stands_on_every_page(
    ada: Browser, visitor: Visitor
) -> None:
    text = "Our address <b>changed</b>:\nletters@example.org"
    form = ada.open(f"{HOME}/notice").form(LOOK).fill(text_en=text, text_ar="تغير عنواننا.")
    looked_at = ada.submit(form, LOOK)
    assert [said for said, _ in notices_on(looked_at)] == [
        "تغير عنواننا.",
        "Our address <b>changed</b>: letters@example.org",
    ]
    assert notices_on(visitor.open(START)) == []
    changed = ada.submit(looked_at.form("Change it"), "Change it").form(LOOK)
    assert changed.values["text_en"] == (text,)

    ada.press(ada.submit(changed, LOOK).form("Put it up"), "Put it up")

    checked = visitor.submit(visitor.open(TO).form(SHOW), SHOW)
    missing = visitor.open("/orchard/to/nobody/", 404)
    for page in (visitor.open(START), visitor.open(TO), checked, missing):
        assert notices_on(page) == [("Our address <b>changed</b>: letters@example.org", None)]


def test_a_notice_in_another_language_than_the_page_says_so(ada: Browser, visitor: Visitor) -> None:
    put_up(ada, text_ar="تغير عنواننا.")

    (shown,) = visitor.open(START).document.query(".announced p")

    assert (attributes(shown)["lang"], attributes(shown)["dir"]) == ("ar", "rtl")


def test_a_notice_is_up_until_the_end_of_its_last_day(
    ada: Browser, visitor: Visitor, app: Flask, app_with: AppWith
) -> None:
    settings = app.extensions["services"].settings
    node = app_with(
        letters=settings.letters,
        database_url=settings.database_url,
        fixed_today=date(2026, 11, 25),
    )
    tomorrow = Visitor(node)

    put_up(ada, text_en="We moved.", until="2026-11-24")

    assert notices_on(visitor.open(START))
    assert not notices_on(tomorrow.open(START))
    assert "It is shown until the end of 24 November 2026." in ada.open(HOME).text


def test_a_notice_is_taken_down_with_one_press(ada: Browser, visitor: Visitor) -> None:
    put_up(ada, text_en="We moved.")

    page = ada.open(HOME)
    ada.press(page.form("Take it down"), "Take it down")

    assert notices_on(visitor.open(START)) == []
    assert "There is none." in ada.open(HOME).text
    said = ada.open("/organizers/audit").text
    assert "put up a notice on orchard" in said
    assert "took down the notice on orchard" in said


def test_a_notice_that_is_empty_too_long_or_over_is_not_put_up(
    ada: Browser, visitor: Visitor
) -> None:
    form = ada.open(f"{HOME}/notice").form(LOOK)
    for wrong in ({}, {"text_en": "x" * 301}, {"text_en": "We moved.", "until": "2026-11-23"}):
        page = ada.submit(form.fill(**wrong), LOOK, 422)
        assert words(page.find("title")).startswith("Error:")
        kept = form.forge(**wrong, step="keep")
        assert ada.submit(kept, LOOK, 422)
    assert notices_on(visitor.open(START)) == []


# --- What is not known ---------------------------------------------------------------------------


@pytest.mark.slow
def test_a_letter_says_that_nothing_is_known_once_somebody_has_looked(
    ada: Browser, visitor: Visitor
) -> None:
    to = "/orchard/to/high-commissioner/"

    def letter() -> str:
        form = visitor.open(to).form(SHOW).fill(ask="hc-first-harvest")
        return visitor.submit(form, SHOW).text

    assert "24 November 2026." not in letter()
    none, happened = "I looked: it has not happened", "It has happened: do not say so any more"
    page = do(ada, "/known/hc-first-harvest", none, **SURE)

    assert "Confirmed on 24 November 2026." in page.text
    assert "Source: https://clubs.example.org/" in page.text
    assert "(UTC) by ada@example.org" in page.text
    assert "as of 24 November 2026." in letter()
    said = ada.open("/organizers/audit").text
    assert "confirmed that nothing is known yet of orchard hc-first-harvest" in said

    do(ada, "/known/hc-first-harvest", happened, source="The clubs’ own page", day="")

    assert "as of 24 November 2026." not in letter()
    assert "noted that this has happened: orchard" in ada.open("/organizers/audit").text


def test_who_has_looked_says_where_and_when(ada: Browser) -> None:
    button = "I looked: it has not happened"
    form = ada.open(f"{HOME}/known/hc-first-harvest").form(button)

    page = ada.submit(form.fill(source="", day=""), button, 422)
    assert "Say where you know it from." in page.text
    assert "Write the day." in page.text
    page = ada.submit(form.fill(source="x", day="2026-11-25"), button, 422)
    assert "This day has not come yet." in page.text
    assert ada.get(f"{HOME}/known/no-such-ask").status_code == 404


# --- Risk ----------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_text_on_risk_is_looked_at_kept_and_undone(ada: Browser, visitor: Visitor) -> None:
    place = "/risk/hrc-member/en"
    before = words(visitor.open(TO).find("#sign_as-hint"))
    form = ada.open(f"{HOME}{place}").form(LOOK).fill(text="Bees sting.\n\nThink twice.", **SURE)
    looked_at = ada.submit(form, LOOK)
    assert "Bees sting." in words(looked_at.find("section.notice"))
    assert words(visitor.open(TO).find("#sign_as-hint")) == before

    ada.press(looked_at.form("Use this text"), "Use this text")

    shown = [words(each) for each in visitor.open(TO).find("#sign_as-hint").query("p")]
    assert shown[:2] == ["Bees sting.", "Think twice."]
    page = ada.open(f"{HOME}{place}")
    assert "(UTC) by ada@example.org" in page.text

    ada.press(page.form("Undo this change"), "Undo this change")

    assert words(visitor.open(TO).find("#sign_as-hint")) == before
    said = ada.open("/organizers/audit").text
    assert "changed a text on risk: orchard hrc-member en" in said
    assert "undid the change of a text on risk: orchard hrc-member en" in said
    assert not [b for f in ada.open(f"{HOME}{place}").forms for b in f.buttons if "Undo" in b.text]


def test_a_text_on_risk_that_is_empty_too_long_or_has_braces_is_not_kept(ada: Browser) -> None:
    form = ada.open(f"{HOME}/risk/hrc/ar").form(LOOK)
    for text in ("", "x" * 2001, "Dear {name}"):
        assert ada.submit(form.fill(text=text, **SURE), LOOK, 422)
    for place in ("/risk/hrc/xx", "/risk/nobody/en"):
        assert ada.get(f"{HOME}{place}").status_code == 404


# --- Two at once ---------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(("path", "button", "filled", "kept"), [
    ("/pause", "Pause it now", {"text_en": "Mine."}, "text_en"),
    ("/dates", "Set the days", {"closes": "2027-01-31"}, "closes"),
    ("/notice", LOOK, {"text_en": "Mine."}, "text_en"),
    ("/known/hc-first-harvest", "I looked: it has not happened", SURE, "source"),
    ("/risk/hrc/en", LOOK, {"text": "Mine.", **SURE}, "text"),
])  # fmt: skip
def test_what_somebody_else_changed_meanwhile_is_not_overwritten_unseen(
    ada: Browser, person: MakePerson, path: str, button: str, filled: dict[str, str], kept: str
) -> None:
    ben = person("ben@example.org").browser
    launch(ada)
    mine = ada.open(f"{HOME}{path}").form(button).fill(**filled)
    _change_all(ben)
    step = mine.forge(step="keep")

    page = ada.submit(step, button, 409)

    assert "Somebody else changed this meanwhile" in page.text
    assert words(page.find("title")).startswith("Error:")
    form = page.form(button)
    assert form.values[kept] == (filled[kept],)
    answer = ada.press(form.forge(step="keep"), button)
    assert answer.status_code == 303


def _change_all(ben: Browser) -> None:
    """Change a little of everything."""
    do(ben, "/dates", "Set the days", closes="2027-02-28")
    put_up(ben, text_en="Ben’s.")
    do(
        ben,
        "/known/hc-first-harvest",
        "I looked: it has not happened",
        source="Ben",
        day="2026-11-20",
    )
    form = ben.open(f"{HOME}/risk/hrc/en").form(LOOK).fill(text="Ben’s.", **SURE)
    ben.press(ben.submit(form, LOOK).form("Use this text"), "Use this text")


def test_a_notice_that_somebody_else_changed_is_not_taken_down_unseen(
    ada: Browser, person: MakePerson, visitor: Visitor
) -> None:
    put_up(ada, text_en="Old.")
    form = ada.open(HOME).form("Take it down")
    put_up(person("ben@example.org").browser, text_en="New.")

    page = ada.submit(form, "Take it down", 409)

    assert page.heading == "Somebody else changed this meanwhile"
    assert notices_on(visitor.open(START)) == [("New.", None)]


# --- In the history of facts ---------------------------------------------------------------------


def test_what_owners_decided_is_in_the_history_and_is_not_undone_there(
    ada: Browser, person: MakePerson
) -> None:
    launch(ada)
    pause(ada)
    ben = person("ben@example.org", Role.ORGANIZER).browser

    page = ben.open("/organizers/facts/changes/3")

    assert "How a campaign stands: orchard" in page.text
    assert "Why no letters are taken: orchard , en" in page.text
    assert "Owners change this on the campaign’s own page." in page.text
    undo = "/organizers/facts/changes/3/undo"
    assert undo not in {form.action for form in page.forms}
    for browser in (ben, ada):
        token = browser.open(HOME).form("Sign out").values["csrf_token"]
        assert browser.post(undo, {"csrf_token": token}).status_code == 403
    assert "It is paused" in ada.open(HOME).text


@pytest.mark.slow
def test_what_organizers_said_can_be_undone_in_the_history(ada: Browser, visitor: Visitor) -> None:
    put_up(ada, text_en="We moved.")
    form = ada.open("/organizers/facts/changes/1").form("Undo orchard en")

    ada.press(form, "Undo orchard en")

    assert notices_on(visitor.open(START)) == []
