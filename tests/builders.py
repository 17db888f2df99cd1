"""Makes what tests talk about: campaigns, targets, senders and letters, each with good defaults."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from hypothesis import strategies as st
from pypdf import PdfReader

from campaign import catalogue
from campaign.letter.compose import compose
from campaign.model.letter import Choices, Letter, Sender, SignAs, Target
from campaign.model.statement import Campaign
from campaign.rules import targets
from campaign.settings import ROOT

TODAY: Final = date(2026, 11, 24)
TEST_LETTERS: Final = Path(__file__).parent / "letters"
SCRIPTS: Final = (
    "Zoë Łukaszewicz-O’Neill",
    "محمد عبد الرحمن",
    "گۈلنار ئابدۇۋەلى",
    "李小龍",
    "Щукина Ёлка",
    "नरेन्द्र श्रीवास्तव",
)
"""Names in Latin, Arabic, Uyghur, Chinese, Cyrillic and Devanagari letters."""


@cache
def real() -> Campaign:
    """Return the campaign that is shipped."""
    return catalogue.load(ROOT / "letters").campaigns["uyghur-assessment"]


@cache
def orchard() -> Campaign:
    """Return the made-up campaign in Arabic and English."""
    return catalogue.load(TEST_LETTERS).campaigns["orchard"]


CAMPAIGNS: Final[dict[str, Callable[[], Campaign]]] = {"real": real, "orchard": orchard}


def make_sender(
    sign_as: SignAs = SignAs.FULL,
    name: str = "Zoë Łukasz",
    place: str = "Leeds",
    country: str = "GB",
) -> Sender:
    """Return a writer who gives everything, unless told otherwise."""
    return Sender(sign_as, name, place, country)


def make_letter(
    campaign: Campaign,
    to: str = "high-commissioner",
    *,
    on: date = TODAY,
    asks: tuple[str, ...] | None = None,
    language: str = "en",
    note: str = "",
    sender: Sender | None = None,
    **more: Any,  # noqa: ANN401 - as choices have them
) -> Letter:
    """Return a letter with the asks that are ticked from the start, to be signed by hand."""
    target = targets.find_target(campaign, to, on)
    chosen = asks or tuple(ask.id for ask in targets.preselected(campaign, target))
    choices = Choices(chosen, language, note, sender or Sender(), **more)
    return compose(campaign, target, choices, on)


def read_pdf(pdf: bytes) -> PdfReader:
    """Open a PDF that was just made."""
    return PdfReader(BytesIO(pdf))


def lines_of(pdf: bytes) -> list[str]:
    """Return the lines of a PDF as they stand on its pages, page numbers aside."""
    lines = (line for page in read_pdf(pdf).pages for line in page.extract_text().splitlines())
    return [line for line in lines if not re.fullmatch(r"\d+ / \d+\s*", line)]


def text_of(pdf: bytes) -> str:
    """Return what a PDF says, on one line."""
    return folded(" ".join(lines_of(pdf)))


def folded(text: str) -> str:
    """Return a text with every gap made one space."""
    return " ".join(text.split())


def squeezed(text: str) -> str:
    """Return a text without any gap, however its lines were broken."""
    return "".join(text.split())


# --- Anything a supporter could do -------------------------------------------------------------

CHARACTERS: Final = st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn"])
NAMES: Final = st.one_of(st.sampled_from(SCRIPTS), st.text(CHARACTERS, max_size=40))
NOTES: Final = st.one_of(
    st.just(""),
    st.just("I keep {state} and {quote} in mind; {this} too.\n\nSecond."),
    st.text(max_size=300),
)


@dataclass(frozen=True, slots=True)
class Case:
    """All that goes into composing one letter."""

    name: str
    target: Target
    choices: Choices

    @property
    def campaign(self) -> Campaign:
        """Return the campaign, which is too long to be shown with every failure."""
        return CAMPAIGNS[self.name]()

    def compose(self) -> Letter:
        """Return its letter."""
        return compose(self.campaign, self.target, self.choices, TODAY)


@st.composite
def senders(draw: st.DrawFn, campaign: Campaign) -> Sender:
    """Return anybody, from anywhere or nowhere."""
    countries = ["", *campaign.default_language.territories]
    return Sender(
        draw(st.sampled_from(SignAs)), draw(NAMES), draw(NAMES), draw(st.sampled_from(countries))
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Return any letter to any target of the day, in either campaign."""
    name = draw(st.sampled_from(sorted(CAMPAIGNS)))
    campaign = CAMPAIGNS[name]()
    target = draw(st.sampled_from(targets.offered_targets(campaign, TODAY)))
    offered = [ask.id for ask in targets.asks_for(campaign, target)]
    chosen = draw(st.permutations(offered))[: draw(st.integers(1, len(offered)))]
    language = draw(st.sampled_from(sorted(campaign.languages)))
    choices = Choices(tuple(chosen), language, draw(NOTES), draw(senders(campaign)))
    return Case(name, target, choices)
