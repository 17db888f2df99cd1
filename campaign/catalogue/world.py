"""Reads `letters/world`: the facts that campaigns share, and each language's forms of address."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from babel import Locale, UnknownLocaleError

from campaign.catalogue.complaints import Complaints
from campaign.catalogue.fields import LONG_AGO, Fields, read_csv, read_toml
from campaign.catalogue.targets import DELEGATIONS, OFFICES, delegation
from campaign.model import placeholders
from campaign.model.language import Direction, Form, Kind, Language, StateName
from campaign.model.world import Address, Officer, Region, Session, State, Term, World

TERRITORY: Final = re.compile(r"(?!AC|CP|CQ|DG|EA|EU|EZ|IC|QO|TA|UN|X[AB]|ZZ)[A-Z]{2}")
"""CLDR's codes of places where people live; the others are reserved for groups, tests, islets."""
EMAIL: Final = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+")
SOURCE: Final = ("source", "as_of")


def read_world(folder: Path, complaints: Complaints) -> World:
    """Read the shared facts."""
    states = {}
    for row in read_csv(folder / "states.csv", ("code", "group", *SOURCE), complaints):
        code = row.required("code")
        states[code] = State(code, row.choice("group", Region, Region.AFRICA))
    return World(
        states=states,
        terms=_terms(folder / "members.csv", states, complaints),
        officers=_officers(folder / "officers.csv", complaints),
        sessions=_sessions(folder / "sessions.csv", complaints),
        addresses=_addresses(folder / "addresses.csv", states, complaints),
        directories={
            row.choice("kind", Kind, Kind.COUNCIL): row.required("url")
            for row in read_csv(folder / "directories.csv", ("kind", "url", *SOURCE), complaints)
        },
    )


def known_state(row: Fields, name: str, states: Mapping[str, State]) -> str:
    """Return a State's code, complaining about one that `states.csv` does not have."""
    code = row.required(name)
    if code and states and code not in states:
        row.complain(name, f'"{code}" is not a Member State', "write its two-letter ISO code")
    return code


def _terms(file: Path, states: Mapping[str, State], complaints: Complaints) -> tuple[Term, ...]:
    terms = []
    for row in read_csv(file, ("code", "start", "end", *SOURCE, "note"), complaints):
        term = Term(
            known_state(row, "code", states), row.required_day("start"), row.required_day("end")
        )
        if LONG_AGO < term.end < term.start:
            row.complain("end", f"{term.end} is before the start", "write the term's last day")
        terms.append(term)
    return tuple(terms)


def _officers(file: Path, complaints: Complaints) -> tuple[Officer, ...]:
    columns = ("office", "name", "state", "start", "end", *SOURCE, "note")
    return tuple(
        Officer(
            _office(row),
            row.required("name"),
            row.required_day("start"),
            row.required_day("end"),
        )
        for row in read_csv(file, columns, complaints)
    )


def _office(row: Fields) -> str:
    office = row.required("office")
    if office and office not in OFFICES:
        row.complain("office", f'"{office}" is no office', "write one of " + ", ".join(OFFICES))
    return office


def _sessions(file: Path, complaints: Complaints) -> tuple[Session, ...]:
    columns = ("body", "number", "start", "end", *SOURCE, "note")
    return tuple(
        Session(row.required("body"), row.number("number"), row.day("start"), row.day("end"))
        for row in read_csv(file, columns, complaints)
    )


def _addresses(
    file: Path, states: Mapping[str, State], complaints: Complaints
) -> Mapping[str, Address]:
    columns = ("target", "postal", "email", "website", "language", *SOURCE, "confirmed", "note")
    slugs = {*OFFICES, *(delegation(body, state).slug for body in DELEGATIONS for state in states)}
    found = {}
    for row in read_csv(file, columns, complaints):
        target = row.required("target")
        if target and states and target not in slugs:
            row.complain("target", f'"{target}" is no target', "write one such as hrc-kr")
        email = row.text("email")
        if email and not EMAIL.fullmatch(email):
            row.complain("email", f"{email!r} is not one address", "write one, or leave it blank")
        postal = tuple(line.strip() for line in row.text("postal").split("|") if line.strip())
        days = row.day("as_of"), row.day("confirmed")
        found[target] = Address(target, postal, email, row.text("website"), *days)
    return found


def read_language(folder: Path, world: World, complaints: Complaints) -> Language:
    """Read one language's forms of address and names of States; the folder is named by its tag."""
    file = folder / "forms.toml"
    forms = read_toml(file, complaints).only(
        "dates", "quotes", "item_end", "list_end", "territories", *Kind
    )
    locale = _locale(folder, complaints)
    states = _state_names(folder / "states.csv", world, complaints)
    quotes = forms.texts("quotes")
    if len(quotes) != 2:  # noqa: PLR2004 - one opens, one closes
        forms.complain("quotes", "needs two marks", 'write ["“", "”"]')
        quotes = ("", "")
    names = {code: name for code, name in locale.territories.items() if TERRITORY.fullmatch(code)}
    names |= {code: state.name for code, state in states.items()}
    shorter = forms.table("territories")
    names |= {code: shorter.required(code) for code in shorter.names()}
    return Language(
        code=folder.name,
        direction=Direction(locale.text_direction),
        name=locale.get_display_name() or folder.name,
        date_pattern=forms.required("dates"),
        quotes=(quotes[0], quotes[1]),
        item_end=forms.required("item_end"),
        list_end=forms.required("list_end"),
        forms={kind: _form(forms.table(kind), kind, complaints) for kind in Kind},
        states=states,
        territories=names,
    )


def _locale(folder: Path, complaints: Complaints) -> Locale:
    try:
        return Locale.parse(folder.name, sep="-")
    except (UnknownLocaleError, ValueError):
        complaints.add(folder, "", "is not a known language", "name it by its code, such as fr")
        return Locale("en")


def _form(fields: Fields, kind: Kind, complaints: Complaints) -> Form:
    fields.only("holder", "addressee", "salutation", "close")
    form = Form(
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


def _state_names(file: Path, world: World, complaints: Complaints) -> Mapping[str, StateName]:
    found = {}
    for row in read_csv(file, ("code", "name", "in_sentence", "in_address"), complaints):
        code = known_state(row, "code", world.states)
        names = (row.required(name) for name in ("name", "in_sentence", "in_address"))
        found[code] = StateName(*names)
    for code in sorted(set(world.states) - set(found)):
        complaints.add(file, code, "has no name", "add a line for it")
    return found
