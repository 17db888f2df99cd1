"""What an email holds: shown before it leaves, short unless the whole letter is chosen."""

import email
import email.policy
from urllib.parse import parse_qs, urlsplit

from flask import Flask

from tests.builders import folded, text_of
from tests.pages import Page, Visitor

WRITE = "/uyghur-assessment/to/hrc-kr/"
SHOW, SHOW_EMAIL = "Show my letter", "Show what the email holds"
OPEN, EML, TXT = "Open it in my mail program", "Email draft (.eml)", "Text (.txt)"
PDF, CHANGE = "Download the PDF", "Change something"


def checked(visitor: Visitor, **filled: str) -> Page:
    """Return the page to check a letter on."""
    return visitor.submit(visitor.open(WRITE).form(SHOW).fill(**filled), SHOW)


def said(page: Page, selector: str) -> str:
    """Return what a part of a page says, on one line."""
    return folded(str(page.find(selector).to_text()))


def test_what_the_email_holds_is_shown_before_it_leaves(app: Flask) -> None:
    visitor = Visitor(app)
    page = checked(visitor, note="I bake.", sign_as="full", name="Ana Example", country="KR")

    link = visitor.press(page.form(OPEN), OPEN).headers["Location"]

    fields = parse_qs(urlsplit(link).query)
    assert folded(fields["body"][0]) == said(page, "#copy")
    assert said(page, "#mail") == f"{fields['subject'][0]} {said(page, '#copy')}"
    assert "I bake." in said(page, "#mail")


def test_every_way_by_email_holds_the_same_and_paper_is_whole(app: Flask) -> None:
    visitor = Visitor(app)
    page = checked(visitor)
    short = said(page, "#copy")

    draft = email.message_from_bytes(
        visitor.press(page.form(EML), EML).data, policy=email.policy.default
    )
    assert folded(draft.get_content()) == short
    assert short in folded(visitor.press(page.form(TXT), TXT).text)
    paper = text_of(visitor.press(page.form(PDF), PDF).data)
    assert "On 31 August 2022 the UN human rights office published its assessment" in paper
    assert "On 31 August 2022" not in short


def test_the_whole_letter_can_be_chosen_for_the_email(app: Flask) -> None:
    visitor = Visitor(app)

    page = visitor.submit(checked(visitor).form(SHOW_EMAIL).fill(form="full"), SHOW_EMAIL)

    assert "The email holds the whole letter, as you see it above." in page.text
    assert "On 31 August 2022" in said(page, "#copy")
    again = visitor.submit(page.form(CHANGE), CHANGE).form(SHOW)
    assert again.values["form"] == ("full",)
    assert visitor.counts() == {"prepared": 1}


def test_another_form_of_the_email_is_refused_at_the_field(app: Flask) -> None:
    visitor = Visitor(app)
    form = visitor.open(WRITE).form(SHOW).forge(form="tiny", note="I bake.")

    page = visitor.submit(form, SHOW, 422)

    assert page.form(SHOW).values["note"] == ("I bake.",)
    assert "“What the email holds”: this cannot be chosen here. Choose again." in page.text
    mended = visitor.submit(page.form(SHOW).fill(form="short"), SHOW)
    assert "I bake." in said(mended, "#mail")


def test_an_email_is_short_for_who_says_nothing_of_its_form(app: Flask) -> None:
    visitor = Visitor(app)
    form = visitor.open(WRITE).form(SHOW).without("form")

    assert "On 31 August 2022" not in said(visitor.submit(form, SHOW), "#copy")
