"""Imports and corrections lie over the shipped facts: shown first, taken, kept, undone.

On SQLite and on PostgreSQL.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from campaign import catalogue
from campaign.actions import fact_imports, facts
from campaign.catalogue import Catalogue, fact_files
from campaign.errors import BrokenData, Overtaken
from campaign.exports.fact_sheets import as_csv
from campaign.model.facts import WORLD, Difference, FactFile, FactTable, Origin
from campaign.model.world import Address
from tests.facts.directory import make_directory, make_entry, six

NOW: Final = datetime(2026, 11, 24, 12, 30)  # noqa: DTZ001 - as databases keep it, in UTC
DAY: Final = date(2026, 11, 20)
ON_SQLITE: Final = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For rules that many examples show and that no database has a part in."""
KR, MX, FR = "third-committee-kr", "third-committee-mx", "third-committee-fr"


@dataclass(frozen=True, slots=True)
class Office:
    """An organizer's office: a database, and the facts that were shipped."""

    db: Session
    shipped: Catalogue

    @property
    def now(self) -> Catalogue:
        """Return the facts as they are."""
        return facts.current_catalogue(self.db, self.shipped)

    def address(self, target: str) -> Address | None:
        """Return an address as it is."""
        return self.now.world.addresses.get(target)

    def read(self, content: bytes) -> FactFile:
        """Read a file."""
        english = self.shipped.campaigns["orchard"].language("en")
        return fact_files.read_fact_file("file", content, self.shipped.shipped, english, DAY)

    def compare(self, content: bytes) -> Sequence[Difference]:
        """Return what a file would change."""
        return fact_imports.compare_import(self.db, self.shipped, self.read(content))

    def kinds(self, content: bytes) -> dict[str, str]:
        """Return what a file would do, by key."""
        return {each.key: each.kind for each in self.compare(content)}

    def take(self, content: bytes, *only: str) -> int:
        """Take a file and return its batch."""
        found = self.compare(content)
        batch, _ = fact_imports.take_import(
            self.db, found, self.shipped, by="Pip", at=NOW, only=only
        )
        assert batch is not None
        return batch

    def correct(self, sheet: FactTable, **values: str) -> int:
        """Correct a fact by hand and return the batch."""
        return facts.correct_fact(self.db, self.shipped, sheet, values, by="Pip", at=NOW)

    def undo(self, batch: int) -> bool:
        """Undo a batch."""
        return facts.undo_changes(self.db, self.shipped, batch, by="Pip", at=NOW)


@pytest.fixture
def office(db: Session, made_up: Catalogue) -> Office:
    return Office(db, made_up)


def email(address: Address | None) -> str:
    assert address
    return address.email


def sheet(kind: FactTable, *rows: dict[str, str]) -> bytes:
    """Return a CSV of facts; what a row does not say is blank."""
    blank = dict.fromkeys(kind.columns, "") | {"source": "made up", "as_of": "2026-11-24"}
    return as_csv(kind.columns, [blank | row for row in rows]).encode()


def addresses(*rows: dict[str, str]) -> bytes:
    return sheet(FactTable.ADDRESSES, *rows)


def test_comparing_shows_what_is_new_and_takes_nothing(office: Office) -> None:
    found = office.compare(make_directory(*six()))

    assert {each.kind for each in found} == {"new"}
    assert len(found) == 6
    assert office.address(KR) is None
    assert not facts.list_changes(office.db)
    assert facts.facts_version(office.db) == (0, 0, 0)


def test_comparing_shows_what_changed_is_gone_and_stays_as_it_is(office: Office) -> None:
    office.take(make_directory(*six()))
    fewer = [entry for entry in six(mx="new@example.org") if entry["MC_EntityBB"] != "France"]

    found = {each.key: each for each in office.compare(make_directory(*fewer))}

    assert {key: each.kind for key, each in found.items()} == {MX: "changed", FR: "gone"}
    assert found[MX].columns() == ("email",)
    assert found[FR].after is None


def test_a_directory_says_nothing_of_addresses_elsewhere(office: Office) -> None:
    kinds = office.kinds(make_directory(*six()))
    assert not any(key.startswith("hrc") for key in kinds)
    assert office.kinds(addresses({"target": "hrc-fr", "email": "a@example.org"})) == {
        "hrc-fr": "new"
    }


