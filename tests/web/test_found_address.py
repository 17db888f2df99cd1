"""An address that the writer found, and where an answer may go: in the letter, and nowhere else."""

import email
import email.policy
from urllib.parse import unquote

import pytest
from flask import Flask

from tests.builders import lines_of, text_of
from tests.pages import Form, Page, Visitor

START = "/uyghur-assessment/"
WRITE = f"{START}to/hrc-kr/"
JAPAN = f"{START}to/hrc-jp/"
SHOW = "Show my letter"
STREET = "Permanent Mission of Korea\n1 Apple Lane\n1202 Geneva\nSwitzerland"
MAIL = "mission@garden.example"


def filled(visitor: Visitor, url: str = WRITE, **more: str) -> Form:
    return visitor.open(url).form(SHOW).fill(to_postal=STREET, to_email=MAIL, **more)


def checked(visitor: Visitor, url: str = WRITE, **more: str) -> Page:
    return visitor.submit(filled(visitor, url, **more), SHOW)


def taken(visitor: Visitor, page: Page, button: str) -> bytes:
    answer = visitor.press(page.form(button), button)
    assert answer.status_code == 200
    return bytes(answer.data)


@pytest.mark.slow
def test_it_is_printed_and_the_draft_is_to_it(app: Flask) -> None:
    visitor = Visitor(app)
    page = checked(visitor)

    assert "1 Apple Lane" in page.text
    assert "You found this address yourself" in page.text
    lines = lines_of(taken(visitor, page, "Download the PDF"))
    assert {"1 Apple Lane", "1202 Geneva", "SWITZERLAND"} <= {line.strip() for line in lines}
    draft = email.message_from_bytes(
        taken(visitor, page, "Email draft (.eml)"), policy=email.policy.default
    )
    assert draft["To"] == MAIL
    assert (
        f"1 Apple Lane\r\n1202 Geneva\r\nSWITZERLAND\r\n{MAIL}"
        in taken(visitor, page, "Text (.txt)").decode()
    )


def test_the_mail_program_opens_with_it(app: Flask) -> None:
    visitor = Visitor(app)
    page = checked(visitor)
    button = "Open it in my mail program"

    link = visitor.press(page.form(button), button).headers["Location"]

    assert unquote(link).startswith(f"mailto:{MAIL}?")


def test_it_goes_along_to_change_something_and_back(app: Flask) -> None:
    visitor = Visitor(app)
    page = checked(visitor)

    form = visitor.submit(page.form("Change something"), "Change something").form(SHOW)

    assert form.values["to_postal"] == (STREET,)
    assert form.values["to_email"] == (MAIL,)
    assert "1 Apple Lane" in visitor.submit(form, SHOW).text


@pytest.mark.parametrize("url", [WRITE, f"{START}several/", f"{START}to/"])
def test_a_link_fills_in_none(app: Flask, url: str) -> None:
    asked = (
        f"{url}?to_postal=9+Trap+Street&to_email=trap@trap.example&reply_to=trap&found_for=hrc-kr"
    )

    answer = Visitor(app).get(asked)

    assert answer.status_code == 200
    assert b"rap" not in answer.data.replace(b"wrap", b"")


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_website_fills_in_none(app: Flask, site: str) -> None:
    values = filled(Visitor(app), reply_to="9 Trap Street").values

    page = Visitor(app, Sec_Fetch_Site=site).post(WRITE, {**values, "edit": ("1",)})

    assert page.status_code == 200
    assert b"Apple Lane" not in page.data
    assert b"garden.example" not in page.data
    assert b"Trap" not in page.data


def test_it_does_not_go_to_the_next_of_several(app: Flask) -> None:
    visitor = Visitor(app)
    page = checked(visitor, f"{WRITE}?then=hrc-mx", note="I bake.")

    following = visitor.submit(page.form("Next: Mexico (2 of 2)"), "Next: Mexico (2 of 2)")

    assert "Apple Lane" not in following.text
    form = following.form(SHOW)
    assert form.values["to_postal"] == ("",)
    assert form.values["to_email"] == ("",)
    assert "I bake." in form.values["note"][0]
    letter = visitor.submit(form, SHOW)
    assert "Apple Lane" not in letter.text
    assert "garden.example" not in letter.text
    assert b"Apple Lane" not in taken(visitor, letter, "Text (.txt)")


