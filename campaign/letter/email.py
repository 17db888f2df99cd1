"""A letter as an email draft: a `mailto:` link (RFC 6068), or a message file to open."""

from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final
from urllib.parse import quote

from campaign.letter import text
from campaign.model.email_address import is_address
from campaign.model.letter import Letter

WINDOWS_BUDGET: Final = 2000
"""The encoded bytes that browsers on Windows and Outlook carry in a link without cutting it."""
ELSEWHERE_BUDGET: Final = 3500
"""The encoded bytes that other systems carry: Gmail, among the shortest, was seen to take 4,096."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An email draft as a `mailto:` link; `whole` says if the text is in it or must be pasted."""

    link: str
    whole: bool


def mailto(letter: Letter, budget: int = WINDOWS_BUDGET) -> Draft:
    """Return the link that opens the writer's mail program.

    A link of more encoded bytes than `budget` would be cut off on the way: it holds recipient and
    subject only.
    """
    fields = {"subject": letter.subject, "body": text.body(letter)}
    full = _link(_to(letter), fields)
    if len(full) <= budget:
        return Draft(full, whole=True)
    return Draft(_link(_to(letter), {"subject": letter.subject}), whole=False)


def eml(letter: Letter) -> bytes:
    """Return a message file that mail programs open as a draft.

    It has no From, Date or Message-ID: nothing in it comes from the writer's machine or clock.
    """
    message = EmailMessage(policy=SMTP)
    if to := _to(letter):
        message["To"] = to
    message["X-Unsent"] = "1"
    message.set_content(text.body(letter) + "\n", cte="quoted-printable")
    message["Content-Language"] = letter.language  # set_content drops what it finds of Content-*
    return _subject(letter.subject) + message.as_bytes()


def _to(letter: Letter) -> str:
    """Return whom the letter is to, blank where no header could hold it."""
    return letter.address.email if is_address(letter.address.email) else ""


def _subject(words: str) -> bytes:
    """Return the subject's header line or lines.

    EmailMessage of Python 3.11 would leave two spaces where it folds before a word that is not
    ASCII, and mail programs would show both.
    """
    header = Header(" ".join(words.split()), header_name="Subject")
    return ("Subject: " + header.encode(linesep=SMTP.linesep) + SMTP.linesep).encode("ascii")


def _link(to: str, fields: dict[str, str]) -> str:
    query = "&".join(f"{key}={_encode(value)}" for key, value in fields.items())
    return f"mailto:{quote(to, safe='@')}?{query}"


def _encode(value: str) -> str:
    return quote(value.replace("\n", "\r\n"), safe="")