def test_what_is_taken_holds_in_a_batch_with_who_and_when(office: Office, engine: Engine) -> None:
    batch = office.take(make_directory(*six()))

    with Session(engine) as other:
        world = facts.current_catalogue(other, office.shipped).world
        (made,) = facts.list_changes(other)
    assert email(world.addresses[KR]) == "kr@example.org"
    assert world.addresses[KR].as_of == DAY
    assert (made.id, made.at, made.by, made.origin, made.changes, made.undone) == (
        batch, NOW, "Pip", Origin.IMPORT, 6, False,
    )  # fmt: skip


def test_what_is_gone_from_a_directory_is_gone_once_taken(office: Office) -> None:
    office.take(make_directory(*six()))
    office.take(make_directory(*six()[:3]))

    assert set(office.now.world.addresses) == {
        "high-commissioner", "hrc-kr", "hrc-mx", KR, MX, "third-committee-cn",
    }  # fmt: skip


def test_a_shipped_address_that_is_gone_from_a_directory_is_gone_once_taken_and_can_come_back(
    office: Office, letters: Path
) -> None:
    with (letters / "world" / "addresses.csv").open("a", encoding="utf-8") as file:
        file.write(f"{KR},,shipped@example.org,,,made for tests,,,\n")
    shipping = Office(office.db, catalogue.load(letters))

    batch = shipping.take(make_directory(*six()[1:]))
    assert shipping.address(KR) is None

    shipping.undo(batch)
    assert email(shipping.address(KR)) == "shipped@example.org"


def test_an_import_can_be_taken_row_by_row(office: Office) -> None:
    office.take(make_directory(*six()), KR, MX)

    assert office.address(KR)
    assert office.address(MX)
    assert office.address(FR) is None
    assert len(office.kinds(make_directory(*six()))) == 4


def test_taking_nothing_makes_no_batch(office: Office) -> None:
    office.take(make_directory(*six()))
    before = facts.facts_version(office.db)

    found = office.compare(make_directory(*six()))

    assert not found
    assert fact_imports.take_import(office.db, found, office.shipped, by="Pip", at=NOW) == (None, 0)
    assert facts.facts_version(office.db) == before


def test_a_file_is_not_taken_over_what_was_changed_since_it_was_held_against_the_facts(
    office: Office,
) -> None:
    office.take(make_directory(*six()))
    found = office.compare(make_directory(*six(kr="later@example.org")))
    office.correct(FactTable.ADDRESSES, target=KR, email="by-hand@example.org")

    with pytest.raises(Overtaken):
        fact_imports.take_import(office.db, found, office.shipped, by="Pip", at=NOW)

    assert email(office.address(KR)) == "by-hand@example.org"


def test_changes_by_hand_survive_a_later_import_and_are_shown_as_kept(office: Office) -> None:
    office.take(make_directory(*six()))
    office.correct(FactTable.ADDRESSES, target=KR, email="by-hand@example.org")
    later = make_directory(*six(kr="later@example.org", mx="later@example.org"))

    assert office.kinds(later) == {KR: "kept", MX: "changed"}
    office.take(later)

    assert email(office.address(KR)) == "by-hand@example.org"
    assert email(office.address(MX)) == "later@example.org"
    assert office.kinds(make_directory(*six(mx="later@example.org")[1:])) == {KR: "kept"}


def test_a_correction_leaves_the_other_columns_as_they_are(office: Office) -> None:
    office.correct(FactTable.ADDRESSES, target="hrc-kr", email="by-hand@example.org")

    address, shipped = office.address("hrc-kr"), office.shipped.world.addresses["hrc-kr"]
    assert address
    assert address.email == "by-hand@example.org"
    assert (address.postal, address.as_of) == (shipped.postal, shipped.as_of)


