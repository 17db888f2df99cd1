"""One row of a table of letters, read as a letter. Complaints never repeat what stands there."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from campaign.actions.print_runs.source import SourceLetter
from campaign.catalogue.complaints import Complaints
from campaign.catalogue.named_states import BODIES, NamedStates, slugged
from campaign.errors import ExcludedTarget, NotAMember, UnknownTarget
from campaign.letter import clean
from campaign.model.letter import (
    LONGEST_NAME,
    LONGEST_NOTE,
    MOST_LINES,
    Choices,
    Sender,
    SignAs,
    Target,
)
from campaign.model.statement import Campaign
from campaign.press import fonts
from campaign.rules import targets

COLUMNS: Final = (
    "target",
    "language",
    "asks",
    "note",
    "sign_as",
    "name",
    "place",
    "country",
    "body",
)
NEEDS_NAME: Final = frozenset({SignAs.FULL, SignAs.INITIALS})


class LetterRow:
    """The cells of one row by their columns; `number` is the row's, as spreadsheets count."""

    def __init__(
        self,
        file: Path,
        number: int,
        cells: Mapping[str, str],
        complaints: Complaints,
        states: NamedStates,
    ) -> None:
        """Take a row."""
        self._file, self._number, self._cells = file, number, cells
        self._complaints, self._states, self._sound = complaints, states, True

    def given(self, campaign: Campaign, on: date) -> SourceLetter | None:
        """Return the row's letter, or None after complaining of each cell that is wrong."""
        target = self._target(campaign, on)
        language = self._one_of("language", campaign.languages, campaign.default_language.code)
        asks = self._asks(campaign, target, on) if target else ()
        choices = Choices(asks, language, self._note(), self._sender(campaign))
        return SourceLetter(self._number, target, choices) if target and self._sound else None

    def _target(self, campaign: Campaign, on: date) -> Target | None:
        try:
            slug = self._states.target(
                self._text("target"), BODIES.get(slugged(self._text("body")))
            )
            return targets.find_target(campaign, slug, on)
        except UnknownTarget:
            write = "write such as high-commissioner or hrc-kr, or a State beside hrc in “body”"
            self._complain("target", "is not known", write)
        except ExcludedTarget:
            self._complain("target", "is not written to in this campaign", "take the row out")
        except NotAMember:
            self._complain("target", "is not known to be a member on that day", "take the row out")
        return None

    def _asks(self, campaign: Campaign, target: Target, on: date) -> tuple[str, ...]:
        """Return what is asked; where the cell is blank, what is ticked from the start."""
        chosen = re.findall(r"[^\s,;|]+", self._text("asks"))
        can = [ask.id for ask in targets.asks_for(campaign, target, on)]
        if not set(chosen) <= set(can):
            write = f"write some of {', '.join(can)}; or nothing, for what is asked as a rule"
            self._complain("asks", "has one that this target is not asked", write)
        return tuple(chosen) or (targets.ticked_ask(campaign, target, on).id,)

    def _note(self) -> str:
        note = clean.block(self._cells.get("note", ""))
        if len(note) > LONGEST_NOTE:
            self._complain("note", f"is longer than {LONGEST_NOTE} characters", "shorten it")
        if note.count("\n") >= MOST_LINES:
            self._complain("note", f"has more than {MOST_LINES} lines", "join some")
        self._demand_signs("note", note)
        return note

    def _sender(self, campaign: Campaign) -> Sender:
        name, place = self._line("name"), self._line("place")
        known = campaign.default_language.territories
        country = self._one_of("country", known, "", "the country’s name, or its code, such as CH")
        given = bool(name or place or country)
        sign_as = SignAs(self._one_of("sign_as", list(SignAs), "" if given else SignAs.BLANK))
        if sign_as in NEEDS_NAME and not any(map(str.isalpha, name)):
            self._complain("name", "is missing", "write the name, or another sign_as")
        if sign_as is SignAs.COUNTRY and not country:
            self._complain("country", "is missing", "write its code, or another sign_as")
        return Sender(sign_as, name, place, country)

    def _line(self, column: str) -> str:
        text = clean.line(self._cells.get(column, ""))
        if len(text) > LONGEST_NAME:
            self._complain(column, f"is longer than {LONGEST_NAME} characters", "shorten it")
        self._demand_signs(column, text)
        return text

    def _one_of(self, column: str, known: Collection[str], blank: str, write: str = "") -> str:
        """Return a cell that is one of these in capitals or not; where it is blank, `blank`."""
        text = self._text(column) or blank
        if column == "country":
            text = self._states.code(text) or text
        folded = text.casefold()
        # Most have it as it is known, and there are 250 countries to go through.
        found = text if text in known else next((e for e in known if e.casefold() == folded), None)
        if found is not None or (not text and column == "country"):
            return found or ""
        wrong = "is not known" if text else "is missing"
        self._complain(column, wrong, f"write {write or 'one of ' + ', '.join(known)}")
        return [*known][-1]  # to sign blank, of which nothing else is wanted

    def _demand_signs(self, column: str, text: str) -> None:
        if signs := fonts.missing(text):
            code = " ".join(f"U+{ord(char):04X}" for char in fonts.signs_of(signs)[0])
            self._complain(column, f"has a sign that no font here has ({code})", "leave it out")

    def _text(self, column: str) -> str:
        return clean.line(self._cells.get(column, ""))

    def _complain(self, column: str, wrong: str, write: str) -> None:
        self._sound = False
        self._complaints.add(self._file, f"row {self._number}: {column}", wrong, write)
