"""A letter as an email draft: a `mailto:` link (RFC 6068), or a message file to open."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from textwrap import wrap
from typing import Final
from urllib.parse import quote

from campaign.letter import text
from campaign.model.email_address import is_address
from campaign.model.letter import Letter

WINDOWS_BUDGET: Final = 2000
"""The encoded bytes that browsers on Windows and Outlook carry in a link without cutting it."""
ELSEWHERE_BUDGET: Final = 3500
"""The encoded bytes that other systems carry: Gmail, among the shortest, was seen to take 4,096."""
LINE: Final = 76
"""The most characters of a line that holds an encoded word (RFC 2047, 2); others may have 78."""
SUBJECT: Final = "Subject: "
MOST_BYTES: Final = 39
"""The bytes in one encoded word, which so has 64 characters at most, and fits the first line."""
LOOKS_ENCODED: Final = "=?"
"""The start of an encoded word: in plain text, mail programs would decode what follows."""


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
    message["X-Unsent"] = "1"
    message.set_content(text.body(letter) + "\n", cte="quoted-printable")
    message["Content-Language"] = letter.language  # set_content drops what it finds of Content-*
    return _head(letter) + message.as_bytes()


def _to(letter: Letter) -> str:
    """Return whom the letter is to, blank where no header could hold it."""
    return letter.address.email if is_address(letter.address.email) else ""


def _head(letter: Letter) -> bytes:
    """Return the headers with words and addresses in them, to the letter of RFC 2047 and 5322.

    EmailMessage of Python 3.11 makes words of more than 75 characters, encodes an address that is
    longer than a line, and leaves two spaces where it folds before a word that is not ASCII.
    """
    to = _to(letter)
    lines = [f"To: {to}"] if to else []
    return "".join(line + SMTP.linesep for line in (*lines, *_subject(letter.subject))).encode()


def _subject(subject: str) -> list[str]:
    """Return the lines of the subject's header: its words as they are, or encoded."""
    words = subject.split()
    text = " ".join(words)
    is_plain = text.isascii() and text.isprintable() and LOOKS_ENCODED not in text
    if is_plain and all(len(word) < LINE - len(SUBJECT) for word in words):
        first, *others = wrap(text, LINE - len(SUBJECT), break_on_hyphens=False) or [""]
    else:
        first, *others = (_encoded_word(each) for each in _pieces(text))
    return [f"{SUBJECT}{first}", *(f" {each}" for each in others)]


def _pieces(text: str) -> Iterator[bytes]:
    """Yield a text in pieces that one encoded word holds, and no character in two of them."""
    piece = b""
    for char in text.encode("utf-8", "replace").decode():
        if len(piece) + len(char.encode()) > MOST_BYTES:
            yield piece
            piece = b""
        piece += char.encode()
    yield piece


def _encoded_word(piece: bytes) -> str:
    return f"=?utf-8?b?{b64encode(piece).decode()}?="


def _link(to: str, fields: dict[str, str]) -> str:
    query = "&".join(f"{key}={_encode(value)}" for key, value in fields.items())
    return f"mailto:{quote(to, safe='@')}?{query}"


def _encode(value: str) -> str:
    return quote(value.replace("\n", "\r\n"), safe="")