def test_undoing_restores_what_was_there_before(office: Office) -> None:
    first = office.take(make_directory(*six()))
    second = office.take(make_directory(*six(kr="second@example.org")))
    third = office.correct(FactTable.ADDRESSES, target=KR, email="third@example.org")

    seen = [email(office.address(KR))]
    for batch in (third, second):
        assert office.undo(batch)
        seen.append(email(office.address(KR)))
    assert office.undo(first)

    assert seen == ["third@example.org", "second@example.org", "kr@example.org"]
    assert office.now.sheets[FactTable.ADDRESSES] == office.shipped.sheets[FactTable.ADDRESSES]
    assert [each.undone for each in facts.list_changes(office.db)] == [True, True, True]


def test_what_was_changed_again_since_is_undone_after_that(office: Office) -> None:
    first = office.correct(
        FactTable.ADDRESSES, target=KR, email="first@example.org", source="made up"
    )
    second = office.correct(FactTable.ADDRESSES, target=KR, email="second@example.org")
    assert [each.stands for each in facts.list_changes(office.db)] == [True, False]

    with pytest.raises(Overtaken):
        office.undo(first)
    assert office.undo(second)
    assert email(office.address(KR)) == "first@example.org"
    assert office.undo(first)


def test_an_import_that_is_undone_leaves_a_later_correction(office: Office) -> None:
    batch = office.take(make_directory(*six()))
    office.correct(FactTable.ADDRESSES, target=KR, email="by-hand@example.org")
    office.undo(batch)

    assert email(office.address(KR)) == "by-hand@example.org"
    assert office.address(MX) is None


def test_nothing_is_undone_twice_or_that_never_was(office: Office, engine: Engine) -> None:
    batch = office.take(make_directory(*six()))

    assert office.undo(batch)
    with Session(engine) as other:
        assert facts.facts_version(other) == (1, 1, 0)
    assert not office.undo(batch)
    assert not office.undo(99)


def test_a_correction_that_was_undone_stands_in_no_imports_way(office: Office) -> None:
    batch = office.correct(
        FactTable.ADDRESSES, target=KR, email="by-hand@example.org", source="made up"
    )
    office.undo(batch)

    assert office.kinds(make_directory(six()[0])) == {KR: "new"}


def test_the_database_wins_over_what_is_shipped_and_shows_where_they_differ(
    office: Office,
) -> None:
    office.correct(FactTable.ADDRESSES, target="hrc-kr", email="by-hand@example.org")

    (difference,) = facts.against_shipped(office.db, office.shipped)

    assert difference.key == "hrc-kr"
    assert difference.columns() == ("email",)
    assert difference.before
    assert difference.after
    assert difference.before["email"] == "orchard@example.org"
    assert difference.after["email"] == email(office.address("hrc-kr")) == "by-hand@example.org"


def test_what_the_shipped_facts_have_come_to_say_too_is_no_difference(office: Office) -> None:
    office.correct(FactTable.ADDRESSES, target="hrc-kr", note="not confirmed")
    assert not list(facts.against_shipped(office.db, office.shipped))


UNSOUND: Final[dict[str, tuple[FactTable, dict[str, str], str]]] = {
    "terms that overlap": (
        FactTable.MEMBERS,
        {"code": "KR", "start": "2027-06-01", "end": "2029-12-31", "source": "made up"},
        "members.csv: KR: 2027-06-01 is before the last one ended, 2027-12-31",
    ),
    "two holders of one office": (
        FactTable.OFFICERS,
        {"office": "hrc", "name": "R", "start": "2026-12-31", "end": "2027-12-31", "source": "m"},
        "officers.csv: hrc: 2026-12-31 is before the last one ended, 2026-12-31",
    ),
    "sessions out of order": (
        FactTable.SESSIONS,
        {"body": "hrc", "number": "64", "start": "2025-07-01"},
        "sessions.csv: hrc 64: 2025-07-01 is not after session 59",
    ),
    "a voter who was not a member": (
        FactTable.MEMBERS,
        {"code": "MX", "start": "2025-01-01", "end": "2025-06-19"},
        "votes.csv: MX: was not a member of the Council on the day of the vote",
    ),
    "a value that is none": (
        FactTable.ADDRESSES,
        {"target": "hrc-kr", "email": "a@example.org\nBcc: b@example.org"},
        "addresses.csv: addresses hrc-kr: email: ",
    ),
    "a key without its half": (
        FactTable.MEMBERS,
        {"code": "KR", "end": "2029-12-31", "source": "made up"},
        "members.csv: members KR : start: is missing",
    ),
}


