"""The door: what lets in, what does not, and what guessing costs."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from campaign.actions import sign_in
from campaign.credentials import codes, passwords
from campaign.model import organizer
from campaign.model.organizer import Role
from campaign.web.services import Services
from tests.organizers.browser import PASSWORD, Browser, Person
from tests.organizers.conftest import MakePerson
from tests.pages import Form, Page, Visitor
from tests.soundness import attributes, words

WRONG = "This is not right. Check all fields; each code works once only."


@pytest.fixture
def person(person_by_page: MakePerson) -> MakePerson:
    """Return a way to make organizers that goes over the pages which are tested here."""
    return person_by_page


def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    """Set the clock forward."""
    now = Services.now

    def then(desk: Services) -> datetime:
        return now(desk) + by

    monkeypatch.setattr(Services, "now", then)


def elsewhere(ada: Person) -> Person:
    """Return the same person at a browser that nobody has used before."""
    return Person(Browser(ada.browser.app), ada.email, ada.secret, ada.recovery, ada.ahead)


def guess(guesser: Person) -> Page:
    """Guess until one has to wait, and return the page that says so."""
    for _ in range(sign_in.FREE):
        guesser.sign_in("000000", status=422)
    return guesser.sign_in("000000", status=429)


@pytest.mark.slow
def test_password_and_code_let_in_and_the_way_out_is_for_good(person: MakePerson) -> None:
    ada = person()
    before = ada.browser.cookie().value

    assert ada.sign_out().heading == "Sign in"
    assert ada.browser.get("/organizers/").status_code == 303
    assert ada.sign_in().heading == "Today"

    assert ada.browser.cookie().value != before
    stolen = Browser(ada.browser.app, Cookie=f"organizer={before}")
    assert stolen.get("/organizers/").status_code == 303


def test_a_code_lets_in_once(person: MakePerson) -> None:
    ada = person()
    code = ada.code()
    ada.sign_in(code)

    assert WRONG in ada.sign_in(code, status=422).text
    assert WRONG in elsewhere(ada).sign_in(code, status=422).text


def test_the_code_that_set_the_app_up_does_not_let_in(app: Flask, person: MakePerson) -> None:
    ada = person()
    with app.app_context():
        used = codes.code_at(ada.secret, codes.counter_at(app.extensions["services"].now()) - 1)

    assert WRONG in ada.sign_in(used, status=422).text


def test_a_recovery_code_lets_in_once_however_it_is_typed(person: MakePerson) -> None:
    ada = person()

    ada.sign_in(f" {ada.recovery[0].upper().replace('-', ' ')} ")
    assert WRONG in ada.sign_in(ada.recovery[0], status=422).text

    ada.sign_in(ada.recovery[1])
    page = ada.browser.open("/organizers/account")
    assert "You have 8 recovery codes left." in page.text
    assert "used a recovery code" in ada.browser.open("/organizers/audit").text


@pytest.mark.parametrize(
    "given",
    [
        {"password": "wrong"},
        {"password": ""},
        {"code": ""},
        {"code": "000000"},
        {"email": "ben@example.org"},
        {"email": ""},
    ],
)
def test_anything_wrong_is_refused_in_the_same_words(
    person: MakePerson, given: dict[str, str]
) -> None:
    ada = elsewhere(person())

    page = ada.sign_in(**given, status=422)

    assert words(page.find("#code-error")) == f"Error: {WRONG}"
    assert PASSWORD not in page.response.text


@pytest.mark.slow
def test_after_a_few_wrong_tries_one_waits_but_never_long(
    person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    guesser = elsewhere(person())
    page = guess(guesser)
    assert 0 < int(page.response.headers["Retry-After"]) <= 2
    assert words(page.find("#code-error")).startswith("Error: Too many wrong tries. Wait ")
    assert page.form("Sign in").values["email"] == (guesser.email,)

    later(monkeypatch, timedelta(minutes=2))
    for _ in range(10):
        guesser.sign_in("000000", status=422)
        wait = int(guesser.sign_in("000000", status=429).response.headers["Retry-After"])
        assert wait <= sign_in.LONGEST_WAIT + 1
        later(monkeypatch, timedelta(seconds=wait))
    assert wait > 30


@pytest.mark.slow
def test_who_guesses_keeps_nobody_out(person: MakePerson) -> None:
    ada = person()
    ada.sign_out()

    guess(elsewhere(ada))

    assert elsewhere(ada).sign_in(ada.recovery[0]).heading == "Today"
    guess(elsewhere(ada))
    assert ada.sign_in().heading == "Today"


def test_the_right_code_of_an_app_waits_as_wrong_ones_do(person: MakePerson) -> None:
    guesser = elsewhere(person())
    guess(guesser)

    guesser.sign_in(status=429)


def test_while_somebody_guesses_a_recovery_code_is_for_one_password(person: MakePerson) -> None:
    ada = person()
    guesser = elsewhere(ada)
    guess(guesser)

    guesser.sign_in(ada.recovery[0], status=422, password="wrong")  # noqa: S106

    guesser.sign_in(ada.recovery[0], status=429)


def test_a_mistyped_password_costs_no_code(person: MakePerson) -> None:
    ada = person()
    code = ada.code()

    ada.sign_in(code, status=422, password="wrong")  # noqa: S106

    assert ada.sign_in(code).heading == "Today"


def test_guesses_make_nobody_hash_passwords(
    person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = person()
    monkeypatch.setattr(passwords, "is_right", lambda *_: pytest.fail("a password was hashed"))

    ada.sign_in("000000", status=422)
    ada.sign_in("000000", status=422, email="nobody@example.org")


def test_guesses_at_nobody_are_counted_alike(app: Flask) -> None:
    nobody = Person(Browser(app), "nobody@example.org", b"x" * 20, ())

    for _ in range(sign_in.FREE):
        nobody.sign_in("000000", status=422)

    nobody.sign_in("000000", status=429)


def test_a_session_ends_when_nothing_is_done_and_in_any_case(
    person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = person()
    later(monkeypatch, organizer.IDLE + timedelta(seconds=1))
    assert ada.browser.get("/organizers/").status_code == 303


@pytest.mark.slow
def test_a_session_in_use_ends_after_a_week(
    person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = person()
    hours = organizer.LONGEST // timedelta(hours=11)
    for _ in range(hours):
        later(monkeypatch, timedelta(hours=11))
        assert ada.browser.get("/organizers/").status_code == 200
    later(monkeypatch, timedelta(hours=11))
    assert ada.browser.get("/organizers/").status_code == 303


def test_after_a_while_one_shows_again_who_one_is_and_goes_on(
    person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = person()
    later(monkeypatch, organizer.FRESH)

    page = ada.browser.open("/organizers/people")
    assert page.heading == "Show again that it is you"
    wrong = page.form("Go on").fill(password="wrong", code=ada.recovery[0])  # noqa: S106
    assert WRONG in ada.browser.submit(wrong, "Go on", 422).text
    right = page.form("Go on").fill(password=PASSWORD, code=ada.recovery[0])
    answer = ada.browser.press(right, "Go on")

    assert answer.headers["Location"] == "/organizers/people"
    assert ada.browser.open("/organizers/people").heading == "People"


def test_what_was_typed_outlasts_the_last_time_one_showed_who_one_is(
    person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = person()
    typed = ada.browser.open("/organizers/people").form("Make a link")
    typed = typed.fill(email="ben@example.org", role="organizer")
    later(monkeypatch, organizer.FRESH)

    page = carried(ada.browser, typed, "Make a link")
    assert page.heading == "Show again that it is you"
    wrong = page.form("Go on").fill(password="wrong", code=ada.recovery[0])  # noqa: S106
    page = ada.browser.submit(wrong, "Go on", 422)
    right = page.form("Go on").fill(password=PASSWORD, code=ada.recovery[0])
    page = ada.browser.submit(right, "Go on")
    assert page.heading == "Go on with what you were doing"
    ada.browser.submit(page.form("Go on"), "Go on")

    assert "ben@example.org (organizer)" in ada.browser.open("/organizers/audit").text


def test_what_was_typed_outlasts_the_session(
    person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = person()
    typed = ada.browser.open("/organizers/account").form("Change the password")
    typed = typed.fill(old_password=PASSWORD, password="nine loud tractors in the bath")  # noqa: S106
    later(monkeypatch, organizer.IDLE + timedelta(seconds=1))

    page = carried(ada.browser, typed, "Change the password")

    assert page.heading == "Sign in"
    assert "You were signed out meanwhile." in page.text
    for password in ("nine loud tractors", PASSWORD):  # passwords are typed anew
        assert password not in page.response.text
    right = page.form("Sign in").fill(email=ada.email, password=PASSWORD, code=ada.recovery[0])
    page = ada.browser.submit(right, "Sign in")
    assert page.form("Go on").button("Go on").action == typed.action


def test_a_press_outlasts_the_last_time_one_showed_who_one_is(
    person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = person()
    button = "Make new recovery codes"
    form = ada.browser.open("/organizers/account").form(button)
    later(monkeypatch, organizer.FRESH)

    page = carried(ada.browser, form, button)
    right = page.form("Go on").fill(password=PASSWORD, code=ada.recovery[0])
    page = ada.browser.submit(right, "Go on")

    assert ada.browser.submit(page.form("Go on"), "Go on").heading == "Your recovery codes"


def test_nobody_is_given_what_somebody_else_has_typed(
    person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, ben = person(), person("ben@example.org")
    typed = ada.browser.open("/organizers/people").form("Make a link")
    typed = typed.fill(email="eve@example.org", role="owner")
    later(monkeypatch, organizer.IDLE + timedelta(seconds=1))
    page = carried(ada.browser, typed, "Make a link")

    right = page.form("Sign in").fill(email=ben.email, password=PASSWORD, code=ben.recovery[0])
    answer = ada.browser.press(right, "Sign in")

    assert answer.headers["Location"] == "/organizers/"


def carried(browser: Browser, form: Form, button: str) -> Page:
    """Press a button, and follow with all that was typed, as browsers do."""
    answer = browser.press(form, button)
    assert answer.status_code == 307
    there = answer.headers["Location"]
    fields = {name: values for name, values in form.values.items() if values}
    return browser.page(there, browser.post(there, fields), 200)


@pytest.mark.parametrize(
    "onward", ["https://evil.example/", "//evil.example", "/organizersx", "/\\evil", "/x/", ""]
)
def test_the_door_leads_to_our_own_pages_only(person: MakePerson, onward: str) -> None:
    ada = person()
    ada.sign_out()
    form = ada.browser.open(f"/organizers/in?next={onward}").form("Sign in")
    form = form.fill(email=ada.email, password=PASSWORD, code=ada.code())

    assert ada.browser.press(form, "Sign in").headers["Location"] == "/organizers/"


def test_a_form_without_its_token_does_nothing(app: Flask, person: MakePerson) -> None:
    ada = person()
    form = ada.browser.open("/organizers/people").form("Make a link")
    form = form.fill(email="ben@example.org")
    foreign = Browser(app).open("/organizers/in").form("Sign in").values["csrf_token"]

    for forged in (form.without("csrf_token"), form.forge(csrf_token=foreign)):
        assert ada.browser.press(forged, "Make a link").status_code == 400
    assert "ben@example.org" not in ada.browser.open("/organizers/people").text


def test_over_https_the_cookie_is_bound_to_this_host(person: MakePerson) -> None:
    ada = person(base_url="https://localhost")
    cookie = ada.browser.cookie()

    assert ada.sign_in().heading == "Today"
    assert (cookie.secure, cookie.http_only, cookie.same_site) == (True, True, "Lax")
    assert (cookie.path, cookie.domain, cookie.origin_only) == ("/", "localhost", True)


def test_over_https_a_form_from_elsewhere_does_nothing(person: MakePerson) -> None:
    ada = person(base_url="https://localhost")
    form = ada.browser.open("/organizers/").form("Sign out")
    ada.browser._headers["Referer"] = "https://evil.example/"  # noqa: SLF001 - as its site would

    assert ada.browser.press(form, "Sign out").status_code == 400


def test_the_plain_cookie_is_for_these_pages_only(person: MakePerson) -> None:
    cookie = person(base_url="http://localhost").browser.cookie()

    assert (cookie.path, cookie.http_only, cookie.secure) == ("/organizers/", True, False)


def test_a_signed_in_organizer_gets_the_same_page_as_any_supporter(
    app: Flask, person: MakePerson
) -> None:
    kept = person(base_url="https://localhost").browser.cookie().value
    path = "/uyghur-assessment/"

    as_organizer = Visitor(
        app, base_url="https://localhost", Cookie=f"__Host-organizer={kept}"
    ).get(path)

    assert as_organizer.text == Visitor(app, base_url="https://localhost").get(path).text


def test_a_passkey_of_nobody_is_refused(app: Flask) -> None:
    browser = Browser(app)
    form = browser.open("/organizers/in").form("Use a passkey")
    for answer in ("", "{}", "no JSON", '{"id": "x", "rawId": "x"}', "[]", "1"):
        forged = form.forge(answer=answer)
        assert WRONG in browser.submit(forged, "Use a passkey", 422).text


def test_the_page_of_who_was_sent_to_the_door_is_kept(person: MakePerson) -> None:
    ada = person(role=Role.ORGANIZER)
    ada.sign_out()
    page = ada.browser.open("/organizers/audit?before=5")
    form = page.form("Sign in").fill(email=ada.email, password=PASSWORD, code=ada.code())

    answer = ada.browser.press(form, "Sign in")

    assert answer.headers["Location"] == "/organizers/audit?before=5"
    assert attributes(page.find("#password"))["type"] == "password"
