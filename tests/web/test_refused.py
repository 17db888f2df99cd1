"""A form that cannot be used says why, leads to the field, and has lost nothing that was typed."""

import time
from collections.abc import Mapping

import pytest
from flask import Flask

from tests.pages import Form, Page, Visitor
from tests.soundness import attributes

WRITE = "/uyghur-assessment/to/hrc-kr/"
SHOW = "Show my letter"
TYPED: Mapping[str, str | tuple[str, ...]] = {
    "ask": ("gov-revive-debate", "hrc-urgent-action"),
    "note": 'My aunt said: "go & <see>".\n\n  It is \\ far.',
    "sign_as": "full",
    "name": "Zoë O’Neill <zoe>",
    "place": "São Paulo",
    "country": "BR",
    "paper": "letter",
}
"""What a person could fill in, all of it unlike what the form holds from the start."""
TOO_LONG = "x" * 201

FIRST: Mapping[str, str] = {
    "ask": "ask-gov-revive-debate",
    "language": "language-en",
    "sign_as": "sign_as-blank",
    "paper": "paper-a4",
}
"""Where a group of choices is mended: at its first."""

REFUSED: Mapping[str, tuple[Mapping[str, str | tuple[str, ...]], str, str]] = {
    "nothing chosen": ({"ask": ()}, "ask", "Choose at least one thing to ask for."),
    "an ask that is unknown": ({"ask": ("other",)}, "ask", "“What to ask for”: this"),
    "an ask for another target": (
        {"ask": ("hc-missing-mechanism",)}, "ask", "“What to ask for”: this",
    ),
    "a note too long": ({"note": "y" * 6001}, "note", "Your words are 1 character too long."),
    "a note of too many lines": ({"note": "y\n" * 101}, "note", "more than 100 lines"),
    "an unknown language": ({"language": "tlh"}, "language", "“Language of the letter”: this"),
    "an unknown way to sign": ({"sign_as": "alias"}, "sign_as", "“How do you want to sign?”: this"),
    "no name to sign with": ({"name": " \u202e\n"}, "name", "Write your name or initials"),
    "a name too long": ({"name": TOO_LONG}, "name", "Your name is longer than 200 characters"),
    "a place too long": ({"place": TOO_LONG}, "place", "Your town or city is longer than 200"),
    "an unknown country": (
        {"country": "XX"}, "country", "“Country or territory where you live”: this",
    ),
    "no country to sign with": (
        {"sign_as": "country", "country": ""}, "country", "Choose your country",
    ),
    "an unknown paper": ({"paper": "a5"}, "paper", "“Paper, if you print it”: this"),
}  # fmt: skip


def typed_in(visitor: Visitor) -> Form:
    return visitor.open(WRITE).form(SHOW).fill(**TYPED)


def errors_on(page: Page) -> list[tuple[str, str]]:
    """Return each error of the summary on top, with the id that it leads to."""
    return [(text, link.removeprefix("#")) for text, link in page.links(".errors")]


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_is_said_where_it_is_and_the_rest_is_kept(app: Flask, case: str) -> None:
    wrong, field, said = REFUSED[case]
    visitor = Visitor(app)

    form = typed_in(visitor).forge(**wrong)
    started = time.thread_time()
    page = visitor.submit(form, SHOW, 422)

    assert time.thread_time() - started < 1
    assert page.find("title").to_text().startswith("Error: ")
    [(error, place)] = errors_on(page)
    assert (place, said in error) == (FIRST.get(field, field), True), error
    assert page.find(f"#{place}").name in {"input", "select", "textarea"}
    described = attributes(page.find(f"#{field}"))
    assert described["aria-invalid"] == "true"
    assert f"{field}-error" in described["aria-describedby"].split()
    again = page.form(SHOW).values
    unchanged = {name: value for name, value in form.values.items() if name not in wrong}
    assert {name: again[name] for name in unchanged} == unchanged
    assert page.response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("case", [
    "nothing chosen", "a note too long", "a note of too many lines", "a name too long",
    "no country to sign with",
])  # fmt: skip
def test_what_was_wrong_but_typed_is_kept_too(app: Flask, case: str) -> None:
    wrong, field, _ = REFUSED[case]
    visitor = Visitor(app)

    page = visitor.submit(typed_in(visitor).forge(**wrong), SHOW, 422)

    kept = page.form(SHOW).values[field]
    sent = wrong[field]
    assert [text.strip() for text in kept] == [
        text.strip() for text in ([sent] if isinstance(sent, str) else sent)
    ]


@pytest.mark.parametrize("ending", ["letter.pdf", "letter.eml", "letter.txt", "open"])
def test_no_letter_is_given_for_a_form_that_is_refused(app: Flask, ending: str) -> None:
    visitor = Visitor(app)
    values = typed_in(visitor).forge(ask=()).values

    answer = visitor.post(WRITE + ending, values)

    assert answer.status_code == 422
    assert "Choose at least one thing to ask for." in answer.text
    assert visitor.counts() == {}


def test_a_form_put_right_gives_the_letter(app: Flask) -> None:
    visitor = Visitor(app)
    page = visitor.submit(typed_in(visitor).forge(ask=(), name=""), SHOW, 422)
    assert [place for _, place in errors_on(page)] == [FIRST["ask"], "name"]

    page = visitor.submit(page.form(SHOW).fill(ask=TYPED["ask"], name="Z"), SHOW)

    assert page.heading == "Check your letter"


@pytest.mark.parametrize(("field", "value"), [
    ("note", "y" * 6000), ("note", "y\n" * 99 + "y"), ("name", "n" * 200), ("place", "p" * 200),
])  # fmt: skip
def test_the_most_that_is_allowed_is_allowed(app: Flask, field: str, value: str) -> None:
    visitor = Visitor(app)

    page = visitor.submit(typed_in(visitor).fill(**{field: value}), SHOW)

    assert page.heading == "Check your letter"


def test_characters_that_reorder_text_are_gone_from_the_letter(app: Flask) -> None:
    visitor = Visitor(app)
    form = typed_in(visitor).fill(name="A\u202eB\u2066C\x07", note="one\u202e\x00two\u200f")

    page = visitor.submit(form, SHOW)

    assert page.form("Change something").values["name"] == ("ABC",)
    assert page.form("Change something").values["note"] == ("onetwo",)


@pytest.mark.parametrize("name", ["paper", "place", "country", "note"])
def test_fields_that_a_plain_client_leaves_out_are_as_on_the_page(app: Flask, name: str) -> None:
    visitor = Visitor(app)
    form = visitor.open(WRITE).form(SHOW).without(name)

    assert visitor.submit(form, SHOW).heading == "Check your letter"


def test_a_report_of_something_else_is_refused(app: Flask) -> None:
    visitor = Visitor(app)
    form = visitor.submit(visitor.open(WRITE).form(SHOW), SHOW).form("I posted it")

    answer = visitor.post(WRITE + "done", {**form.values, "what": ("burned",)})

    assert answer.status_code == 422
    assert "Your report was not counted yet" in answer.text
    assert visitor.counts() == {"prepared": 1}
