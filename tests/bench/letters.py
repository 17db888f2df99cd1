"""The letters that are printed: to all of today's delegations, signed in three scripts."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Final

from campaign.catalogue import load
from campaign.letter.compose import compose
from campaign.model.letter import Choices, Letter, LetterPart, Sender, SignAs, Target
from campaign.model.statement import Campaign
from campaign.press import ROOT, page
from campaign.rules import targets

DAY: Final = date(2026, 11, 24)
NOTE: Final = "I am a nurse living in Leeds, and I write as somebody who cares for families."
SENDER: Final = Sender(SignAs.FULL, "Ana Example", "Leeds", "GB")
GIVEN: Final = (
    ("Ana", "Zoë", "Marta", "Joan", "Piet", "Nils", "Inês", "Łucja", "Owen", "Edda"),
    ("محمد", "علي", "فاطمة", "گۈلنار", "مريم", "يوسف", "ليلى", "ئەخمەت", "نور", "سارة"),
    ("小龍", "美玲", "伟", "芳", "志明", "秀英", "建国", "丽", "文", "雪"),
)
FAMILY: Final = (
    ("Example", "Sample", "Placeholder", "Specimen", "Muster", "Modèle", "Ejemplo"),
    ("المثال", "النموذج", "ئۈلگە", "العينة", "التجربة", "مىسال", "الاختبار"),
    ("李", "王", "張", "刘", "陈", "楊", "黃"),
)
PLACES: Final = (
    (("Leeds", "GB"), ("Lisboa", "PT"), ("Gdańsk", "PL"), ("Bergen", "NO")),
    (("طرابلس", "LY"), ("عمّان", "JO"), ("ئىستانبۇل", "TR"), ("الرباط", "MA")),
    (("臺北", "SG"), ("檳城", "MY"), ("悉尼", "AU"), ("多伦多", "CA")),
)


@cache
def campaign() -> Campaign:
    """Return the campaign that is shipped."""
    return load(ROOT / "letters").campaigns["uyghur-assessment"]


def many(count: int, *, note: str = "", batch: int = 0) -> Iterator[Letter]:
    """Yield so many letters, to one delegation after the other; each batch has names of its own."""
    delegations = [
        each for each in targets.offered_targets(campaign(), DAY) if each.kind.is_delegation
    ]
    for number in range(count):
        own = f"{note} This is letter {number} of mine." if note else ""
        yield _letter(delegations[number % len(delegations)], own, sender(number, batch))


def note_of(letter: Letter) -> str:
    """Return a letter's note, if it has one."""
    return next((each.text for each in letter.paragraphs if each.part is LetterPart.NOTE), "")


def one() -> Letter:
    """Return one supporter's letter."""
    target = targets.find_target(campaign(), "hrc-kr", DAY)
    return _letter(target, NOTE, SENDER)


def self_contained(letter: Letter) -> str:
    """Return a letter's page with its style inside, as somebody without a press would have it."""
    style = (ROOT / "static" / "paper.css").read_text(encoding="utf-8")
    return page(letter).replace("</head>", f"<style>{style} @page {{ size: a4 }}</style></head>")


def _letter(target: Target, note: str, sender: Sender) -> Letter:
    asks = (targets.ticked_ask(campaign(), target, DAY).id,)
    return compose(campaign(), target, Choices(asks, "en", note, sender), DAY)


def sender(number: int, batch: int = 0) -> Sender:
    """Return who signs a letter."""
    script, rest = number % 3, number // 3
    given, family, places = GIVEN[script], FAMILY[script], PLACES[script]
    middle = f"{given[rest // 10 % 10]} {given[batch % 10]}"
    name = f"{given[rest % 10]} {middle} {family[rest // 100 % len(family)]}"
    place, country = places[rest % len(places)]
    return Sender(SignAs.FULL, name, place, country)