def test_it_does_not_go_to_somebody_else_with_the_same_words(app: Flask) -> None:
    visitor = Visitor(app)
    again = "Write to somebody else with the same words"
    choosing = visitor.submit(checked(visitor).form(again), again)

    back = visitor.submit(choosing.form("Back to my letter"), "Back to my letter")
    other = visitor.submit(choosing.form("Mexico").forge(then="hrc-mx"), "Germany")

    assert "1 Apple Lane" in back.text
    assert "Apple Lane" not in other.text


def test_in_one_pdf_of_several_only_the_letter_it_was_found_for_has_it(app: Flask) -> None:
    visitor = Visitor(app)
    page = checked(visitor, f"{WRITE}?then=hrc-mx")

    text = text_of(taken(visitor, page, "All of them in one PDF"))

    assert text.count("1 Apple Lane") == 1
    assert text.index("1 Apple Lane") < text.index("Permanent Representative of Mexico")


def test_a_form_that_is_sent_to_another_recipient_carries_none(app: Flask) -> None:
    visitor = Visitor(app)

    answer = visitor.post(f"{START}to/hrc-mx/", filled(visitor).values)

    assert answer.status_code == 200
    assert b"Apple Lane" not in answer.data
    assert b"garden.example" not in answer.data


def test_an_address_that_is_not_confirmed_gives_way_to_it(app: Flask) -> None:
    page = Visitor(app).open(JAPAN)
    assert "Chemin des Fins" in page.text
    assert "Nobody has confirmed yet what we know of its address." in page.text

    text = checked(Visitor(app), JAPAN).text

    assert "1 Apple Lane" in text
    assert "Chemin des Fins" not in text


def test_a_confirmed_address_is_not_asked_for_and_does_not_give_way(
    orchard_app: Flask,
) -> None:
    visitor = Visitor(orchard_app)
    page = visitor.open("/orchard/to/high-commissioner/?lang=en")
    form = page.form(SHOW)
    assert "I have found the address" not in page.text
    assert "to_postal" not in form.offered

    sent = form.forge(to_postal=STREET, to_email=MAIL, found_for="high-commissioner")

    letter = visitor.submit(sent, SHOW).response.text
    assert "Permanent Mission of Korea" not in letter
    assert MAIL not in letter


def test_the_official_page_stands_beside_it_and_opens_in_a_new_tab(app: Flask) -> None:
    links = dict(Visitor(app).open(JAPAN).links("#form"))

    site = "https://www.geneve-mission.emb-japan.go.jp"
    book = "https://www.ungeneva.org/en/blue-book/missions/member-states"
    assert [links[f"{each} (new tab)"] for each in (site, book)] == [site, book]