@ON_SQLITE
@pytest.mark.parametrize("name", UNSOUND)
def test_a_correction_that_breaks_soundness_is_refused_and_nothing_changes(
    office: Office, name: str
) -> None:
    kind, values, complaint = UNSOUND[name]

    with pytest.raises(BrokenData) as broken:
        office.correct(kind, **values)

    assert complaint in broken.value.complaints[0]
    assert facts.facts_version(office.db) == (0, 0, 0)
    assert office.now.sheets[kind] == office.shipped.sheets[kind]


def test_an_import_that_breaks_soundness_is_refused_whole(office: Office) -> None:
    content = sheet(
        FactTable.MEMBERS,
        {"code": "FR", "start": "2027-01-01", "end": "2029-12-31"},
        {"code": "KR", "start": "2027-06-01", "end": "2029-12-31"},
    )
    with pytest.raises(BrokenData, match="KR: 2027-06-01 is before"):
        office.take(content)

    assert facts.facts_version(office.db) == (0, 0, 0)
    assert office.now.world == office.shipped.world


def test_an_undoing_that_breaks_soundness_is_refused(office: Office) -> None:
    shorter = office.correct(FactTable.OFFICERS, office="hrc", start="2026-01-01", end="2026-11-30")
    office.correct(
        FactTable.OFFICERS, office="hrc", start="2026-12-01", end="2027-12-31", name="R", source="m"
    )
    before = office.now.world

    with pytest.raises(BrokenData, match="hrc: 2026-12-01 is before"):
        office.undo(shorter)

    assert office.now.world == before


def test_facts_that_an_upgrade_broke_can_be_undone_one_by_one(
    office: Office, whole: Catalogue
) -> None:
    added = {"start": "2027-01-01", "end": "2029-12-31", "source": "made up"}
    first, second = (
        Office(office.db, whole).correct(FactTable.MEMBERS, code=code, **added)
        for code in ("NO", "SE")
    )

    with pytest.raises(BrokenData, match="NO"):
        _ = office.now  # where there is no Norway
    with pytest.raises(BrokenData, match="NO"):
        office.correct(FactTable.ADDRESSES, target="hrc-kr", email="a@example.org")

    assert office.undo(first)
    assert office.undo(second)
    assert office.now.world == office.shipped.world


def test_a_correction_can_mend_what_an_upgrade_broke(office: Office, letters: Path) -> None:
    added = {"code": "FR", "start": "2027-06-01", "end": "2029-12-31", "source": "made up"}
    office.correct(FactTable.MEMBERS, **added)
    with (letters / "world" / "members.csv").open("a", encoding="utf-8") as file:
        file.write("FR,2027-01-01,2029-12-31,shipped later,,\n")
    upgraded = Office(office.db, catalogue.load(letters))
    with pytest.raises(BrokenData, match="FR: 2027-06-01 is before"):
        _ = upgraded.now

    upgraded.correct(FactTable.MEMBERS, code="FR", start="2027-01-01", end="2027-05-31")

    assert {t.end for t in upgraded.now.world.terms if t.state == "FR"} == {
        date(2026, 12, 31), date(2027, 5, 31), date(2029, 12, 31),
    }  # fmt: skip


def test_a_fact_that_an_upgrade_made_contradict_another_can_be_taken_away(
    office: Office, letters: Path
) -> None:
    added = {"code": "FR", "start": "2027-06-01", "end": "2029-12-31", "source": "made up"}
    office.correct(FactTable.MEMBERS, **added)
    with (letters / "world" / "members.csv").open("a", encoding="utf-8") as file:
        file.write("FR,2027-01-01,2029-12-31,shipped later,,\n")
    upgraded = Office(office.db, catalogue.load(letters))

    key = "FR 2027-06-01"
    assert facts.remove_fact(office.db, upgraded.shipped, FactTable.MEMBERS, key, by="Pip", at=NOW)

    assert {t.start for t in upgraded.now.world.terms if t.state == "FR"} >= {date(2027, 1, 1)}
    assert not facts.remove_fact(
        office.db, upgraded.shipped, FactTable.MEMBERS, key, by="Pip", at=NOW
    )


