"""From the first page to a letter in hand, by links and forms alone, on the campaign we ship."""

import email
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from flask import Flask
from pypdf import PdfReader

from campaign.model.statement import Campaign
from campaign.settings import ROOT
from tests.conftest import AppWith
from tests.pages import Form, Page, Visitor
from tests.soundness import attributes

SHOW = "Show my letter"
PDF, EML, TXT = "Download the PDF", "Email draft (.eml)", "Text (.txt)"
SHOW_EMAIL = "Show what the email holds"
OPEN_WHOLE, OPEN_EMPTY = "Open it in my mail program", "Open my mail program, to paste into"
COUNTS = "/uyghur-assessment/counts.json"
NAME, PLACE, NOTE = (
    "Ayşe Gül Öztürk",
    "Zürich",
    "My neighbour taught me to bake nan.\n\nI miss her.",
)
SOME_OF_EACH_KIND = {
    "high-commissioner": "United Nations High Commissioner for Human Rights",
    "hrc": "President of the Human Rights Council",
    "hrc-kr": "Permanent Representative of the Republic of Korea to the United Nations Office",
    "hrc-mx": "Permanent Representative of Mexico to the United Nations Office at Geneva",
    "hrc-fr": "Permanent Representative of France to the United Nations Office at Geneva",
    "third-committee": "Chair of the Third Committee, United Nations General Assembly",
    "third-committee-kr": "Permanent Representative of the Republic of Korea to the United Nations",
}
FILES = {
    "high-commissioner": "letter-high-commissioner",
    "hrc": "letter-human-rights-council",
    "hrc-kr": "letter-republic-of-korea",
    "hrc-mx": "letter-mexico",
    "hrc-fr": "letter-france",
    "third-committee": "letter-third-committee",
    "third-committee-kr": "letter-republic-of-korea-new-york",
}
"""What the files with their letters are called."""


def choose(visitor: Visitor) -> Page:
    """Go from the door to the page with every target."""
    return visitor.follow(visitor.open("/"), "A country’s delegation: choose among all")


def targets_on(page: Page) -> Mapping[str, str]:
    """Return the address of every target that a page links to, by slug."""
    found = (re.fullmatch(r".*/to/([a-z-]+)/", link) for _, link in page.links("main"))
    return {match[1]: match[0] for match in found if match}


def slugs_of_the_day() -> Iterator[str]:
    """Read from the facts themselves who sits where on the tests' day, 24 November 2026."""
    world = ROOT / "letters" / "world"
    members = (line.split(",") for line in (world / "members.csv").read_text().splitlines()[1:])
    yield from ("high-commissioner", "hrc", "third-committee")
    yield from (f"hrc-{code.lower()}" for code, start, end, *_ in members
                if start <= "2026-11-24" <= end and code != "CN")  # fmt: skip
    states = (line[:2].lower() for line in (world / "states.csv").read_text().splitlines()[1:])
    yield from (f"third-committee-{code}" for code in states if code != "cn")


def letter_of(page: Page) -> str:
    """Return the letter on a page to check, as it reads."""
    return " ".join(str(page.find("article.paper").to_text()).split())


def filled(form: Form) -> Form:
    """Fill in all that a letter can show."""
    return form.fill(sign_as="full", name=NAME, place=PLACE, country="CH", note=NOTE)


def checked(visitor: Visitor, slug: str) -> Page:
    """Go from a target's page to a letter to check, with everything filled in."""
    page = visitor.open(f"/uyghur-assessment/to/{slug}/")
    return visitor.submit(filled(page.form(SHOW)), SHOW)


def test_every_target_of_the_day_is_offered_and_no_other(app: Flask) -> None:
    visitor = Visitor(app)

    offered = targets_on(choose(visitor))

    assert sorted(offered) == sorted(slugs_of_the_day())
    assert len(offered) == 3 + 46 + 192  # the offices; 47 members and 193 States without China
    offices = {"high-commissioner", "hrc", "third-committee"}
    assert set(targets_on(visitor.open("/"))) == offices | {"hrc-bj", "hrc-gm", "hrc-in"}


@pytest.mark.slow
def test_every_target_gets_its_letter_with_what_was_ticked(app: Flask, real: Campaign) -> None:
    visitor = Visitor(app)

    for slug, link in targets_on(choose(visitor)).items():
        form = visitor.open(link).form(SHOW)
        letter = letter_of(visitor.submit(form, SHOW))

        ticked = form.values["ask"]
        assert ticked, slug
        for ask in real.asks:
            if ask.role == "ask":
                quoted = f"“{ask.quote_in_letter}”"
                assert (quoted in letter) == (ask.id in ticked), (slug, ask.id)
        assert "{" not in letter, slug


