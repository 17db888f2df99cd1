"""How letters are laid out, addressed and punctuated in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """The direction in which a language is written."""

    LTR = "ltr"
    RTL = "rtl"


class TargetKind(StrEnum):
    """The kinds of target; each has its own letter texts and form of address."""

    HIGH_COMMISSIONER = "high-commissioner"
    COUNCIL = "hrc"
    COUNCIL_MEMBER = "hrc-member"
    COMMITTEE = "third-committee"
    COMMITTEE_MEMBER = "third-committee-member"

    @property
    def is_delegation(self) -> bool:
        """Whether targets of this kind are delegations of States."""
        return self in {TargetKind.COUNCIL_MEMBER, TargetKind.COMMITTEE_MEMBER}

    @property
    def seat(self) -> str:
        """Return the ISO code of the country where such targets sit: in Geneva or in New York."""
        return "US" if self in {TargetKind.COMMITTEE, TargetKind.COMMITTEE_MEMBER} else "CH"


@dataclass(frozen=True, slots=True)
class StateName:
    """A State's name for lists, for the middle of a sentence and for an address.

    `of_state` and `in_state` are the name as it stands in a sentence with what the language puts
    around it: "of the Republic of Korea", "de la Suisse", "Japonya'da".
    """

    name: str
    in_sentence: str
    in_address: str
    of_state: str
    in_state: str


@dataclass(frozen=True, slots=True)
class AddressForms:
    """The form of address for one kind of target.

    In `addressee`, `{state}` stands for the State; in `holder`, `{name}` for who holds the office.
    """

    holder: str
    addressee: str
    salutation: str
    close: str


@dataclass(frozen=True, slots=True)
class SessionWords:
    """The words for a body's next session.

    `numbered` has one for each ordinal category of Unicode's CLDR ("64th session"), `unnumbered`
    is for a session whose number is not known. `dated` says from which day, and `customary` from
    which month by custom.
    """

    numbered: Mapping[str, str]
    unnumbered: str
    dated: str
    customary: str


@dataclass(frozen=True, slots=True)
class Typography:
    """How a language sets words on paper: quotation marks, those inside them, and titles.

    No line ends between a title and a name.
    """

    quotes: tuple[str, str]
    inner_quotes: tuple[str, str]
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EveningTexts:
    """The words of a letter evening's pack beside the letters.

    `asks`, `how`, `safe` and `scan` are headings; `steps` and `safety` the lists below two of
    them. `own_words` prompts for lines by hand; `call` and `camera` are on the poster.
    """

    title: str
    welcome: tuple[str, ...]
    statement: str
    asks: str
    how: str
    steps: tuple[str, ...]
    safe: str
    safety: tuple[str, ...]
    run_by: str
    contact: str
    scan: str
    own_words: str
    large_print: str
    call: str
    camera: str


@dataclass(frozen=True, slots=True)
class PrintingTexts:
    """The words on paper beside letters that are printed by the hundred.

    `measure` stands under a line of 100 mm. Those that begin with `cover_sheet` are for the sheet
    that is printed first; one that is blank is left out of it. `letters` and `countries` say how
    many, by the plural categories of Unicode's CLDR. `cover_known` takes the place of `cover` where
    it is known from how many countries the letters are, and those that end in `_one` are for a
    single letter.
    """

    measure: str
    cover_sheet: str
    cover_sheet_size: str
    cover_sheet_fold: str
    cover_sheet_no_fold: str
    cover_sheet_window: str
    cover_sheet_others: str
    event: str
    tally: str
    tally_how: tuple[str, ...]
    letter_to: str
    finished: str
    total: str
    enter: str
    packing: str
    copies: str
    sheets: str
    weight: str
    grams: str
    country: str
    paper: str
    no_label: str
    letters: Mapping[str, str]
    countries: Mapping[str, str]
    cover_subject: str
    cover: str
    cover_known: str
    cover_about: str
    cover_about_one: str
    cover_request: str
    cover_request_one: str
    run_by: str
    contact: str
    receipt: str
    receipt_text: str
    delivered_by: str
    date: str
    name: str
    town: str
    signature: str
    stamp: str


@dataclass(frozen=True, slots=True)
class CareWords:
    """Words by which a letter's language shows what could harm somebody.

    Each is a list of words and phrases in the notation that `letters/README.md` describes: whose
    people they are, the people, who is close to the writer by these words alone, what befell them,
    where somebody lives, what comes before a name, names that need no capital, what stands between
    a name and who that is, what is no name in spite of its capital, how a sentence goes on about
    the same person, what numbers are for, digits in words, insults, insults only when said to
    somebody, to whom, threats, and what is harmless whatever else the lists say.
    """

    whose: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    befell: tuple[str, ...] = ()
    lives: tuple[str, ...] = ()
    naming: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    is_who: tuple[str, ...] = ()
    no_names: tuple[str, ...] = ()
    goes_on: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    digits: tuple[str, ...] = ()
    insults: tuple[str, ...] = ()
    insults_to: tuple[str, ...] = ()
    said_to: tuple[str, ...] = ()
    threats: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """A language that letters can be written in.

    `code` is a BCP 47 tag, `date_pattern` a CLDR date pattern. `list_start` stands before a list;
    `item_end` and `list_end` close its items but the last, and its last. `known_as` are other names
    by which States are looked for. `place_date` joins `{place}` and `{date}` above a letter; it is
    blank where custom has the date alone. `resident` is how somebody signs who gives no more than a
    `{country}`.
    """

    code: str
    direction: Direction
    name: str
    date_pattern: str
    place_date: str
    typography: Typography
    list_start: str
    item_end: str
    list_end: str
    sessions: SessionWords
    resident: str
    forms: Mapping[TargetKind, AddressForms]
    states: Mapping[str, StateName]
    territories: Mapping[str, str]
    known_as: Mapping[str, str]
    evening: EveningTexts
    printing: PrintingTexts
    care: CareWords

    @property
    def quotes(self) -> tuple[str, str]:
        """Return the marks around a quotation."""
        return self.typography.quotes

    def country(self, code: str) -> str:
        """Return the name of a country or territory by its ISO code, as a reader looks for it."""
        return self.territories[code]

    def country_in_sentence(self, code: str) -> str:
        """Return the same as it stands in a sentence, where that is known to be another word."""
        return self.states[code].in_sentence if code in self.states else self.country(code)
