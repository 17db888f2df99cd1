"""The interface in another language, from right to left: every word translated, or marked as not.

The translation is made on the fly: Arabic, in which every text of ours is the English between
⟦ and ⟧. What a reader sees outside of them was forgotten, unless it says which language it is in.
"""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from campaign.actions import invitations
from campaign.actions.paper_count_proposals import path_of
from campaign.cli.fact_imports import utc_now
from campaign.credentials import codes
from campaign.model.facts import WORLD
from campaign.model.language import TargetKind
from campaign.model.statement import Campaign
from campaign.web import locale
from campaign.web.database import db
from campaign.web.security_headers import LARGEST_BODY
from tests.conftest import TEST_LETTERS, TODAY, AppWith
from tests.facts.directory import make_directory, make_entry
from tests.facts.test_hostile import sheet
from tests.organizers.browser import PASSWORD, Browser, secret_on
from tests.pages import Button, Page, Visitor
from tests.soundness import ancestors, attributes, elements_in
from tests.strain import full
from tests.translation import translate, translate_letters
from tests.web.test_start import properties

REAL = "/uyghur-assessment/"
ORCHARD = "/orchard/"
SHOW, PDF, PRINT = "⟦Show my letter⟧", "⟦Download the PDF⟧", "⟦Print this page⟧"
SEND = "⟦Send the numbers⟧"
ANOTHER = "⟦Write to somebody else with the same words⟧"
RISKY = "My aunt Gulnar lives in Kashgar, passport G12345678. You are liars. We will kill you."
UNSEEN = {"head", "textarea", "script", "style"}
"""What is not shown, and what a supporter types."""


@pytest.fixture(scope="session")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the made-up translation of all texts there are in the code today."""
    folder = tmp_path_factory.mktemp("translations")
    translate(folder)
    return folder


@pytest.fixture(scope="session")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the campaign in English and in the made-up translation."""
    folder = tmp_path_factory.mktemp("translated") / "letters"
    translate_letters(folder)
    return folder


@pytest.fixture
def app(
    app_with: AppWith, catalogues: Path, letters: Path, monkeypatch: pytest.MonkeyPatch
) -> Flask:
    """Return an application that has the translation, of the campaign as well."""
    monkeypatch.setattr(locale, "TRANSLATIONS", str(catalogues))
    return app_with(letters=letters)


