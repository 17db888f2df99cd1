"""Ten letters with the same words: whatever is pressed in the middle, nothing of them is lost."""

import email
import io
from collections.abc import Mapping
from email.policy import SMTP
from zipfile import ZipFile

import pytest
from flask import Flask

from tests.pages import Button, Form, Page, Visitor
from tests.soundness import attributes, words
from tests.web.test_token import FORGED

ROOT = "/uyghur-assessment"
SHOW = "Show my letter"
STATES = ("kr", "mx", "fr", "gb", "ch", "in", "id", "jp", "th", "iq")
TEN = tuple(f"hrc-{state}" for state in STATES)
TYPED: Mapping[str, str] = {
    "note": "I am a nurse.\n\nI ask you to listen.",
    "sign_as": "full",
    "name": "Ana Example",
    "place": "Lyon",
    "country": "FR",
    "paper": "letter",
}


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app)


def start(visitor: Visitor, number: int = 10) -> Page:
    """Return the form of the first of several letters, once they are chosen."""
    query = "&".join(f"to={slug}" for slug in TEN[:number])
    return visitor.open(f"{ROOT}/several/?{query}&go=1")


def checked(visitor: Visitor, form: Form) -> Page:
    return visitor.submit(form, SHOW)


def next_button(page: Page) -> str:
    """Return what the button to the next of several letters says."""
    every = [each.text for form in page.forms for each in form.buttons]
    return next(text for text in every if text.startswith("Next:"))


def fourth(visitor: Visitor) -> Page:
    """Return the page to check the fourth of ten letters."""
    page = checked(visitor, start(visitor).form(SHOW).fill(**TYPED))
    for button in ("I sent it by email", "I posted it", None):
        pressed = button or next_button(page)
        page = checked(visitor, visitor.submit(page.form(pressed), pressed).form(SHOW))
    return page


def demand_kept(page: Page, number: int = 4) -> None:
    """Demand that a page's form has all that was typed, and all of the ten letters."""
    form = next(each for each in page.forms if "note" in each.values)
    values = form.values
    for name, value in TYPED.items():
        assert values[name] == (value,), name
    assert len(values.get("gone", ())) == number - 1
    assert len(values.get("then", ())) == max(0, 10 - number)
    assert values["gone"][:2] == ("hrc-kr:sent", "hrc-mx:posted")


def test_the_words_are_asked_for_as_going_into_all(visitor: Visitor) -> None:
    assert "These words go into all 10 letters." in start(visitor).text
    assert "These words go into" not in visitor.open(f"{ROOT}/to/hrc-kr/").text


@pytest.mark.parametrize(
    ("button", "said"), [("I sent it by email", "sent"), ("I posted it", "posted")]
)
def test_a_report_in_the_middle_is_counted_and_leads_to_the_next_with_everything_kept(
    visitor: Visitor, button: str, said: str
) -> None:
    page = fourth(visitor)
    before = visitor.counts()

    after = visitor.submit(page.form(button), button)

    assert "Thank you, that was counted. Next: Switzerland (5 of 10)" in after.text
    demand_kept(after, 5)
    assert after.form(SHOW).values["gone"][-1] == f"hrc-gb:{said}"
    assert visitor.counts()[said] == before[said] + 1
    visitor.submit(page.form(button), button)
    assert visitor.counts()[said] == before[said] + 1, "the same press again"


def number_after(button: Button) -> int:
    """Return which letter comes when a button is pressed beside the fourth of ten."""
    if "all=1" in button.action:
        return 11
    return 5 if button.action.endswith("/next") else 4


@pytest.mark.slow
def test_every_button_in_the_middle_keeps_all_ten(visitor: Visitor) -> None:
    page = fourth(visitor)
    pressed = 0
    for form in page.forms:
        for button in form.buttons:
            answer = visitor.post(button.action, {**form.values, **button.values})
            pressed += 1
            if answer.mimetype == "text/html" and answer.status_code == 200:
                shown = visitor._page(button.action, answer, 200)  # noqa: SLF001
                demand_kept(shown, number_after(button))
    assert pressed > 10