def confirmed(office: Office) -> date | None:
    address = office.address("high-commissioner")
    assert address
    return address.confirmed


SHIPPED: Final = {
    "target": "high-commissioner",
    "postal": "Office of the Garden | 1 Apple Lane | 1200 Geneva | SWITZERLAND",
    "email": "garden@example.org",
}


@ON_SQLITE
@pytest.mark.parametrize(
    ("changed", "day"),
    [
        ({}, date(2026, 11, 23)),
        ({"website": "https://new.example.org"}, date(2026, 11, 23)),
        ({"confirmed": "2026-11-24"}, date(2026, 11, 24)),
        ({"email": "new@example.org"}, None),
        ({"postal": "2 Pear Street | 1200 Geneva | SWITZERLAND"}, None),
        ({"email": "new@example.org", "confirmed": "2026-11-24"}, date(2026, 11, 24)),
    ],
)
def test_an_import_keeps_a_confirmation_only_while_the_address_stays_the_same(
    office: Office, changed: dict[str, str], day: date | None
) -> None:
    office.take(addresses(SHIPPED | changed))
    assert confirmed(office) == day


@ON_SQLITE
@pytest.mark.parametrize(
    ("changed", "day"),
    [
        ({"note": "asked by telephone"}, date(2026, 11, 23)),
        ({"email": "new@example.org"}, None),
        ({"email": "new@example.org", "confirmed": "2026-11-24"}, date(2026, 11, 24)),
    ],
)
def test_a_correction_keeps_a_confirmation_only_while_the_address_stays_the_same(
    office: Office, changed: dict[str, str], day: date | None
) -> None:
    office.correct(FactTable.ADDRESSES, target="high-commissioner", **changed)
    assert confirmed(office) == day


@ON_SQLITE
@pytest.mark.parametrize(
    ("name", "day"), [("Pomona Pippin", "2026-11-24"), ("Russet Reinette", "")]
)
def test_a_holders_confirmation_is_kept_only_while_the_name_stays_the_same(
    office: Office, name: str, day: str
) -> None:
    pippin = {"office": "hrc", "start": "2026-01-01"}
    office.correct(FactTable.OFFICERS, **pippin, confirmed="2026-11-24")
    content = sheet(FactTable.OFFICERS, pippin | {"name": name, "end": "2026-12-31"})

    (difference,) = office.compare(content)

    assert difference.after
    assert difference.after["confirmed"] == day
    assert difference.kept


def test_what_is_exported_and_imported_again_is_no_difference(office: Office) -> None:
    office.take(make_directory(*six(), make_entry("Society of Orchards", Category="4")))
    office.correct(FactTable.ADDRESSES, target=KR, confirmed="2026-11-24")
    office.correct(
        FactTable.ADDRESSES, target="hrc-fr", postal="1, rue “Côte” | 1200 Genève", source='"x", y'
    )
    office.correct(FactTable.OFFICERS, office="hrc", start="2026-01-01", confirmed="2026-11-24")
    exported: dict[FactTable, Any] = {
        kind: as_csv(kind.columns, [row.row() for row in rows.values()]).encode()
        for kind, rows in office.now.sheets.items()
        if kind in WORLD
    }

    for content in exported.values():
        assert not office.compare(content)


def test_a_file_that_is_refused_leaves_the_database_as_it_was(office: Office) -> None:
    office.take(make_directory(*six()))
    before, version = office.now.world, facts.facts_version(office.db)

    for content in (
        make_directory(*six())[:-9],
        make_directory(*six(), make_entry("Orchardia")),
        addresses(
            {"target": "hrc-kr", "email": "a@example.org"},
            {"target": "no", "email": "b@example.org"},
        ),
        addresses({"target": "hrc-kr", "postal": "A=1+1"}).replace(b"A=", b"="),
    ):
        with pytest.raises(BrokenData):
            office.take(content)

    assert facts.facts_version(office.db) == version
    assert office.now.world == before
