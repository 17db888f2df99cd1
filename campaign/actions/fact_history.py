"""How facts stand, and how they came to stand so."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from campaign.actions import facts as actions
from campaign.catalogue import Catalogue
from campaign.errors import UnknownFact
from campaign.model.facts import WORLD, Change, ChangeBatch, Difference, Fact, FactTable, Row
from campaign.store import facts

Step = tuple[ChangeBatch, Difference]
"""One change of one fact, and what it was made together with."""


def facts_of_table(db: Session, shipped: Catalogue, sheet: FactTable) -> Mapping[str, Fact]:
    """Return a sheet's facts by key, agreeing with others or not."""
    changed = {c.key: c.origin for c in facts.read_changes(db) if c.sheet is sheet}
    rows = actions.current_rows(db, shipped)[sheet]
    return {key: Fact(sheet, key, row, changed.get(key)) for key, row in rows.items()}


def find_fact(db: Session, shipped: Catalogue, sheet: FactTable, key: str) -> Fact:
    """Return one fact. Raises UnknownFact."""
    found = facts_of_table(db, shipped, sheet).get(key)
    if found is None:
        raise UnknownFact
    return found


def history_of_fact(db: Session, shipped: Catalogue, sheet: FactTable, key: str) -> Sequence[Step]:
    """Return every change of a fact, undone or not, the newest first."""
    return _steps(facts.read_story(db, [(sheet, key)]), shipped)[::-1]


def changes_in(
    db: Session, shipped: Catalogue, number: int
) -> tuple[ChangeBatch, Sequence[Difference]]:
    """Return what was changed at once, each with what stood there before. Raises UnknownFact."""
    batch = facts.find_batch(db, number)
    if batch is None:
        raise UnknownFact
    steps = _steps(facts.read_story(db, facts.read_facts_of(db, number)), shipped)
    return batch, [difference for made, difference in steps if made.id == number]


def against_shipped(db: Session, shipped: Catalogue) -> Sequence[Difference]:
    """Return where facts differ from those that came with this version, which has some, too.

    Those of which the shipped one is from a later day come first.
    """
    every = actions.against_shipped(db, shipped)
    found = [each for each in every if each.before and each.sheet in WORLD]
    return sorted(found, key=lambda each: not each.goes_back)


def shipped_row(shipped: Catalogue, sheet: FactTable, key: str) -> Row | None:
    """Return a fact as it came with this version, or None."""
    fields = shipped.shipped.sheets[sheet].get(key)
    return fields.row() if fields else None


def _steps(story: Iterable[tuple[ChangeBatch, Change]], shipped: Catalogue) -> list[Step]:
    """Say of each change what it took the place of: the last that was not undone by then."""
    stood: defaultdict[tuple[FactTable, str], list[tuple[ChangeBatch, Change]]] = defaultdict(list)
    steps = []
    for batch, change in story:
        earlier = stood[change.sheet, change.key]
        rows = [c.row for b, c in earlier if b.undone_at is None or b.undone_at > batch.at]
        before = rows[-1] if rows else shipped_row(shipped, change.sheet, change.key)
        steps.append((batch, Difference(change.sheet, change.key, before, change.row)))
        earlier.append((batch, change))
    return steps
