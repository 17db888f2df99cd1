"""Organizers read every letter as it will appear, one by one or as a PDF."""

import re

import pytest
from flask import Flask

from campaign.web.organizers.lifecycle import letters as pages
from tests.builders import read_pdf, text_of
from tests.organizers.browser import Browser
from tests.pages import Page, Visitor
from tests.soundness import attributes, words

LETTERS = "/organizers/orchard/letters/"
PDF = "All of these in one PDF"


def listed(page: Page) -> list[tuple[str, str]]:
    """Return the letters that a page lists, and where each is."""
    return [each for each in page.links("main") if re.search("/(every|home)", each[1])]


def paper(page: Page) -> str:
    return words(page.find("article.paper"))


@pytest.mark.slow
def test_every_letter_is_listed_and_can_be_read(ada: Browser) -> None:
    page = ada.open(LETTERS)

    found = listed(page)
    assert f"{len(found)} letters" in page.text
    subjects = set()
    for _, link in found:
        read = ada.open(link)
        subjects.add(words(read.find(".paper .letter-subject")))
        assert read.document.query(".paper [data-ask]")
    assert len(subjects) > 5


@pytest.mark.parametrize(("query", "number"), [
    ("language=en", 15), ("kind=hrc-member", 20), ("kind=hrc-member&language=en&vote=for", 4),
    ("kind=hrc&language=ar", 1), ("vote=against&kind=hrc", 0), ("kind=nobody", 0),
])  # fmt: skip
def test_letters_are_looked_for(ada: Browser, query: str, number: int) -> None:
    page = ada.open(f"{LETTERS}?{query}")

    assert len(listed(page)) == number
    assert bool([text for text, _ in page.links("main") if text == PDF]) is bool(number)


def test_one_goes_from_letter_to_letter_among_those_looked_for(ada: Browser) -> None:
    page = ada.open(f"{LETTERS}?kind=hrc-member&language=en")
    steps = [ada.open(listed(page)[0][1])]
    assert "Letter 1 of 10" in steps[0].text
    assert "The one before" not in [text for text, _ in steps[0].links("main")]

    while link := dict(steps[-1].links("main")).get("The next one"):
        steps.append(ada.open(link))

    assert "Letter 10 of 10" in steps[-1].text
    assert len({paper(each) for each in steps}) == 10
    assert dict(steps[-1].links("main"))["The one before"] == steps[-2].url


def test_the_letter_to_one_recipient_is_the_one_a_supporter_first_gets(
    ada: Browser, app: Flask
) -> None:
    page = ada.open(f"{LETTERS}?to=hrc-mx&language=en")

    assert page.heading == "Letter to: Mexico"
    visitor = Visitor(app)
    shown = visitor.submit(
        visitor.open("/orchard/to/hrc-mx/").form("Show my letter"), "Show my letter"
    )
    assert paper(page) == paper(shown)


def test_a_letter_is_shown_in_its_own_language_and_direction(ada: Browser) -> None:
    page = ada.open(f"{LETTERS}hrc-kr/ar/home")

    given = attributes(page.find("article.paper"))
    assert (given["lang"], given["dir"]) == ("ar", "rtl")


@pytest.mark.parametrize(("path", "status"), [
    ("hrc-kr/xx/every", 404), ("nobody/en/every", 404), ("high-commissioner/en/home", 404),
    ("hrc-cn/en/every", 403), ("hrc-us/en/every", 404), ("hrc-kr/en/other", 404),
])  # fmt: skip
def test_a_letter_that_there_is_not_is_not_shown(ada: Browser, path: str, status: int) -> None:
    assert ada.get(f"{LETTERS}{path}").status_code == status


@pytest.mark.slow
def test_the_letters_looked_for_are_one_pdf(ada: Browser) -> None:
    page = ada.open(f"{LETTERS}?kind=hrc&language=en")

    answer = ada.get(dict(page.links("main"))[PDF])

    assert answer.mimetype == "application/pdf"
    assert "2026-11-24-orchard-letters-hrc-en.pdf" in answer.headers["Content-Disposition"]
    assert len(read_pdf(answer.data).pages) == 1
    read = ada.open(listed(page)[0][1])
    assert words(read.find(".letter-subject")) in text_of(answer.data)


def test_too_many_letters_for_one_pdf_are_offered_by_language(
    ada: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "AT_ONCE", 15)

    page = ada.open(LETTERS)

    assert "These are too many for one PDF." in page.text
    assert ada.get("/organizers/orchard/letters.pdf").status_code == 404
    assert PDF in dict(ada.follow(page, "English", "main .inline").links("main"))


def test_letters_say_what_was_confirmed_a_moment_ago(ada: Browser) -> None:
    button = "I looked: it has not happened"
    form = ada.open("/organizers/orchard/campaign/known/hc-first-harvest").form(button)
    ada.press(form.fill(source="The clubs’ own page"), button)

    page = ada.open(f"{LETTERS}high-commissioner/en/every")

    assert "as of 24 November 2026." in paper(page)
