"""Rows of a table as facts: States and recipients by code, whatever they are called there."""

from collections.abc import Iterator, Sequence
from typing import Final

from campaign.catalogue.fields import Fields
from campaign.catalogue.named_states import BODIES, NamedStates, body_of, slugged
from campaign.model.facts import FactTable, Row
from campaign.rules.targets import DELEGATIONS, delegation

FOR_READING: Final = {
    FactTable.MEMBERS: (),
    FactTable.OFFICERS: (),
    FactTable.SESSIONS: (),
    FactTable.ADDRESSES: ("recipient", "body"),
    FactTable.TASKS: (),
}
"""Columns that are no facts: a recipient's name beside its code, and whose delegation is meant."""
STATES: Final = frozenset({"code", "state"})
SLUGS: Final = frozenset({"office", "body"})


def facts_of(sheet: FactTable, rows: Sequence[Fields], states: NamedStates) -> Iterator[Fields]:
    """Yield each row as a fact, with the columns that its table has."""
    reader = _FactReader(sheet, rows, states)
    for row in rows:
        yield row.with_values(reader.fact(row))


class _FactReader:
    """Reads rows of one table, which may all speak of one body without saying so."""

    def __init__(self, sheet: FactTable, rows: Sequence[Fields], states: NamedStates) -> None:
        self._sheet, self._states = sheet, states
        bodies = {body for row in rows if (body := body_of(slugged(row.text("target"))))}
        self._body = bodies.pop() if len(bodies) == 1 else None

    def fact(self, row: Fields) -> Row:
        """Return the columns of a fact that a row has."""
        columns = [name for name in row.names() if name in self._sheet.columns]
        fact = {name: self._value(name, row.text(name)) for name in columns}
        if "target" in fact:
            fact["target"] = self._target(row)
        return fact

    def _value(self, name: str, text: str) -> str:
        if name in STATES:
            return self._states.code(text) or text
        if name in SLUGS:
            return BODIES.get(slugged(text), slugged(text))
        if name == "postal":
            return " | ".join(filter(None, map(str.strip, text.splitlines())))
        return text

    def _target(self, row: Fields) -> str:
        text = row.text("target") or row.text("recipient")
        body = BODIES.get(slugged(row.text("body")), self._body)
        if not body and (code := self._states.code(text)):
            one, other = (delegation(each, code).slug for each in DELEGATIONS)
            write = f"write {one} or {other}, or name the body in a column “body”"
            row.complain("target", f"{text} has a delegation to each body", write)
        return self._states.target(text, body)
