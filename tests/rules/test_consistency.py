"""Facts that disagree with each other stop the start, with file and remedy."""

import shutil
from pathlib import Path

import pytest

from campaign import catalogue
from campaign.errors import BrokenData
from campaign.settings import ROOT

REAL = "uyghur-assessment"


@pytest.fixture
def real_letters(tmp_path: Path) -> Path:
    """Return a copy of the letters that are shipped."""
    return shutil.copytree(ROOT / "letters", tmp_path / "letters")


def append(letters: Path, sheet: str, line: str) -> None:
    with (letters / "world" / f"{sheet}.csv").open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def replace(letters: Path, sheet: str, old: str, new: str) -> None:
    file = letters / "world" / f"{sheet}.csv"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def complaints(letters: Path) -> tuple[str, ...]:
    with pytest.raises(BrokenData) as broken:
        catalogue.load(letters)
    return broken.value.complaints


def test_terms_of_one_state_may_not_overlap(letters: Path) -> None:
    append(letters, "members", "KR,2027-12-31,2030-12-31,made for tests,2026-11-23,")
    assert complaints(letters) == (
        (
            "letters/world/members.csv: KR: 2027-12-31 is before the last one ended, 2027-12-31 "
            "(mend one of the dates)"
        ),
    )


def test_a_term_may_begin_on_the_day_after_the_last(letters: Path) -> None:
    append(letters, "members", "KR,2028-01-01,2030-12-31,made for tests,2026-11-23,")
    assert catalogue.load(letters)


def test_an_office_may_not_have_two_holders(letters: Path) -> None:
    append(letters, "officers", "hrc,Russet Reinette,,2026-12-01,2027-12-31,made for tests,,,")
    assert complaints(letters) == (
        (
            "letters/world/officers.csv: hrc: 2026-12-01 is before the last one ended, 2026-12-31 "
            "(mend one of the dates)"
        ),
    )


def test_the_council_may_not_have_a_48th_member(real_letters: Path) -> None:
    append(real_letters, "members", "NO,2026-01-01,2026-12-31,made for tests,2026-11-23,")
    assert complaints(real_letters) == (
        "letters/world/members.csv: 2026-01-01: has 48 members, more than 47 (mend the terms)",
    )


@pytest.mark.parametrize("start", ["2025-07-01", "2025-07-09"])
def test_sessions_must_be_in_order(letters: Path, start: str) -> None:
    append(letters, "sessions", f"hrc,60,{start},,made for tests,2026-11-23,")
    assert complaints(letters) == (
        f"letters/world/sessions.csv: hrc 60: {start} is not after session 59 (mend the dates)",
    )


def test_only_a_member_of_the_day_can_have_voted(letters: Path) -> None:
    replace(letters, "members", "MX,2025-01-01", "MX,2026-01-01")
    assert complaints(letters) == (
        (
            "letters/orchard/votes.csv: MX: was not a member of the Council on the day of the vote "
            "(mend the vote, its date or members.csv)"
        ),
    )
