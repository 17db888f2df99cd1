"""A campaign: one statement with its asks, votes and letter texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from campaign.model.language import Language, TargetKind
from campaign.model.letter import Target
from campaign.model.lifecycle import Notice, Stop, StopKind
from campaign.model.world import World


class Vote(StrEnum):
    """A delegation's vote, as the record of the campaign's vote shows it."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINED = "abstained"
    NOT_A_MEMBER = "not then a member"


class PassageRole(StrEnum):
    """The role of a passage of the statement in the campaign."""

    ASK = "ask"
    CLOSING = "closing"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing the statement calls for.

    `quotation` is its whole sentence, word for word; `quote_in_letter` a part of it. A delegation
    to the Council is asked it first after the votes of `first_after`, and never after those of
    `not_asked_after`. `session` is the body whose next session it is for: a member whose term ends
    before is asked it only where it is `asked_of_outgoing`, in words of its own. `lapsed` is the
    day its own date passed: from then on the campaign restates it in its own words.
    `none_known_as_of` is the day an organizer confirmed that it had not happened.
    """

    id: str
    role: PassageRole
    addressed_to: str
    concerns: tuple[TargetKind, ...]
    first_after: tuple[Vote, ...]
    not_asked_after: tuple[Vote, ...]
    quotation: str
    quote_in_letter: str
    session: TargetKind | None
    asked_of_outgoing: bool
    lapsed: date | None
    none_known_as_of: date | None

    def is_restated(self, on: date) -> bool:
        """Whether its own date has passed, so that only the campaign's restatement is offered."""
        return self.lapsed is not None and on >= self.lapsed


@dataclass(frozen=True, slots=True)
class AskWording:
    """An ask as a letter words it: in full, in a short email, and as its subject."""

    full: str
    short: str
    subject: str


@dataclass(frozen=True, slots=True)
class AskText:
    """An ask in one language: for the form, and as worded in a letter to each kind of target.

    `outgoing` is how a member of the Council is asked whose term ends before the next session.
    """

    label: str
    meaning: str
    wording: Mapping[TargetKind, AskWording]
    outgoing: AskWording | None
    none_known: str


@dataclass(frozen=True, slots=True)
class ShortText:
    """The short email to one kind of target: its paragraphs, and what is put into them."""

    paragraphs: tuple[str, ...]
    opening: str
    opening_at_home: str
    votes: Mapping[Vote | None, str]


@dataclass(frozen=True, slots=True)
class KindText:
    """The letter to one kind of target in one language; each part is a tuple of paragraphs."""

    opening: tuple[str, ...]
    opening_at_home: tuple[str, ...]
    reason: tuple[str, ...]
    votes: Mapping[Vote | None, tuple[str, ...]]
    request: str
    close: tuple[str, ...]
    question: tuple[str, ...]
    short: ShortText
    risk: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """All that a campaign says in one language."""

    title: str
    summary: tuple[str, ...]
    independence: tuple[str, ...]
    excluded: tuple[str, ...]
    missing: tuple[str, ...]
    vote: str
    kinds: Mapping[TargetKind, KindText]
    asks: Mapping[str, AskText]


@dataclass(frozen=True, slots=True)
class Organization:
    """The organization that runs the campaign; blank until filled in.

    `genuine` are the campaign's true web addresses, and `listed_at` is a page of theirs that lists
    them. `address` is where they get post, line by line, as it stands on what they print.
    """

    name: str
    contact: str
    genuine: tuple[str, ...]
    address: tuple[str, ...] = ()
    listed_at: str = ""


@dataclass(frozen=True, slots=True)
class Relatives:
    """An organization that helps those who look for a missing relative; blank until known."""

    name: str
    contact: str


@dataclass(frozen=True, slots=True)
class Statement:
    """The statement the campaign is built on."""

    title: str
    date: date
    link: str
    signatories: int


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """What somebody else said and letters quote, word for word, with its day.

    `title` and `link` are what a reader can look up, `source` is where the campaign has it from.
    """

    id: str
    words: str
    title: str
    as_of: date
    date: date
    link: str
    source: str