def test_the_fourth_letter_can_be_changed_and_shown_in_another_language(visitor: Visitor) -> None:
    page = fourth(visitor)

    edit = visitor.submit(page.form("Change something"), "Change something")
    demand_kept(edit)
    demand_kept(checked(visitor, edit.form(SHOW)))


def test_no_link_beside_the_words_of_several_leads_away_from_them(visitor: Visitor) -> None:
    """What opens in this tab are the campaign's name, the foot's pages and the way out."""
    page = visitor.submit(fourth(visitor).form("I posted it"), "I posted it")

    for link in page.document.query("main a"):
        given = attributes(link)
        assert given["href"].startswith("#") or given.get("target") == "_blank", words(link)


def test_an_ask_that_is_not_for_the_next_comes_back_where_it_is(visitor: Visitor) -> None:
    write = visitor.open(f"{ROOT}/to/hrc-kr/?then=third-committee-fr&then=hrc-mx")
    asks = ("hrc-urgent-action",)
    page = checked(visitor, write.form(SHOW).fill(ask=asks))
    second = visitor.submit(page.form(next_button(page)), next_button(page))
    assert "hrc-urgent-action" not in second.form(SHOW).values["ask"]
    page = checked(visitor, second.form(SHOW))

    third = visitor.submit(page.form(next_button(page)), next_button(page))

    assert "hrc-urgent-action" in third.form(SHOW).values["ask"]


def test_an_address_that_was_found_for_one_goes_to_no_other(visitor: Visitor) -> None:
    found = "Villa Example\n1211 Geneva 19\nSwitzerland"
    form = start(visitor, 3).form(SHOW).fill(to_postal=found, to_email="mission@example.org")
    page = checked(visitor, form)
    assert "Villa Example" in page.text

    drafts = visitor.press(
        page.form("All of them as email drafts (.zip)"), "All of them as email drafts (.zip)"
    )
    second = visitor.submit(page.form("I posted it"), "I posted it")

    with ZipFile(io.BytesIO(drafts.data)) as folder:
        to = [
            email.message_from_bytes(folder.read(name), policy=SMTP)["To"]
            for name in folder.namelist()
        ]
    assert to == ["mission@example.org", None, None]
    assert "Villa Example" not in checked(visitor, second.form(SHOW)).text
    assert second.form(SHOW).values.get("to_postal", ("",)) == ("",)


def test_an_address_that_was_found_comes_back_with_the_letter_it_was_found_for(
    visitor: Visitor,
) -> None:
    found = "Villa Example\n1211 Geneva 19\nSwitzerland"
    form = start(visitor, 3).form(SHOW).fill(to_postal=found, to_email="mission@example.org")
    page = checked(visitor, form)
    for lines in ("Casa Example\n1211 Geneva 20\nSwitzerland", ""):
        onward = next_button(page)
        form = visitor.submit(page.form(onward), onward).form(SHOW)
        page = checked(visitor, form.fill(to_postal=lines))
    end = visitor.submit(page.form("I posted it"), "I posted it")

    for name, lines, mail in (
        ("Mexico", "Casa Example\n1211 Geneva 20\nSwitzerland", ""),
        ("Republic of Korea", found, "mission@example.org"),
    ):
        back = f"Back to the letter to: {name}"
        form = visitor.submit(end.form(back), back).form(SHOW)
        assert (form.values["to_postal"], form.values["to_email"]) == ((lines,), (mail,))
        page = checked(visitor, form)
        assert lines.partition("\n")[0] in page.text
        end = visitor.submit(page.form("I posted it"), "I posted it")


