"""The sheets of `letters/world`: read from files and overlaid with the organizers' changes."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from campaign.catalogue.complaints import Complaints
from campaign.catalogue.fields import Fields, read_csv
from campaign.model.facts import WORLD, Change, FactTable, Row

Sheets = Mapping[FactTable, Mapping[str, Fields]]
"""Each sheet's facts by their keys."""
LATER: Final = ("confirmed",)
"""The columns that the first version did not have."""


def read_fact_tables(folder: Path, complaints: Complaints) -> Sheets:
    """Read the shipped facts of the world."""
    return {sheet: read_fact_table(sheet, folder / f"{sheet}.csv", complaints) for sheet in WORLD}


def read_fact_table(sheet: FactTable, file: Path, complaints: Complaints) -> Mapping[str, Fields]:
    """Read one sheet, complaining of a fact that stands twice."""
    found: dict[str, Fields] = {}
    for row in read_csv(file, sheet.columns, complaints, later=LATER):
        key = sheet.key(row.row())
        if key in found:
            row.complain("", f"{key} stands twice", "keep one line")
        found[key] = row
    return found


def overlay_changes(shipped: Sheets, changes: Iterable[Change], complaints: Complaints) -> Sheets:
    """Return the facts with the organizers' changes in place of the shipped ones."""
    facts = {sheet: dict(rows) for sheet, rows in shipped.items()}
    for change in changes:
        if change.row is None:
            facts[change.sheet].pop(change.key, None)
        else:
            for key in _same_holder(shipped, change):
                facts[change.sheet].pop(key, None)
            key = f"{change.sheet} {change.key}"
            facts[change.sheet][change.key] = Fields(
                Path(f"{change.sheet}.csv"), key, change.row, complaints
            )
    return facts


def _same_holder(shipped: Sheets, change: Change) -> Iterator[str]:
    """Yield the other shipped facts that an organizer's fact of a holder of an office stands for.

    A later version may know a better first day, and by that have another key.
    """
    if change.sheet is not FactTable.OFFICERS or change.row is None:
        return
    for key, fields in shipped[change.sheet].items():
        row = fields.row()
        is_same = all(row[name] == change.row[name] for name in ("office", "name"))
        within = change.row["start"] <= row["start"] <= change.row["end"]
        if is_same and within and key != change.key:
            yield key


def differing_facts(
    shipped: Sheets, changes: Iterable[Change]
) -> Iterable[tuple[Change, Row | None]]:
    """Yield the changes that the shipped facts do not have (yet), with what is shipped."""
    for change in changes:
        fields = shipped[change.sheet].get(change.key)
        row = fields.row() if fields else None
        if row != change.row:
            yield change, row