MUCH = "\n".join(f"line {number}" for number in range(7))
WRONG = {
    "two addresses": {"to_email": "a@b.example, c@d.example"},
    "two addresses and a space": {"to_email": "a@b.example c@d.example"},
    "two addresses and a semicolon": {"to_email": "a@b.example;c@d.example"},
    "a line break": {"to_email": "a@b.example\nBcc: c@d.example"},
    "a display name": {"to_email": "Ada <a@b.example>"},
    "brackets": {"to_email": "<a@b.example>"},
    "a web page": {"to_email": "https://b.example/a@b"},
    "a link": {"to_email": "mailto:a@b.example"},
    "a link with a subject": {"to_email": "a@b.example?subject=x"},
    "no address": {"to_email": "the mission"},
    "a local part that is not ASCII": {"to_email": "zoë@b.example"},
    "a control sign in it": {"to_email": "a@b.example\x00"},
    "a sign that turns it round": {"to_email": "a\u202e@b.example"},
    "much too long": {"to_email": f"{'a' * 900}@b.example"},
    "a seventh line": {"to_postal": MUCH},
    "a control sign": {"to_postal": "1 Apple\x07 Lane"},
    "a sign that turns a line round": {"to_postal": "1 Apple \u202eLane"},
    "a line too long": {"to_postal": "x" * 101},
    "an email in the address": {"to_postal": "1 Apple Lane\nada@b.example"},
    "a web page in the address": {"to_postal": "1 Apple Lane\nwww.trap.example"},
    "a sixth line": {"reply_to": MUCH[:-7]},
    "two emails": {"reply_to": "ada@b.example\nbob@b.example"},
    "a name with brackets": {"reply_to": "Ada <ada@b.example>"},
    "a web page to answer to": {"reply_to": "https://b.example/ada"},
    "a control sign to answer to": {"reply_to": "Ada\x1b"},
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_no_address_is_refused_at_the_field_and_nothing_is_lost(
    app: Flask, case: str
) -> None:
    visitor = Visitor(app)
    form = filled(visitor, note="I bake.").forge(**WRONG[case])
    (wrong,) = WRONG[case]

    page = visitor.submit(form, SHOW, 422)

    assert page.find(f"#{wrong}-error")
    assert [link for _, link in page.links(".errors")] == [f"#{wrong}"]
    kept = page.form(SHOW).values
    assert kept["note"] == ("I bake.",)
    for name, value in {"to_postal": STREET, "to_email": MAIL, **WRONG[case]}.items():
        words = [word for word in value.split() if word.isprintable()]
        assert all(word in kept[name][0] for word in words), name


EXCLUDED = {
    "its name": {"to_postal": "Permanent Mission of China\n1 Apple Lane\n1202 Geneva"},
    "its name in capitals": {"to_postal": "1 Apple Lane\nCHINA"},
    "its name in French": {"to_postal": "Mission de la République populaire de Chine\n1202 Genève"},
    "its domain": {"to_email": "mission@mfa.gov.cn"},
}


@pytest.mark.parametrize("case", EXCLUDED)
def test_it_leads_to_none_of_those_that_are_not_written_to(app: Flask, case: str) -> None:
    visitor = Visitor(app)
    (wrong,) = EXCLUDED[case]

    page = visitor.submit(filled(visitor).forge(**EXCLUDED[case]), SHOW, 422)

    assert "This looks like an address of China" in page.text
    assert page.find(f"#{wrong}-error")
    answer = visitor.post(f"{START}to/hrc-cn/", filled(visitor).values)
    assert answer.status_code == 403


@pytest.mark.parametrize("street", ["Rue de l’Indochine 3\n1202 Geneva", "9 Chinatown Road"])
def test_a_street_that_only_sounds_like_theirs_is_none(app: Flask, street: str) -> None:
    visitor = Visitor(app)

    page = visitor.submit(filled(visitor).forge(to_postal=street), SHOW)

    assert street.splitlines()[0] in page.text


def test_a_sign_in_it_that_cannot_be_printed_is_named(app: Flask) -> None:
    visitor = Visitor(app)
    page = visitor.submit(filled(visitor).forge(to_postal="1 Apple 🍏 Lane"), SHOW)
    assert "We cannot print this: 🍏" in page.text

    page = visitor.submit(page.form("Download the PDF"), "Download the PDF", 422)

    assert "“Postal address”: we cannot print 🍏." in page.find("#to_postal-error").to_text()


def test_where_an_answer_may_go_is_printed_and_ends_the_email(app: Flask) -> None:
    visitor = Visitor(app)
    page = checked(visitor, reply_to="12 High Street\nLeeds\nUNITED KINGDOM")

    lines = [line.strip() for line in lines_of(taken(visitor, page, "Download the PDF"))]
    text = taken(visitor, page, "Text (.txt)").decode()

    assert lines.index("SWITZERLAND") < lines.index("12 High Street") < lines.index("Excellency,")
    assert text.endswith("\r\n\r\n12 High Street\r\nLeeds\r\nUNITED KINGDOM\r\n")


def test_where_an_answer_may_go_is_off_from_the_start_and_its_risk_beside_it(app: Flask) -> None:
    page = Visitor(app).open(WRITE)

    assert page.form(SHOW).values["reply_to"] == ("",)
    assert "Whoever reads the letter then knows where to find you" in page.text