def test_at_the_end_the_list_says_what_became_of_each_and_leads_back_to_any(
    visitor: Visitor,
) -> None:
    page = checked(visitor, start(visitor, 3).form(SHOW).fill(**TYPED))
    page = checked(visitor, visitor.submit(page.form("I posted it"), "I posted it").form(SHOW))
    onward = next_button(page)
    page = checked(visitor, visitor.submit(page.form(onward), onward).form(SHOW))

    end = visitor.submit(page.form("I sent it by email"), "I sent it by email")

    assert end.heading == "Your letters"
    assert [words(each) for each in end.document.query("main ol > li")] == [
        "Republic of Korea – you posted it",
        "Mexico – you have not said that it left Back to the letter to: Mexico",
        "France – you sent it by email",
    ]
    back = "Back to the letter to: Mexico"
    again = visitor.submit(end.form(back), back)
    assert "Mexico" in again.heading
    page = checked(visitor, again.form(SHOW))
    assert TYPED["name"] in page.text
    end = visitor.submit(page.form("I posted it"), "I posted it")
    assert "you have not said" not in end.text
    assert visitor.counts() == {"prepared": 3, "posted": 2, "sent": 1}


def test_all_that_were_taken_at_once_are_reported_at_once(visitor: Visitor) -> None:
    page = checked(visitor, start(visitor, 3).form(SHOW).fill(**TYPED))

    end = visitor.submit(page.form("I posted all of them"), "I posted all of them")

    assert end.text.count("you posted it") == 3
    assert visitor.counts() == {"prepared": 1, "posted": 3}


def test_from_the_end_the_same_words_go_to_somebody_else(visitor: Visitor) -> None:
    page = checked(visitor, start(visitor, 2).form(SHOW).fill(**TYPED))
    end = visitor.submit(page.form("I posted all of them"), "I posted all of them")
    same = "Write to somebody else with the same words"

    office = "President of the Human Rights Council"
    more = visitor.submit(visitor.submit(end.form(same), same).form(office), office)

    assert more.form(SHOW).values["name"] == (TYPED["name"],)
    assert "Letter " not in more.text.partition("Write to: President")[2][:40]
    assert more.form(SHOW).values.get("gone", ()) == ()


def test_all_come_as_drafts_in_one_file_that_names_nobody_and_no_time(visitor: Visitor) -> None:
    page = checked(visitor, start(visitor, 3).form(SHOW).fill(**TYPED))
    button = "All of them as email drafts (.zip)"

    answer = visitor.press(page.form(button), button)

    assert answer.mimetype == "application/zip"
    with ZipFile(io.BytesIO(answer.data)) as folder:
        assert folder.namelist() == [
            "letter-republic-of-korea.eml",
            "letter-mexico.eml",
            "letter-france.eml",
        ]
        assert {each.date_time for each in folder.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert all(b"I am a nurse." in folder.read(name) for name in folder.namelist())
    assert visitor.counts() == {"prepared": 1, "eml": 3}


def test_going_on_with_a_page_too_old_counts_nothing_and_loses_nothing(visitor: Visitor) -> None:
    page = checked(visitor, start(visitor, 3).form(SHOW).fill(**TYPED))

    after = visitor.submit(page.form("I posted it").forge(token=FORGED), "I posted it")

    assert "counted" not in after.text.partition("Next:")[0].rpartition("steps")[2]
    assert after.form(SHOW).values["gone"] == ("hrc-kr",)
    assert after.form(SHOW).values["name"] == (TYPED["name"],)
    assert visitor.counts() == {"prepared": 1}


@pytest.mark.parametrize("gone", ["hrc-kr:replied", "hrc-kr:x", "hrc-kr:"])
def test_what_cannot_be_said_of_a_letter_at_once_is_nothing(visitor: Visitor, gone: str) -> None:
    page = checked(visitor, start(visitor, 2).form(SHOW).forge(gone=gone, then=()))

    end = visitor.submit(page.form("I posted it"), "I posted it")

    assert "Republic of Korea – you have not said that it left" in end.text


def test_a_page_made_from_a_form_says_how_to_go_on_when_it_is_opened_by_its_address(
    visitor: Visitor,
) -> None:
    for path in (
        "to/hrc-kr/?step=check",
        "to/hrc-kr/?step=write",
        "next",
        "another",
        "to/letters.zip",
    ):
        page = visitor.open(f"{ROOT}/{path}", 405)
        assert "Go back once more in your browser" in page.text
        assert "Go to the form" in page.text