@pytest.fixture
def orchard_app(app_with: AppWith, catalogues: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Return an application that has the translation, on the campaign in Arabic and English."""
    monkeypatch.setattr(locale, "TRANSLATIONS", str(catalogues))
    return app_with(letters=TEST_LETTERS)


def forgotten(page: Page) -> Iterator[str]:
    """Yield every text in Latin letters that is neither translated nor said to be another's."""
    body = page.find("body")
    for element in elements_in(body):
        texts = [child.data or "" for child in element.children or () if child.name == "#text"]
        texts = texts if _is_seen(element) else []
        for text in (*texts, attributes(element).get("aria-label", "")):
            if _is_forgotten(element, text):
                yield text.strip()


def _is_seen(element: Any) -> bool:  # noqa: ANN401 - justhtml's own
    around = [element, *ancestors(element)]
    hidden = any("hidden" in attributes(each) for each in around)
    return not hidden and not UNSEEN & {each.name for each in around}


def _is_forgotten(within: Any, text: str) -> bool:  # noqa: ANN401 - justhtml's own
    while "⟦" in text and text != (text := re.sub("⟦[^⟦⟧]*⟧", "", text)):
        pass
    around = [within, *ancestors(within)]
    languages = [attributes(each)["lang"] for each in around if "lang" in attributes(each)]
    return bool(re.search("[A-Za-z]", text)) and languages[0] == "ar"


def pages_about_paper(browser: Browser, visitor: Visitor, app: Flask) -> Iterator[Page]:
    """Yield every page about letters on paper, with and without any."""
    here, seals = "/organizers/uyghur-assessment/paper/", app.extensions["services"].seals
    evenings = "/organizers/uyghur-assessment/print/"
    yield browser.open(here)
    yield browser.open(evenings)
    enter = "⟦Count these letters⟧"
    form = browser.open(f"{here}new").form(enter)
    yield browser.submit(form.forge(day="", kind="x"), enter, 422)
    yield browser.submit(form.fill(event="A", find="mex"), "⟦Search⟧")
    numbers = {"times-hrc-kr": "2"}
    form = browser.open(f"{here}new?to=hrc-kr").form(enter).fill(event="A", **numbers)
    assert browser.press(form, enter).status_code == 303
    yield browser.submit(form, enter, 422)
    host = visitor.open(path_of(seals, "uyghur-assessment", "A", ["hrc-kr"])).form(SEND)
    visitor.press(host.fill(**numbers), SEND)
    yield browser.open(here)
    yield (page := browser.open(evenings))
    yield (change := browser.follow(page, "⟦Change the numbers first⟧ A"))
    yield browser.submit(change.form("⟦Accept these numbers⟧"), "⟦Accept these numbers⟧", 422)
    yield browser.open("/organizers/")
    yield browser.open("/organizers/uyghur-assessment/")
    declined = "⟦Decline⟧ A"
    browser.press(page.form(declined), declined)
    yield browser.submit(page.form(declined), declined, 409)
    yield (event := browser.open(f"{here}events/A"))
    correct = browser.follow(event, "⟦Correct it⟧").form("⟦Correct the count⟧")
    yield browser.submit(correct.forge(reason="x" * 300), "⟦Correct the count⟧", 422)
    yield browser.follow(event, "⟦Link and code of this event⟧")
    yield browser.open(f"{here}link?event=_", 422)


def pages_about_evenings(browser: Browser) -> Iterator[Page]:
    """Yield every page about a letter evening, from its description to its removal."""
    here, show = "/organizers/uyghur-assessment/print/evenings/", "⟦Save, and show what comes out⟧"
    form = browser.open(f"{here}new").form(show)
    yield browser.submit(form, show, 422)
    filled = {"name": "A", "event": "B", "day": f"{TODAY}", "copies-hrc-kr": "2"}
    answer = browser.press(form.fill(**filled), show)
    yield (page := browser.open(answer.headers["Location"]))
    yield browser.open(f"{here.removesuffix('evenings/')}")
    yield browser.follow(page, "⟦Copy as a new evening⟧")
    yield browser.follow(page, "⟦Remove this evening⟧")
    yield browser.open(f"{here}999", 404)


def pages_of_organizers(app: Flask) -> Iterator[Page]:
    """Yield every page of the organizers, and what goes wrong there."""
    browser = Browser(app, Accept_Language="ar")
    with app.app_context():
        token = invitations.first_link(db.session, now=utc_now())
    page = browser.open(f"/organizers/join/{token}")
    yield browser.submit(page.form("⟦Join⟧"), "⟦Join⟧", 422)
    code = codes.code_at(secret_on(page), codes.counter_at(utc_now()))
    form = page.form("⟦Join⟧").fill(email="ada@example.org", password=PASSWORD, code=code)
    yield browser.submit(form, "⟦Join⟧")
    yield browser.open("/organizers/")
    yield browser.open("/organizers/uyghur-assessment/")
    visitor = Visitor(app, Accept_Language="ar")
    letter = visitor.submit(visitor.open(f"{REAL}to/hrc-kr/").form(SHOW), SHOW)
    assert visitor.press(letter.form(PDF), PDF).status_code == 200
    yield browser.open("/organizers/uyghur-assessment/")
    yield browser.open("/organizers/uyghur-assessment/?from=x&to=y", 422)
    yield from pages_of_a_campaign(browser)
    yield from pages_about_paper(browser, visitor, app)
    yield from pages_about_evenings(browser)
    form = browser.open("/organizers/people").form("⟦Make a link⟧")
    yield browser.submit(form, "⟦Make a link⟧", 422)
    yield browser.submit(form.fill(email="ben@example.org"), "⟦Make a link⟧")
    yield (people := browser.open("/organizers/people"))
    yield (person := browser.follow(people, "ada@example.org", "main"))
    yield (removal := browser.open(f"{person.url}/remove"))
    yield browser.submit(removal.form("⟦Remove this person⟧"), "⟦Remove this person⟧", 409)
    yield (account := browser.open("/organizers/account"))
    yield browser.submit(account.form("⟦Change the password⟧"), "⟦Change the password⟧", 422)
    app_page = browser.open("/organizers/account/app")
    yield browser.submit(app_page.form("⟦Use this app⟧"), "⟦Use this app⟧", 422)
    yield from pages_of_facts(browser)
    yield browser.open("/organizers/again")
    yield browser.open("/organizers/audit")
    yield browser.open("/organizers/nowhere", 404)
    yield browser.open("/organizers/join/none", 410)
    browser.forget()
    yield browser.submit(browser.open("/organizers/in").form("⟦Sign in⟧"), "⟦Sign in⟧", 422)


def pages_of_facts(browser: Browser) -> Iterator[Page]:
    """Yield every page of facts, before and after something was changed."""
    front = "/organizers/facts/"
    yield browser.open(front)
    for kind in WORLD:
        yield browser.open(f"{front}{kind}/")
    yield browser.open(f"{front}members/?find=atlantis")
    yield (new := browser.open(f"{front}members/new"))
    yield browser.submit(new.form("⟦Add⟧"), "⟦Add⟧", 422)
    form = new.form("⟦Add⟧").fill(code="KR", start="2027-01-01", end="2029-12-31", source="x")
    yield browser.submit(form, "⟦Add⟧", 422)
    yield browser.open(f"{front}addresses/new?target=hrc-mx")
    for path, filled in (
        ("officers/hrc 2026-01-08/", {"end": "2026-11-30"}),
        ("addresses/high-commissioner/", {"email": "", "as_of": "2001-01-01"}),
    ):
        yield (page := browser.open(f"{front}{path}"))
        browser.press(page.form("⟦Save⟧").fill(**filled), "⟦Save⟧")
        yield browser.submit(page.form("⟦Save⟧").fill(note="x"), "⟦Save⟧", 409)
        yield browser.open(f"{front}{path}")
    browser.press(page.form("⟦I checked this today⟧"), "⟦I checked this today⟧")
    show = "⟦Show what it would change⟧"
    form = (page := browser.open(f"{front}import/")).form(show)
    yield page
    for broken in (b"", sheet("hrc-kr,<b>1</b>,a b,,,m,,,"), b"{"):
        yield browser.page(f"{front}import/", browser.bring(form, show, broken, "x" * 9), 422)
    entries = [make_entry("France", "a@example.org; b@example.org"), make_entry("Mexico")]
    answer = browser.bring(form, show, make_directory(*entries))
    yield (page := browser.open(answer.headers["Location"]))
    yield browser.submit(page.form("⟦Take all 2⟧"), "⟦Take only the ticked ones⟧", 422)
    browser.press(page.form("⟦Take all 2⟧"), "⟦Take all 2⟧")
    answer = browser.bring(form, show, make_directory(make_entry("France")))
    yield browser.open(f"{front}import/")
    yield browser.open(answer.headers["Location"])
    for path in ("", "changes/", "changes/1", "members/XX/"):
        yield browser.open(f"{front}{path}", 404 if "XX" in path else 200)


def pages_of_a_campaign(browser: Browser) -> Iterator[Page]:
    """Yield the pages on which a campaign is looked after, with their mistakes."""
    campaign = "/organizers/uyghur-assessment/campaign"
    look, looked = "⟦Look at it first⟧", "⟦I looked: it has not happened⟧"
    yield browser.open(campaign)
    yield browser.open(f"{campaign}/launch")
    yield browser.open(f"{campaign}/pause", 409)
    notice = browser.open(f"{campaign}/notice").form(look)
    yield browser.submit(notice, look, 422)
    shown = browser.submit(notice.fill(text_en="We moved.", until="2026-11-30"), look)
    yield shown
    assert browser.press(shown.form("⟦Put it up⟧"), "⟦Put it up⟧").status_code == 303
    yield browser.submit(notice.forge(text_en="Mine.", step="keep"), look, 409)
    days = browser.open(f"{campaign}/dates").form("⟦Set the days⟧")
    yield browser.submit(days.fill(opens="x", closes="2026-01-01"), "⟦Set the days⟧", 422)
    known = browser.open(f"{campaign}/known/gov-revive-debate").form(looked)
    yield browser.submit(known.fill(source="", day=""), looked, 422)
    browser.press(known.fill(source="x"), looked)
    risk = browser.open(f"{campaign}/risk/hrc/en").form(look)
    yield browser.submit(risk.fill(text=""), look, 422)
    shown = browser.submit(risk.fill(source="x"), look)
    yield shown
    browser.press(shown.form("⟦Use this text⟧"), "⟦Use this text⟧")
    yield browser.open(f"{campaign}/risk/hrc/en")
    yield browser.open(campaign)
    yield browser.open("/organizers/uyghur-assessment/letters/")
    yield (texts := browser.open("/organizers/uyghur-assessment/letters/read/en/6"))
    read = "⟦Mark as read⟧ English"
    yield browser.submit(texts.form(read).fill(day=""), read, 422)
    yield browser.open("/organizers/uyghur-assessment/letters/hrc-kr/en/home")
    yield browser.open("/organizers/uyghur-assessment/letters/hrc/en/offered")
    for number in (1, 2, 3):
        yield browser.open(f"/organizers/facts/changes/{number}")


@pytest.mark.slow
def test_organizers_read_everything_in_their_language(app: Flask) -> None:
    headings = set()
    for page in pages_of_organizers(app):
        assert list(forgotten(page)) == [], page.url
        headings.add(page.heading)
    assert len(headings) > 9


def pages_of_a_host(visitor: Visitor, app: Flask, campaign: str) -> Iterator[Page]:
    """Yield the pages that the code on a tally sheet leads to."""
    seals, slug = app.extensions["services"].seals, campaign.strip("/")
    yield visitor.submit(visitor.open(path_of(seals, slug, "LEEDS-1")).form(SEND), SEND, 422)
    yield (page := visitor.open(path_of(seals, slug, "LEEDS-1", ["hrc-kr"])))
    form = page.form(SEND)
    yield visitor.submit(form, SEND, 422)
    yield visitor.submit(form.forge(**{"times-hrc-kr": "x", "token": ""}), SEND, 422)
    yield visitor.submit(form.fill(find="mex"), SEND)
    yield visitor.submit(form.fill(find="atlantis"), SEND)
    answer = visitor.press(form.fill(**{"times-hrc-kr": "17"}), SEND)
    yield visitor.open(answer.headers["Location"])


def pages_of(visitor: Visitor, app: Flask, campaign: str) -> Iterator[Page]:
    """Yield every kind of page, as a supporter meets them."""
    yield from pages_of_a_host(visitor, app, campaign)
    yield (start := visitor.open(campaign))
    yield visitor.follow(start, "⟦A country’s delegation: choose among all⟧")
    for slug in ("high-commissioner", "hrc", "hrc-kr", "third-committee", "third-committee-kr"):
        yield (page := visitor.open(f"{campaign}to/{slug}/"))
        form = page.form(SHOW).fill(
            note="My own words.", sign_as="full", name="My name", place="My town", country="KR"
        )
        yield (checked := visitor.submit(form, SHOW))
        yield visitor.submit(form.fill(note=RISKY), SHOW)
        yield visitor.submit(checked.form("⟦Change something⟧"), "⟦Change something⟧")
        form = form.forge(
            ask="none",
            note="x" * 9000,
            sign_as="x",
            language="x",
            country="xx",
            paper="x",
            token="",
        )
        yield visitor.submit(form, SHOW, 422)
    yield visitor.open(f"{campaign}several/")
    for name in ("share", "privacy", "accessibility", "missing"):
        yield visitor.open(f"{campaign}{name}/")
    yield visitor.submit(checked.form(PRINT), PRINT)
    yield visitor.submit(checked.form(ANOTHER), ANOTHER)
    yield (page := visitor.open(f"{campaign}evening/"))
    form = page.form("⟦Download the pack⟧")
    yield visitor.submit(form, "⟦Download the pack⟧", 422)
    form = form.forge(to=[f"x{number}" for number in range(11)], language="x", paper="x")
    yield visitor.submit(form, "⟦Download the pack⟧", 422)
    yield visitor.open(f"{campaign}to/?find=kor&order=fewest")
    yield visitor.open(f"{campaign}to/hrc-kr/done")
    yield visitor.open(f"{campaign}to/hrc-kr/later")
    yield visitor.open(f"{campaign}several/?go=1", 422)
    report = checked.form("⟦I posted it⟧").forge(token="")
    yield visitor.submit(report, "⟦I posted it⟧", 422)


def failures_of(visitor: Visitor, app: Flask, campaign: str) -> Iterator[Page]:
    """Yield the pages of failures."""
    yield visitor.open("/nowhere", 404)
    yield visitor.open(f"{campaign}to/nobody/", 404)
    yield visitor.open(f"{campaign}to/hrc-cn/", 403)
    yield visitor.open(f"{campaign}to/hrc-us/", 410)
    form = visitor.open(f"{campaign}to/hrc-kr/").form(SHOW)
    yield visitor.submit(form.fill(note="x" * LARGEST_BODY), SHOW, 413)
    elsewhere = replace(form, buttons=(Button("Send", {}, campaign),))
    yield visitor.submit(elsewhere, "Send", 405)
    checked = visitor.submit(form, SHOW).form(PDF)
    with full(app.extensions["services"].press):
        yield visitor.submit(checked, PDF, 503)
    desk, app.extensions["services"] = app.extensions["services"], SimpleNamespace(campaigns={})
    broken = visitor.open(campaign, 500)
    app.extensions["services"] = desk
    yield broken


@pytest.mark.slow
def test_every_word_is_translated_or_marked(app: Flask) -> None:
    visitor = Visitor(app, Accept_Language="ar")

    for page in pages_of(visitor, app, REAL):
        assert (page.url, list(forgotten(page))) == (page.url, [])
        assert attributes(page.find("html")) == {"lang": "ar", "dir": "rtl"}
        assert "⟦" in page.heading or page.url == REAL
        assert "lang" not in attributes(page.find(".band-name a")), "the campaign speaks it too"


@pytest.mark.slow
def test_what_a_filter_says_of_a_constant_is_in_the_language_of_each_page(app: Flask) -> None:
    template = app.jinja_env.from_string("{{ 'signed' | on_paper }}")

    for language, said in (("en", "Signed on paper"), ("ar", "⟦Signed on paper⟧")):
        with app.test_request_context(headers={"Accept-Language": language}):
            assert template.render() == said


@pytest.mark.slow
def test_every_word_of_a_failure_is_translated_or_marked(app: Flask) -> None:
    for page in failures_of(Visitor(app, Accept_Language="ar"), app, REAL):
        assert (page.url, list(forgotten(page))) == (page.url, [])
        assert attributes(page.find("html")) == {"lang": "ar", "dir": "rtl"}
        assert page.heading.startswith("⟦")


@pytest.mark.slow
def test_a_campaign_in_the_same_language_is_not_marked_and_its_letters_are_its_own(
    orchard_app: Flask, orchard: Campaign
) -> None:
    visitor = Visitor(orchard_app, Accept_Language="ar")

    for page in pages_of(visitor, orchard_app, ORCHARD):
        assert (page.url, list(forgotten(page))) == (page.url, [])
        assert "lang" not in attributes(page.find(".band-name a"))
    letter = visitor.submit(visitor.open(f"{ORCHARD}to/hrc-kr/").form(SHOW), SHOW)
    assert attributes(letter.find("article.paper"))["dir"] == "rtl"
    assert orchard.languages["ar"].forms[TargetKind.COUNCIL_MEMBER].salutation in letter.text


@pytest.mark.slow
def test_the_letter_may_be_in_another_language_than_the_page(orchard_app: Flask) -> None:
    visitor = Visitor(orchard_app, Accept_Language="ar")
    form = visitor.open(f"{ORCHARD}to/hrc-kr/").form(SHOW)
    assert form.values["language"] == ("ar",)

    page = visitor.submit(form.fill(language="en"), SHOW)

    given = attributes(page.find("article.paper"))
    assert (given["lang"], given["dir"]) == ("en", "ltr")
    assert attributes(page.find("html"))["lang"] == "ar"


@pytest.mark.parametrize(("asked", "spoken"), [
    ("ar", "ar"), ("ar-EG, en;q=0.5", "ar"), ("fr, ar;q=0.2", "ar"), ("en, ar", "en"),
    ("fr", "en"), ("*", "en"), ("ar;q=0, *", "en"), ("", "en"), (";;q=x", "en"),
])  # fmt: skip
def test_what_the_browser_asks_for_decides(app: Flask, asked: str, spoken: str) -> None:
    page = Visitor(app, Accept_Language=asked).open(REAL)

    assert attributes(page.find("html"))["lang"] == spoken
    assert set(page.response.vary) == {"Accept-Language", "Accept-Encoding"}


@pytest.mark.slow
def test_a_language_asked_for_stays_all_the_way(app: Flask) -> None:
    visitor = Visitor(app, Accept_Language="en")

    page = visitor.open("/?lang=ar")
    assert page.url == "/uyghur-assessment/?lang=ar"
    page = visitor.follow(page, "⟦A country’s delegation: choose among all⟧")
    page = visitor.follow(page, "⟦Mexico⟧", "section:nth-of-type(2)")
    page = visitor.submit(page.form(SHOW), SHOW)
    page = visitor.submit(page.form("⟦Change something⟧"), "⟦Change something⟧")
    page = visitor.submit(page.form(SHOW).forge(ask=()), SHOW, 422)
    answer = visitor.press(
        visitor.submit(page.form(SHOW).fill(ask="gov-revive-debate"), SHOW).form("⟦I posted it⟧"),
        "⟦I posted it⟧",
    )

    assert answer.headers["Location"].endswith("/done?lang=ar")
    page = visitor.open(answer.headers["Location"])
    assert attributes(page.find("html"))["lang"] == "ar"
    page = visitor.follow(page, "⟦Write to somebody else⟧")
    assert attributes(page.find("html"))["lang"] == "ar"
    page = visitor.open("/nowhere?lang=ar", 404)
    assert visitor.follow(page, "⟦Choose whom to write to⟧").url.endswith("?lang=ar")


@pytest.mark.parametrize("wanted", ["xx", "../ar", "AR", "", "ar&lang=xx"])
def test_an_unknown_language_is_ignored_and_not_carried_on(app: Flask, wanted: str) -> None:
    page = Visitor(app, Accept_Language="en").open(f"{REAL}?lang={wanted}")

    spoken = "ar" if wanted.startswith("ar&") else "en"
    assert attributes(page.find("html"))["lang"] == spoken
    kept = {link.partition("?")[2] for _, link in page.links("main") if link.startswith(REAL)}
    assert kept == ({"lang=ar"} if spoken == "ar" else {""})


def test_a_page_offers_every_language_in_its_own_words(app: Flask) -> None:
    page = Visitor(app, Accept_Language="en").open(f"{REAL}to/")

    offered = page.document.query(".languages a")
    assert [attributes(each)["href"] for each in offered] == [
        f"{REAL}to/?lang=ar",
        f"{REAL}to/?lang=en",
    ]
    assert [(attributes(each)["lang"], attributes(each)["dir"]) for each in offered] == [
        ("ar", "rtl"),
        ("en", "ltr"),
    ]
    assert str(offered[0].to_text()).strip() == "العربية"


def test_another_language_of_the_page_loses_nothing_of_what_was_typed(app: Flask) -> None:
    visitor = Visitor(app, Accept_Language="en")
    form = visitor.open(f"{REAL}to/hrc-kr/?then=hrc-mx").form("العربية")
    typed = form.fill(note="I bake.", sign_as="full", name="Ana", ask="gov-revive-debate")

    page = visitor.submit(typed, "العربية")

    assert page.url == f"{REAL}to/hrc-kr/?step=write&lang=ar"
    assert attributes(page.find("html"))["lang"] == "ar"
    kept = page.form(SHOW).values
    assert {name: kept[name] for name in typed.values} == typed.values
    wrong = visitor.submit(page.form(SHOW).fill(ask=[]), SHOW, 422)
    again = visitor.submit(wrong.form("English"), "English").form("Show my letter")
    assert again.values["note"] == ("I bake.",)
    assert not page.document.query(".languages a")
    assert visitor.counts() == {}


@pytest.mark.slow
def test_another_language_of_the_page_to_check_shows_the_same_letter_and_counts_nothing(
    app: Flask,
) -> None:
    visitor = Visitor(app, Accept_Language="en")
    form = visitor.open(f"{REAL}to/hrc-kr/").form("Show my letter")
    page = visitor.submit(form.fill(note="I bake."), "Show my letter")

    page = visitor.submit(page.form("العربية"), "العربية")

    assert page.heading == "⟦Check your letter⟧"
    assert "I bake." in page.text
    assert visitor.counts() == {"prepared": 1}


def test_a_language_that_the_campaign_or_the_interface_lacks_is_not_offered(
    app_with: AppWith,
) -> None:
    visitor = Visitor(app_with(letters=TEST_LETTERS), Accept_Language="ar, de;q=0.5")

    page = visitor.open(ORCHARD)

    assert not page.document.query(".languages"), "the campaign has no German, the pages no Arabic"
    assert attributes(page.find("html"))["lang"] == "en"


@pytest.mark.slow
def test_a_link_that_is_passed_on_has_a_card_with_a_picture_of_the_campaigns_title(
    orchard_app: Flask, orchard: Campaign
) -> None:
    visitor = Visitor(orchard_app)
    told = {code: properties(visitor.open(f"/orchard/?lang={code}")) for code in ("ar", "en")}

    links = [attributes(each) for each in visitor.open("/orchard/").document.query("link")]
    found = {each["hreflang"]: each["href"] for each in links if "hreflang" in each}
    assert {"ar", "en", "x-default"} == set(found)

    pictures = {}
    for code, card in told.items():
        title = orchard.texts[code].title
        assert (card["og:site_name"], card["og:image:alt"]) == (title, title)
        assert card["og:url"] == f"https://letters.example.org/orchard/?lang={code}"
        assert card["twitter:card"] == "summary_large_image"
        at = card["og:image"].removeprefix("https://letters.example.org")
        pictures[code] = visitor.get(at).data
        assert Image.open(io.BytesIO(pictures[code])).size == (
            int(card["og:image:width"]), int(card["og:image:height"]),
        )  # fmt: skip
    assert pictures["ar"] != pictures["en"]


def test_pages_that_nobody_checked_in_their_language_say_so(orchard_app: Flask) -> None:
    unchecked = "Nobody who grew up with this language has checked these pages yet."

    told = {code: Visitor(orchard_app).open(f"{ORCHARD}?lang={code}").text for code in ("ar", "en")}

    assert unchecked in told["ar"]
    assert unchecked not in told["en"]


def test_a_letter_that_is_not_in_the_pages_language_has_a_copy_in_it_to_read(app: Flask) -> None:
    visitor = Visitor(app, Accept_Language="ar")
    form = visitor.open(f"{REAL}to/third-committee-jp/").form(SHOW)
    assert form.values["language"] == ("en",), "Japan's delegation reads no Arabic"

    page = visitor.submit(form.fill(note="Own words."), SHOW)

    letter, copy = page.document.query("article.paper")
    assert attributes(letter)["lang"] == "en"
    assert attributes(copy)["lang"] == "ar"
    assert "⟦" in copy.to_text()
    assert "Own words." in copy.to_text(), "they stay as they were written"
    button = "⟦Download the copy to read (.txt)⟧"
    file = visitor.press(page.form(button), button)
    assert file.headers["Content-Disposition"].endswith("reading-copy-letter-japan-new-york.txt")
    assert file.text.startswith("⟦This is a copy to read, not to send.⟧")
    counted = json.loads(visitor.get(f"{REAL}counts.json").text)["counts"]
    assert counted.get("txt", 0) == 0, "what is only read is in no count"


def test_a_letter_in_the_pages_language_has_no_copy(orchard_app: Flask) -> None:
    visitor = Visitor(orchard_app, Accept_Language="ar")

    page = visitor.submit(visitor.open(f"{ORCHARD}to/hrc-kr/").form(SHOW), SHOW)

    assert len(page.document.query("article.paper")) == 1


def test_a_language_that_its_reader_does_not_read_becomes_one_that_it_does(app: Flask) -> None:
    visitor = Visitor(app)
    form = visitor.open(f"{REAL}to/third-committee-jp/").form("Show my letter")

    page = visitor.submit(form.forge(language=("ar",)), "Show my letter")

    assert attributes(page.find("article.paper"))["lang"] == "en"


@pytest.mark.parametrize(
    ("language", "day"),
    [("en", "28 August 2024"), ("de", "28. August 2024")],
)
def test_a_day_is_written_out_as_in_the_pages_language(
    app_with: AppWith, language: str, day: str
) -> None:
    with app_with().test_request_context(f"/?lang={language}"):
        assert locale.say_day(date(2024, 8, 28)) == day
