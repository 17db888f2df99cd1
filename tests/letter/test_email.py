"""A letter as an email draft, read back by the standard library."""

import email
import email.policy
from dataclasses import replace
from email.message import EmailMessage
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.letter import text
from campaign.letter.email import ELSEWHERE_BUDGET, WINDOWS_BUDGET, Draft, eml, mailto
from campaign.model.letter import Letter, LetterPart, Paragraph
from campaign.model.statement import Campaign
from tests.builders import Case, cases, make_letter, make_sender, real

LINE_ENDS: Final = len("%0D%0A%0D%0A")
"""A paragraph that is not empty is set apart from the next by this."""


def read(message: bytes) -> EmailMessage:
    return email.message_from_bytes(message, policy=email.policy.default)


def read_link(draft: Draft) -> tuple[str, dict[str, str]]:
    """Return a link's recipient and its fields."""
    parts = urlsplit(draft.link)
    assert parts.scheme == "mailto"
    return unquote(parts.path), dict(
        parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True)
    )


def crlf(body: str) -> str:
    return body.replace("\n", "\r\n")


def letter_with_link_of(length: int, letter: Letter) -> Letter:
    """Return a letter whose whole link is so many bytes long."""
    short = replace(letter, paragraphs=(Paragraph(LetterPart.NOTE, ""),))
    missing = length - len(mailto(short).link)
    return replace(letter, paragraphs=(Paragraph(LetterPart.NOTE, "a" * (missing - LINE_ENDS)),))


# --- Message files -------------------------------------------------------------------------------


@given(cases())
def test_a_message_file_holds_the_body_and_the_subject_whole(case: Case) -> None:
    letter = case.compose()
    message = read(eml(letter))
    assert message.get_content() == crlf(text.body(letter) + "\n")
    assert message["Subject"] == letter.subject
    assert (message["To"] or "") == letter.address.email
    assert not message.defects


@given(cases())
def test_a_message_file_tells_nothing_of_the_writers_machine_or_clock(case: Case) -> None:
    message = read(eml(case.compose()))
    assert set(message.keys()) - {"To"} == {
        "Subject",
        "X-Unsent",
        "Content-Language",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    }


def test_a_message_file_opens_as_a_draft_in_its_language(orchard: Campaign) -> None:
    message = read(eml(make_letter(orchard, language="ar")))
    assert message["X-Unsent"] == "1"
    assert message["Content-Language"] == "ar"
    assert message.get_content_type() == "text/plain"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_any_subject_is_read_back_with_its_spaces_folded(subject: str) -> None:
    letter = replace(make_letter(real()), subject=subject)
    assert read(eml(letter))["Subject"] == " ".join(subject.split())


@given(cases())
def test_a_message_file_goes_through_every_mail_system(case: Case) -> None:
    lines = eml(case.compose()).split(b"\r\n")
    assert max(map(len, lines)) <= 998  # RFC 5322, section 2.1.1
    assert all(line.isascii() and b"\n" not in line and b"\r" not in line for line in lines)


def test_the_same_letter_is_the_same_file(orchard: Campaign) -> None:
    letter = make_letter(orchard, sender=make_sender())
    assert eml(letter) == eml(letter)


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_line_break_cannot_bring_in_a_header(orchard: Campaign, end: str) -> None:
    injected = f"{end}Bcc: eve@example.org"
    sender = make_sender(name=f"Zoë{injected}", place=f"Leeds{injected}")
    message = read(
        eml(make_letter(orchard, note=f"Hello{injected}{end}{end}Bcc: x", sender=sender))
    )
    assert "Bcc" not in message
    signed = "Zoë Bcc: eve@example.org\r\nLeeds Bcc: eve@example.org\r\n"
    assert signed in message.get_content()
    message = read(eml(replace(make_letter(orchard), subject=f"Trees{injected}")))
    assert message["Subject"] == "Trees Bcc: eve@example.org"
    assert "Bcc" not in message


# --- Links ---------------------------------------------------------------------------------------


@given(cases())
def test_a_link_within_the_budget_holds_the_letter_and_a_longer_one_its_subject(
    case: Case,
) -> None:
    letter = case.compose()
    draft = mailto(letter)
    to, fields = read_link(draft)
    assert to == letter.address.email
    if draft.whole:
        assert fields == {"subject": letter.subject, "body": crlf(text.body(letter))}
    else:
        assert fields == {"subject": letter.subject}
    assert len(draft.link.encode()) <= 2000


@given(note=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_any_character_in_a_link_is_read_back_as_it_was(orchard: Campaign, note: str) -> None:
    letter = replace(make_letter(orchard), paragraphs=(Paragraph(LetterPart.NOTE, note),))
    draft = mailto(letter)
    assert draft.whole
    assert read_link(draft)[1]["body"] == crlf(text.body(letter))
    assert "+" not in draft.link  # RFC 6068, section 5: some programs would show a plus sign


def test_the_budget_is_used_to_its_last_byte(orchard: Campaign) -> None:
    last = mailto(letter_with_link_of(2000, make_letter(orchard)))
    over = mailto(letter_with_link_of(2001, make_letter(orchard)))
    assert (len(last.link), last.whole) == (2000, True)
    assert over.whole is False
    assert list(read_link(over)[1]) == ["subject"]


def test_another_system_carries_more(orchard: Campaign) -> None:
    letter = letter_with_link_of(2001, make_letter(orchard))
    last = mailto(letter_with_link_of(ELSEWHERE_BUDGET, letter), ELSEWHERE_BUDGET)
    over = mailto(letter_with_link_of(ELSEWHERE_BUDGET + 1, letter), ELSEWHERE_BUDGET)
    assert (WINDOWS_BUDGET, ELSEWHERE_BUDGET) == (2000, 3500)
    assert (len(last.link), last.whole, over.whole) == (ELSEWHERE_BUDGET, True, False)


def test_a_link_to_an_unknown_address_has_no_recipient(real: Campaign) -> None:
    assert mailto(make_letter(real, "hrc-mx")).link.startswith("mailto:?subject=")


def test_lines_of_a_link_end_as_mail_programs_expect(orchard: Campaign) -> None:
    link = mailto(letter_with_link_of(500, make_letter(orchard))).link
    assert "%0D%0A" in link
    assert "%0A" not in link.replace("%0D%0A", "")
    assert "%0D" not in link.replace("%0D%0A", "")


def test_an_address_cannot_bring_in_other_fields(orchard: Campaign) -> None:
    letter = make_letter(orchard)
    address = replace(letter.address, email="a@example.org?bcc=eve@example.org&x=y")
    to, fields = read_link(mailto(replace(letter, address=address, paragraphs=())))
    assert not to
    assert set(fields) == {"subject", "body"}


def test_signs_of_an_address_that_links_have_too_are_read_back_as_they_were(
    orchard: Campaign,
) -> None:
    letter = make_letter(orchard)
    address = replace(letter.address, email="a?bcc=eve&x=y%20@example.org")
    to, fields = read_link(mailto(replace(letter, address=address, paragraphs=())))
    assert to == address.email
    assert set(fields) == {"subject", "body"}