@pytest.mark.parametrize("slug", SOME_OF_EACH_KIND)
def test_a_letter_is_taken_as_pdf(app: Flask, real: Campaign, slug: str) -> None:
    visitor = Visitor(app)
    form = checked(visitor, slug).form(PDF)

    answer = visitor.press(form, PDF)

    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == f"attachment; filename={FILES[slug]}.pdf"
    pages = PdfReader(io.BytesIO(answer.data)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert SOME_OF_EACH_KIND[slug] in text
    assert NAME in text
    assert "My neighbour taught me to bake nan." in text
    for ask in form.values["ask"]:
        assert f"“{real.ask(ask).quote_in_letter}”" in text


@pytest.mark.parametrize("slug", SOME_OF_EACH_KIND)
def test_a_letter_is_taken_as_an_email_draft(app: Flask, slug: str) -> None:
    visitor = Visitor(app)

    answer = visitor.press(checked(visitor, slug).form(EML), EML)

    assert (answer.status_code, answer.mimetype) == (200, "message/rfc822")
    draft = email.message_from_bytes(answer.data, _class=EmailMessage, policy=SMTP)
    assert draft["X-Unsent"] == "1"
    assert draft["Subject"]
    assert not {"From", "Date", "Message-ID"} & set(draft)
    assert NOTE in draft.get_content().replace("\r\n", "\n")
    assert f"{NAME}\n{PLACE}\nSwitzerland" in draft.get_content().replace("\r\n", "\n")


@pytest.mark.parametrize("slug", SOME_OF_EACH_KIND)
def test_a_letter_is_taken_as_text(app: Flask, slug: str) -> None:
    visitor = Visitor(app)

    answer = visitor.press(checked(visitor, slug).form(TXT), TXT)

    assert answer.content_type == "text/plain; charset=utf-8"
    assert SOME_OF_EACH_KIND[slug] in answer.text
    assert f"{NAME}\r\n{PLACE}\r\nSwitzerland\r\n" in answer.text


@pytest.mark.parametrize("slug", SOME_OF_EACH_KIND)
def test_the_whole_letter_too_long_for_a_link_opens_the_mail_program_to_paste_into(
    app: Flask, slug: str
) -> None:
    visitor = Visitor(app, User_Agent="Mozilla/5.0 (Windows NT 10.0; rv:128.0)")
    form = checked(visitor, slug).form(SHOW_EMAIL)
    page = visitor.submit(form.fill(form="full"), SHOW_EMAIL)

    answer = visitor.press(page.form(OPEN_EMPTY), OPEN_EMPTY)

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("mailto:")
    assert set(parse_qs(urlsplit(answer.headers["Location"]).query)) == {"subject"}
    assert NOTE in page.find("#copy").to_text()


@pytest.mark.parametrize("slug", SOME_OF_EACH_KIND)
def test_an_email_as_it_is_offered_opens_the_mail_program_with_all_of_it(
    app: Flask, real: Campaign, slug: str
) -> None:
    visitor = Visitor(app)
    page = checked(visitor, slug)

    answer = visitor.press(page.form(OPEN_WHOLE), OPEN_WHOLE)

    link = urlsplit(answer.headers["Location"])
    assert (answer.status_code, link.scheme) == (303, "mailto")
    assert unquote(link.path) == getattr(real.world.addresses.get(slug), "email", "")
    fields = parse_qs(link.query, strict_parsing=True)
    assert set(fields) == {"subject", "body"}
    body = fields["body"][0]
    assert body.replace("\r\n", "\n") == page.find("#copy").to_text().strip()
    assert body.count("\n") == body.count("\r\n")
    assert len(answer.headers["Location"]) <= 2000  # bytes: an address is ASCII


@pytest.mark.parametrize(("button", "what"), [
    ("I sent it by email", "sent"),
    ("I posted it", "posted"),
])  # fmt: skip
def test_a_report_carries_nothing_of_the_letter(app: Flask, button: str, what: str) -> None:
    visitor = Visitor(app)
    form = checked(visitor, "hrc-kr").form(button)

    assert set(form.values) == {"token"}
    answer = visitor.press(form, button)

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/uyghur-assessment/to/hrc-kr/done"
    assert "Thank you" in visitor.open(answer.headers["Location"]).heading
    assert visitor.counts() == {"prepared": 1, what: 1}


@pytest.mark.slow
def test_the_counts_afterwards_are_exactly_what_was_done(app_with: AppWith) -> None:
    """Totals are of this moment; by target and by ask they are of the last finished day."""
    visitor = Visitor(app_with())
    for slug in ("high-commissioner", "hrc-kr"):
        page = checked(visitor, slug)
        for button in (PDF, EML, TXT, OPEN_WHOLE, "I posted it"):
            assert visitor.press(page.form(button), button).status_code in {200, 303}
    thanks = visitor.open("/uyghur-assessment/to/hrc-kr/done")
    visitor.press(thanks.form("I got a reply"), "I got a reply")

    answer = visitor.get(COUNTS)

    letter = {"prepared": 1, "pdf": 1, "eml": 1, "txt": 1, "open": 1}
    so_far = {
        "on_paper": {"signed": 0, "handed_over": 0, "by_target": {}},
        "campaign": "uyghur-assessment",
        "as_of": "2026-11-24",
        "counts": dict.fromkeys((*letter, "posted"), 2) | {"replied": 1},
        "by_as_of": "2026-11-23",
        "by_target": {},
        "by_ask": {},
    }
    assert answer.json == so_far
    tomorrow = Visitor(app_with(fixed_today=date(2026, 11, 25))).get(COUNTS)
    assert tomorrow.json == so_far | {
        "as_of": "2026-11-25",
        "by_as_of": "2026-11-24",
        "by_target": {
            "high-commissioner": {**letter, "posted": 1},
            "hrc-kr": {**letter, "posted": 1, "replied": 1},
        },
        "by_ask": {
            "hc-regular-briefings": letter,
            "gov-revive-debate": letter,
        },
    }
    assert answer.headers["Cache-Control"] == "public, max-age=30"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_the_letter_is_what_the_form_said(app: Flask) -> None:
    visitor = Visitor(app)
    form = visitor.open("/uyghur-assessment/to/hrc-kr/").form(SHOW)
    form = form.fill(ask=["hrc-urgent-action", "gov-revive-debate"], country="KR")

    letter = letter_of(visitor.submit(form.fill(sign_as="initials", name="k. j. Lee"), SHOW))

    urgent, debate = "“to take urgent action at its", "“by reviving efforts for such a debate”"
    assert letter.index(urgent) < letter.index(debate)
    assert letter.count("I live in the Republic of Korea") == 1
    assert letter.endswith("Yours respectfully, k. j. L. Republic of Korea")
    assert "voted in favour" in letter


def test_changing_something_gives_the_form_back_filled_in(app: Flask) -> None:
    visitor = Visitor(app)
    form = filled(visitor.open("/uyghur-assessment/to/hrc-mx/").form(SHOW))
    checked_form = visitor.submit(form, SHOW).form("Change something")

    page = visitor.submit(checked_form, "Change something")

    again = page.form(SHOW)
    assert again.values == form.values
    assert page.response.headers["Cache-Control"] == "no-store"
    assert "There is a problem" not in page.text
    assert NAME in letter_of(visitor.submit(again, SHOW))


def test_a_target_without_addresses_says_so_and_where_to_look(app: Flask) -> None:
    page = checked(Visitor(app), "third-committee-kr")

    assert "We know no email address for this recipient" in page.text
    assert "We know no postal address for this recipient" in page.text
    assert "https://bluebook.e-delegate.un.org (new tab)" in dict(page.links())


def test_an_address_nobody_confirmed_is_used_and_marked_before_launch(app: Flask) -> None:
    page = checked(Visitor(app), "high-commissioner")

    assert "ohchr-InfoDesk@un.org (not confirmed)" in page.text
    assert "Nobody has confirmed it yet. Compare it before you post your letter." in page.text


@pytest.mark.parametrize(
    ("to", "sign_as", "first"),
    [
        ("high-commissioner", "full", "By email"),
        ("high-commissioner", "initials", "On paper"),
        ("hrc-kr", "full", "On paper"),
    ],
)
def test_paper_comes_first_unless_an_email_is_known_and_the_letter_signed_in_full(
    app: Flask, to: str, sign_as: str, first: str
) -> None:
    visitor = Visitor(app)
    form = visitor.open(f"/uyghur-assessment/to/{to}/").form(SHOW).fill(name="A B", sign_as=sign_as)

    page = visitor.submit(form, SHOW)

    ways = [str(heading.to_text()).strip() for heading in page.document.query(".way h3")]
    assert ways[0] == first
    buttons = [attributes(each)["class"] for each in page.document.query(".way .button")]
    assert len([each for each in buttons if "button-quiet" not in each]) == 1
    assert "An email shows your address and the name set in your mail program" in page.text


def test_the_paper_asked_for_is_the_paper_printed(app: Flask) -> None:
    visitor = Visitor(app)
    form = visitor.open("/uyghur-assessment/to/hrc/").form(SHOW)

    sizes = {}
    for paper in ("a4", "letter"):
        page = visitor.submit(form.fill(paper=paper), SHOW)
        pdf = PdfReader(io.BytesIO(visitor.press(page.form(PDF), PDF).data))
        sizes[paper] = [round(float(side)) for side in pdf.pages[0].mediabox[2:]]

    assert sizes == {"a4": [595, 842], "letter": [612, 792]}  # points: ISO 216, ANSI Y14.1
