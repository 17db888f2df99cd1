"""Reads a language's folder in `letters/world`: how letters are written and addressed in it."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from babel import Locale, UnknownLocaleError

from campaign.catalogue.care import read_care
from campaign.catalogue.complaints import Complaints
from campaign.catalogue.evening import read_evening
from campaign.catalogue.fields import Fields, read_csv, read_toml
from campaign.catalogue.printing import read_printing
from campaign.catalogue.world import known_state
from campaign.model import placeholders
from campaign.model.language import (
    AddressForms,
    Direction,
    Language,
    SessionWords,
    StateName,
    TargetKind,
    Typography,
)
from campaign.model.world import State

KEYS_OF_FORMS: Final = (
    "dates",
    "place_date",
    "quotes",
    "inner_quotes",
    "titles",
    "list_start",
    "item_end",
    "list_end",
    "sessions",
    "resident",
    "territories",
    "known_as",
)
"""The keys of a language's `forms.toml`, beside one for each kind of target."""
LATER: Final = ("sessions", "resident")
"""The keys that earlier versions did not want."""
LATER_OF_STATES: Final = ("of_state", "in_state")
"""The columns of a language's `states.csv` that earlier versions did not have."""
COLUMNS_OF_STATES: Final = ("code", "name", "in_sentence", "in_address", *LATER_OF_STATES)
"""The columns of a language's `states.csv`."""
TERRITORY: Final = re.compile(r"(?!AC|CP|CQ|DG|EA|EU|EZ|IC|QO|TA|UN|X[AB]|ZZ)[A-Z]{2}")
"""The codes in CLDR of places where people live; others are groups, tests and islets."""


def read_language(folder: Path, states: Mapping[str, State], complaints: Complaints) -> Language:
    """Read how letters are written in one language; the folder is named by its tag."""
    file = folder / "forms.toml"
    forms = read_toml(file, complaints).only(*KEYS_OF_FORMS, *TargetKind)
    if shipped := complaints.shipped_of(file):
        forms = forms.filled_from(read_toml(shipped, complaints), *LATER)
    locale = _locale(folder, complaints)
    names_of_states = _state_names(folder / "states.csv", states, complaints)
    _check_joined(forms, complaints)
    return Language(
        code=folder.name,
        direction=Direction(locale.text_direction),
        name=locale.get_display_name() or folder.name,
        date_pattern=forms.required("dates"),
        place_date=forms.text("place_date"),
        typography=_typography(forms),
        list_start=forms.text("list_start"),
        item_end=forms.required("item_end"),
        list_end=forms.required("list_end"),
        sessions=_sessions(forms.table("sessions"), locale, complaints),
        resident=forms.required("resident"),
        forms={kind: _form(forms.table(kind), kind, complaints) for kind in TargetKind},
        states=names_of_states,
        territories=_territories(locale, names_of_states, forms.table("territories")),
        known_as=_known_as(forms.table("known_as"), states),
        evening=read_evening(folder / "evening.md", complaints),
        printing=read_printing(folder / "printing.md", locale, complaints),
        care=read_care(folder / "care.toml", complaints),
    )


def _check_joined(forms: Fields, complaints: Complaints) -> None:
    """Complain of gaps that nothing fills, where words are joined."""
    known = {"place_date": placeholders.PLACE_DATE, "resident": placeholders.RESIDENT}
    for key, names in known.items():
        complaints.add_unknown_placeholders(forms.file, key, forms.text(key), names)


def _known_as(fields: Fields, states: Mapping[str, State]) -> Mapping[str, str]:
    """Read the other names by which a State is looked for."""
    for code in fields.names():
        if states and code not in states:
            fields.complain(code, "is not a Member State", "write its two-letter ISO code")
    return {code: fields.required(code) for code in fields.names()}


def _sessions(fields: Fields, locale: Locale, complaints: Complaints) -> SessionWords:
    """Read how a body's next session is named, one way for each ordinal of the language."""
    numbered = fields.only("numbered", "unnumbered", "dated", "customary").table("numbered")
    ordinals = sorted({*locale.ordinal_form.tags, "other"})
    words = SessionWords(
        numbered={each: numbered.only(*ordinals).required(each) for each in ordinals},
        unnumbered=fields.required("unnumbered"),
        dated=fields.required("dated"),
        customary=fields.required("customary"),
    )
    known = dict.fromkeys(words.numbered.values(), placeholders.NUMBER)
    known |= {words.dated: placeholders.DATED, words.customary: placeholders.CUSTOMARY}
    for text, names in {**known, words.unnumbered: frozenset[str]()}.items():
        complaints.add_unknown_placeholders(fields.file, "sessions", text, names)
    return words


def _typography(forms: Fields) -> Typography:
    """Return how words are set; a language that names no inner marks has the same inside."""
    quotes = _quotes(forms, "quotes")
    inner = _quotes(forms, "inner_quotes") if "inner_quotes" in forms.names() else quotes
    return Typography(quotes, inner, forms.texts("titles"))


def _quotes(forms: Fields, name: str) -> tuple[str, str]:
    """Return the marks around a quotation."""
    quotes = forms.texts(name)
    if len(quotes) != 2:  # noqa: PLR2004 - one opens, one closes
        forms.complain(name, "needs two marks", 'write ["“", "”"]')
        return "", ""
    return quotes[0], quotes[1]


def _territories(
    locale: Locale, states: Mapping[str, StateName], shorter: Fields
) -> Mapping[str, str]:
    """Return the names of countries and territories by code: CLDR's, unless we have others."""
    names = {code: name for code, name in locale.territories.items() if TERRITORY.fullmatch(code)}
    names |= {code: state.name for code, state in states.items()}
    return names | {code: shorter.required(code) for code in shorter.names()}


def _locale(folder: Path, complaints: Complaints) -> Locale:
    try:
        return Locale.parse(folder.name, sep="-")
    except (UnknownLocaleError, ValueError):
        complaints.add(folder, "", "is not a known language", "name it by its code, such as fr")
        return Locale("en")


def _form(fields: Fields, kind: TargetKind, complaints: Complaints) -> AddressForms:
    fields.only("holder", "addressee", "salutation", "close")
    form = AddressForms(
        holder=fields.text("holder") if kind.is_delegation else fields.required("holder"),
        addressee=fields.required("addressee"),
        salutation=fields.required("salutation"),
        close=fields.required("close"),
    )
    known = {"holder": placeholders.HOLDER, "addressee": placeholders.of_letters(kind)}
    for name in ("holder", "addressee", "salutation", "close"):
        words = known.get(name, frozenset())
        key = f"{kind}: {name}"
        complaints.add_unknown_placeholders(fields.file, key, getattr(form, name), words)
    return form


def _state_names(
    file: Path, states: Mapping[str, State], complaints: Complaints
) -> Mapping[str, StateName]:
    found = {}
    for row in read_csv(file, COLUMNS_OF_STATES, complaints, later=LATER_OF_STATES):
        code = known_state(row, "code", states)
        name, in_sentence, in_address = (row.required(each) for each in COLUMNS_OF_STATES[1:4])
        around = (row.text(each) or in_sentence for each in LATER_OF_STATES)
        found[code] = StateName(name, in_sentence, in_address, *around)
    for code in sorted(set(states) - set(found)):
        complaints.add(file, code, "has no name", "add a line for it")
    return found
