"""A letter from one supporter to one target, and the choices that it is made of."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from campaign.model.language import Direction, TargetKind, Typography
from campaign.model.world import Address

LONGEST_NOTE: Final = 6000
"""The most characters of a note."""
MOST_LINES: Final = 100
"""The most lines of a note."""
LONGEST_NAME: Final = 200
"""The most characters of a name or a place."""
MOST_ADDRESS_LINES: Final = 6
"""The most lines of a postal address that a writer found."""
MOST_REPLY_LINES: Final = 5
"""The most lines of where an answer may go."""
LONGEST_ADDRESS_LINE: Final = 100
"""The most characters of a line of either."""


class SignAs(StrEnum):
    """How much of the writer a letter shows."""

    FULL = "full"
    INITIALS = "initials"
    COUNTRY = "country"
    BLANK = "blank"


class EmailLength(StrEnum):
    """How much of the letter an email holds: a short form of its own, or the letter on paper."""

    SHORT = "short"
    FULL = "full"


class Way(StrEnum):
    """The way in which a letter was taken, or what the supporter reports of it."""

    PREPARED = "prepared"
    OPEN = "open"
    EML = "eml"
    TXT = "txt"
    PDF = "pdf"
    PRINT = "print"
    SENT = "sent"
    POSTED = "posted"
    REPLIED = "replied"
    RETURNED = "returned"

    @property
    def is_said(self) -> bool:
        """Whether the supporter says so, of a letter of which nothing comes along."""
        return self in {Way.SENT, Way.POSTED, Way.REPLIED, Way.RETURNED}

    @property
    def says_sent(self) -> bool:
        """Whether the supporter says that the letter is on its way."""
        return self in {Way.SENT, Way.POSTED}

    @property
    def is_taken(self) -> bool:
        """Whether a letter was taken away in it."""
        return self is not Way.PREPARED and not self.is_said


class LetterPart(StrEnum):
    """The part that a paragraph plays in its letter.

    After `OWN_WORDS` comes room for a note by hand. All but the note of a short email is `SHORT`.
    """

    NOTE = "note"
    OWN_WORDS = "own words"
    SHORT = "short"
    OPENING = "opening"
    VOTE = "vote"
    REASON = "reason"
    REQUEST = "request"
    ASK = "ask"
    NONE_KNOWN = "none known"
    CLOSING = "closing"
    CLOSE = "close"
    QUESTION = "question"


class ByHand(StrEnum):
    """What a letter that is printed before it is signed may have room for, in this order."""

    OWN_WORDS = "own-words"
    SIGNATURE = "signature"
    NAME = "name"
    TOWN = "town"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a letter is addressed to; `state` is the delegation's ISO code."""

    slug: str
    kind: TargetKind
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Sender:
    """What the writer gives of themselves; `country` is an ISO code or blank."""

    sign_as: SignAs = SignAs.BLANK
    name: str = ""
    place: str = ""
    country: str = ""


NOTHING_FOUND: Final = Address("")
"""What a writer found who looked for no address."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of one supporter: all a letter is made of, beside its target and day.

    `found` is an address that the writer found for one target; in letters to any other it counts
    for nothing. `reply_to` are the lines of where an answer may go.
    """

    asks: tuple[str, ...]
    language: str
    note: str = ""
    sender: Sender = Sender()
    form: EmailLength = EmailLength.SHORT
    found: Address = NOTHING_FOUND
    reply_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `ask` is the id of the ask it came from, `number` its place in the list.

    `source` is where its facts can be looked up, if the campaign wants that on paper: a title, a
    day and the like, each in a language of its own.
    """

    part: LetterPart
    text: str
    ask: str = ""
    number: int | None = None
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LineToFill:
    """A line at the end of a letter to be filled in by hand, and the words below it."""

    what: ByHand
    words: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, complete and in order, before it takes the shape of a text, draft or page.

    `addressee` is the office, after its holder where known. `signature` is empty when the letter
    is to be signed by hand. `place` is where it is dated from, as it stands in the date line.
    `reply_to` are the lines of where an answer may go, if the writer gives them. `to_fill_in` are
    the lines where nobody signs in print; None is room to sign, without a line. `date_words` stand
    before a line for the date, where there is no `date_line`. `quoted` are words in English that
    may stand in a letter in another language.
    """

    target: Target
    language: str
    direction: Direction
    typography: Typography
    date: date
    date_line: str
    addressee: tuple[str, ...]
    address: Address
    subject: str
    salutation: str
    paragraphs: tuple[Paragraph, ...]
    close: str
    signature: tuple[str, ...]
    sign_as: SignAs
    place: str = ""
    reply_to: tuple[str, ...] = ()
    to_fill_in: tuple[LineToFill, ...] | None = None
    date_words: str = ""
    quoted: tuple[str, ...] = ()
