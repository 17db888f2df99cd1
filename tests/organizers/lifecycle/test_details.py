"""Who runs a campaign and what it offers is said in the browser, and can be undone."""

import pytest
from flask import Flask

from campaign.model.organizer import Role
from tests.organizers.browser import Browser, Person
from tests.pages import Form, Page, Visitor
from tests.soundness import words

PATH = "/organizers/orchard/launch/"
SET = "/organizers/orchard/campaign/"


def opened(browser: Browser, which: str) -> tuple[Form, str]:
    """Return the form on the page of one line, and its button."""
    found = browser.open(f"{SET}{which}").forms
    return next((f, b.text) for f in found for b in f.buttons if b.text.startswith("Save"))


def save(browser: Browser, which: str, status: int = 303, **filled: str | list[str]) -> Page:
    """Fill in the form of one line on its own page, and return where that leads."""
    form, button = opened(browser, which)
    answer = browser.press(form.fill(**filled), button)
    assert answer.status_code == status, answer.text
    if status == 303:
        return browser.open(answer.headers["Location"])
    return browser.page(f"{SET}{which}", answer, status)


def lines_of(page: Page) -> list[str]:
    return [words(each) for each in page.document.query(".path .step")]


def test_the_path_is_in_the_order_of_a_first_day_and_says_how_long_each_takes(ada: Browser) -> None:
    page = ada.open(PATH)

    assert [line.partition(":")[2].split(" Orchard Letters")[0].strip() for line in lines_of(page)][
        :1
    ] == ["Who runs the campaign, and how to reach you"]
    assert len(lines_of(page)) == 9
    assert "5 of 9 done, about" in page.text
    assert "file" not in page.text


def test_what_is_said_of_the_organization_is_on_every_page_and_opens_the_next_line(
    ada: Browser, visitor: Visitor
) -> None:
    page = save(ada, "organization", name="Quince Society", contact="hello@quince.example")

    assert words(page.find(".saved h2")) == "Saved"
    assert "Quince Society · hello@quince.example" in " ".join(lines_of(page))
    assert words(page.find("details[open] .step-name")).startswith("Next:")
    foot = words(visitor.open("/orchard/privacy/").find("footer"))
    assert "Run by Quince Society. To reach us: hello@quince.example" in foot


def test_true_addresses_get_their_scheme_and_the_page_that_lists_them(
    ada: Browser, visitor: Visitor
) -> None:
    save(
        ada,
        "genuine",
        addresses="letters.quince.example\nhttp://quince.onion",
        listed_at="quince.example/x",
    )

    foot = words(visitor.open("/orchard/").find("footer"))
    assert "https://letters.quince.example , http://quince.onion" in foot
    assert "They are listed at https://quince.example/x" in foot


def test_where_post_arrives_ends_with_its_country_in_capitals(ada: Browser) -> None:
    page = save(ada, "post", lines="Quince Society\n2 Plum Road\nLeeds LS1 1AA\nUnited Kingdom")

    assert "Leeds LS1 1AA, UNITED KINGDOM" in " ".join(lines_of(page))
    assert "country as its last line" in save(ada, "post", 422, lines="2 Plum Road").text


def test_who_helps_relatives_has_to_have_agreed(ada: Browser, visitor: Visitor) -> None:
    form, button = opened(ada, "relatives")
    form = form.fill(name="Plum Line", contact="+44 113 000 0000", agreed=[])
    answer = ada.press(form, button)
    assert answer.status_code == 422

    save(ada, "relatives", name="Plum Line", contact="+44 113 000 0000", agreed="yes")

    assert "+44 113 000 0000" in visitor.open("/orchard/missing/").text


def test_only_the_languages_that_are_chosen_are_offered(ada: Browser, visitor: Visitor) -> None:
    save(ada, "offer", goal="12 000", languages=["en"])

    assert "12,000" in visitor.open("/orchard/").text
    page = visitor.open("/orchard/to/hrc-kr/")
    assert page.form("Show my letter").offered["language"] == frozenset({"en"})
    again, _ = opened(ada, "offer")
    assert again.offered["languages"] == frozenset({"ar", "en"})


@pytest.mark.slow
def test_mistakes_of_each_form_say_what_to_do(ada: Browser) -> None:
    wrong = {
        "organization": {"name": "", "contact": "nowhere"},
        "genuine": {"addresses": "not an address", "listed_at": "javascript:x"},
        "relatives": {"name": "", "contact": ""},
        "offer": {"goal": "many", "opens": "2027-02-01", "closes": "2027-01-01"},
    }
    for which, filled in wrong.items():
        page = save(ada, which, 422, **filled)
        assert len(page.document.query(".errors li")) >= 2, which


def test_two_organizers_on_one_form_see_what_the_other_wrote(ada: Browser) -> None:
    form, button = opened(ada, "organization")
    form = form.fill(name="Second")
    save(ada, "organization", name="First", contact="first@example.org")

    answer = ada.press(form, button)
    page = ada.page(f"{SET}organization", answer, 409)
    assert "First" in words(page.find("main .mind"))
    assert page.form(button).values["name"] == ("Second",)
    assert ada.press(page.form(button), button).status_code == 303


def test_what_was_set_can_be_undone(ada: Browser, visitor: Visitor) -> None:
    save(ada, "organization", name="Quince Society", contact="hello@quince.example")
    page = ada.open("/organizers/facts/changes/1")
    assert ada.press(page.form("Undo orchard"), "Undo orchard").status_code == 303
    assert "Quince" not in visitor.open("/orchard/").text


def test_a_viewer_sees_neither_the_path_nor_its_forms(app: Flask) -> None:
    viewer = Person.joined(Browser(app), "vi@example.org", Role.VIEWER).browser
    viewer.open(PATH, 403)
    viewer.open(f"{SET}organization", 403)