@dataclass(frozen=True, slots=True)
class Ballot:
    """A recorded vote in the Council and how each State voted, by ISO code."""

    document: str
    date: date
    cast: Mapping[str, Vote]


@dataclass(frozen=True, slots=True)
class Picture:
    """The drawing or photograph on a campaign's first page; `kind` is its media type."""

    content: bytes
    kind: str


@dataclass(frozen=True, slots=True)
class Places:
    """Names of the region a campaign is about, and of places in it: `CareWords` has the notation.

    Every letter names the region; a place in it, together with a person, may give somebody away.
    """

    region: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a target answered on a day, in short, and where it can be read."""

    target: str
    day: date
    gist: str
    source: str


@dataclass(frozen=True, slots=True)
class Campaign:
    """One folder under `letters/`, read and found whole.

    `footnotes` says whether letters name the statement and whom they quote as their sources.
    `written` are all languages that its texts are in, `reading` those chosen for pages, and
    `languages` those for letters: once launched, of those chosen, which `reviewed` has, the ones
    that somebody has read. Which of them a target reads, `rules/letter_languages.py` says.
    `stop` and `notice` are what organizers set while it runs, `answers` what they noted, which
    supporters see where `answers_shown`. `gaps` are what its files lack
    since a later version than their own, a sentence each; what ships is used in their place.
    """

    slug: str
    launched: bool
    footnotes: bool
    opens: date | None
    closes: date | None
    goal: int | None
    organization: Organization
    relatives: Relatives
    statement: Statement
    excluded: frozenset[str]
    reviewed: Mapping[str, date | None]
    asks: tuple[Ask, ...]
    quoted: tuple[QuotedWords, ...]
    ballot: Ballot | None
    languages: Mapping[str, Language]
    reading: Mapping[str, Language]
    written: Mapping[str, Language]
    texts: Mapping[str, Texts]
    places: Places
    world: World
    picture: Picture
    stop: Stop | None = None
    notice: Notice | None = None
    gaps: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    answers_shown: bool = False

    @property
    def default_language(self) -> Language:
        """Return the language shown to readers whose own has no texts: the first one listed."""
        return next(iter(self.languages.values()))

    def vote_of(self, target: Target) -> Vote | None:
        """Return a delegation's recorded vote in the Council; None for every other target."""
        if (
            self.ballot is None
            or target.kind is not TargetKind.COUNCIL_MEMBER
            or target.state is None
        ):
            return None
        return self.ballot.cast.get(target.state, Vote.NOT_A_MEMBER)

    def answers_of(self, target: str) -> tuple[Answer, ...]:
        """Return what a target answered, the newest first."""
        return tuple(each for each in self.answers if each.target == target)

    def language(self, code: str) -> Language:
        """Return the language of that code, or the campaign's first."""
        return self.languages.get(code, self.default_language)

    @property
    def default_texts(self) -> Texts:
        """Return the texts in the first language; every other language has the same parts."""
        return self.texts[self.default_language.code]

    def last_day(self, on: date) -> date | None:
        """Return the campaign's last day once it is over, or once somebody has closed it."""
        if self.stop and self.stop.how is StopKind.CLOSED:
            return self.stop.since
        return self.closes if self.closes and self.closes < on else None

    def has_closed(self, on: date) -> bool:
        """Whether the campaign's last day is over, or somebody has closed it."""
        return self.last_day(on) is not None

    def is_stopped(self, on: date) -> bool:
        """Whether letters can be read but not taken: it has closed, or is paused."""
        return self.stop is not None or self.has_closed(on)

    def ask(self, ask_id: str) -> Ask:
        """Return the ask of that id. Raises KeyError."""
        return {ask.id: ask for ask in self.asks}[ask_id]
