"""Every way in which a table of letters may be broken, and those in which it may differ."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from campaign.actions.print_runs import table_source
from campaign.actions.print_runs.source import SourceLetter
from campaign.actions.print_runs.table_source import TableSource
from campaign.catalogue.import_limits import ImportLimits
from campaign.errors import BrokenData
from campaign.model.letter import SignAs
from campaign.model.statement import Campaign
from tests.builders import TODAY
from tests.facts.test_tables import HOSTILE
from tests.facts.workbooks import make_workbook
from tests.print_runs.made import rows, write

SECRET: Final = "Secret Person"  # noqa: S105 - a name
HEAD: Final = "target,sign_as,name,country,note,asks,language,place\n"


def read(file: Path, campaign: Campaign) -> list[SourceLetter]:
    """Return the letters of a file."""
    return list(TableSource(file, campaign, TODAY))


def refused(file: Path, campaign: Campaign) -> tuple[str, ...]:
    """Return why a file is refused; nothing that stands in it is repeated."""
    with pytest.raises(BrokenData) as broken:
        read(file, campaign)
    assert SECRET not in str(broken.value)
    assert all(each.endswith(")") for each in broken.value.complaints)
    return broken.value.complaints


BROKEN: Final[dict[str, tuple[str, str]]] = {
    f"{SECRET},,,,,,,": ("target", "is not known"),
    "hrc-cn,,,,,,,": ("target", "is not written to in this campaign"),
    f"hrc-kr,,{SECRET},,,,,": ("sign_as", "is missing"),
    f"hrc-kr,{SECRET},,,,,,": ("sign_as", "is not known"),
    "hrc-kr,full,,,,,,": ("name", "is missing"),
    "hrc-kr,initials,1.2,,,,,": ("name", "is missing"),
    f"hrc-kr,country,{SECRET},,,,,": ("country", "is missing"),
    f"hrc-kr,full,{SECRET},Secret Person,,,,": ("country", "is not known"),
    f"hrc-kr,full,{SECRET * 20},,,,,": ("name", "is longer than 200 characters"),
    f"hrc-kr,full,{SECRET},,{'x' * 6001},,,": ("note", "is longer than 6000 characters"),
    f'hrc-kr,full,{SECRET},,"{chr(10).join("x" * 101)}",,,': ("note", "has more than 100 lines"),
    f"hrc-kr,full,{SECRET}\U000e0fff\U0001fbff,,,,,": ("name", "has a sign that no font here has"),
    f"hrc-kr,full,{SECRET},,,no-such-ask,,": ("asks", "has one that this target is not asked"),
    f"hrc-kr,full,{SECRET},,,,xx,": ("language", "is not known"),
}


@pytest.mark.parametrize("row", BROKEN)
def test_a_broken_row_is_named_by_its_number_and_column(
    tmp_path: Path, orchard: Campaign, row: str
) -> None:
    file = tmp_path / "letters.csv"
    file.write_text(f"{HEAD}hrc-kr,,,,,,,\n\n{row}\n", encoding="utf-8")
    column, wrong = BROKEN[row]

    (complaint,) = refused(file, orchard)
    assert complaint.startswith(f"letters.csv: row 4: {column}: {wrong}")


def test_a_state_that_is_no_member_on_the_day_is_named(tmp_path: Path, real: Campaign) -> None:
    file = tmp_path / "letters.csv"
    file.write_text("target\nhrc-us\n", encoding="utf-8")

    (complaint,) = refused(file, real)
    assert complaint.startswith("letters.csv: row 2: target: is not known to be a member")


def test_every_broken_row_is_named_at_once(tmp_path: Path, orchard: Campaign) -> None:
    file = tmp_path / "letters.csv"
    file.write_text(HEAD + "nobody,,,,,,,\nhrc-kr,,,,,,,\nhrc-kr,full,,,,,,\n", encoding="utf-8")

    found = refused(file, orchard)
    assert [each.split(": ")[1] for each in found] == ["row 2", "row 4"]


FILES: Final[dict[str, tuple[bytes, str]]] = {
    "empty": (b"", "letters.csv: row 1 has no column"),
    "without letters": (HEAD.encode(), "letters.csv: has no letters"),
    "without a target": (b"name,country\nx,GB\n", "letters.csv: row 1 has no column"),
    "a column that is not needed": (b"target,email\nhrc-kr,x\n", "letters.csv: column 2 is not"),
    "a column twice": (b"target,name,Name\nhrc-kr,x,y\n", "letters.csv: row 1 has “name” twice"),
    "in another encoding": (
        HEAD.encode() + b"hrc-kr,full,Zo\xeb,,,,,\n",
        "letters.csv: line 2: is not UTF-8",
    ),
    "a mark without its other half": (
        HEAD.encode() + b'hrc-kr,,,,,,,\nhrc-kr,full,"Zo,,,,,\nhrc-kr,,,,,,,\n',
        "letters.csv: row 3: cannot be told from the next",
    ),
    "too many cells": (
        HEAD.encode() + b"hrc-kr,,,,,,,,more\n",
        "letters.csv: row 2: has more cells than there are columns",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_is_refused(tmp_path: Path, orchard: Campaign, name: str) -> None:
    content, wrong = FILES[name]
    file = tmp_path / "letters.csv"
    file.write_bytes(content)

    (complaint,) = refused(file, orchard)
    assert complaint.startswith(wrong)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, orchard: Campaign) -> None:
    with pytest.raises(BrokenData, match=r"letters\.csv: No such file"):
        TableSource(tmp_path / "letters.csv", orchard, TODAY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_read_alike_however_it_was_saved(
    tmp_path: Path, orchard: Campaign, encoding: str, ends: str, separator: str
) -> None:
    usual = write(tmp_path / "usual.csv", rows(8))
    text = usual.read_text(encoding="utf-8").replace(",", separator).replace("\n", ends)
    text = text.replace(f"me{separator} ", "me, ")
    if separator == ",":
        text = usual.read_bytes().decode().replace("\r\n", ends)
    other = tmp_path / "other.csv"
    other.write_bytes(text.encode(encoding))
    source = TableSource(other, orchard, TODAY)
    found = list(source)

    assert found == read(usual, orchard)
    numbers = [each.number for each in found][::-1]
    assert source.some(numbers) == found[::-1], "again, in any order"


def test_what_is_blank_is_as_in_the_form(tmp_path: Path, orchard: Campaign) -> None:
    file = tmp_path / "letters.csv"
    file.write_text("Target , NAME\nHRC-KR,\n", encoding="utf-8")

    (given,) = read(file, orchard)
    assert given.choices.sender.sign_as is SignAs.BLANK
    assert given.choices.language == orchard.default_language.code
    assert given.choices.asks


def test_a_workbook_and_names_of_states_are_read_as_the_csv_and_its_codes(
    tmp_path: Path, real: Campaign
) -> None:
    table = [["Country", "Target", "Body", "Sign as", "Name"]]
    table += [["대한민국", "Mexico", "New York", "full", "Zoë"], ["CH", "hrc", "", "country", ""]]
    (tmp_path / "letters.xlsx").write_bytes(make_workbook(*table))
    source = TableSource(tmp_path / "letters.xlsx", real, TODAY)
    found = list(source)

    assert [each.target.slug for each in found] == ["third-committee-mx", "hrc"]
    assert [each.choices.sender.country for each in found] == ["KR", "CH"]
    assert [each.number for each in found] == [2, 3]
    assert source.some([3, 2]) == found[::-1]


@pytest.mark.parametrize("name", ["200 MB of XML", "a ZIP bomb", "macros", "links to other files"])
def test_a_hostile_workbook_is_refused_in_plain_words(
    tmp_path: Path, orchard: Campaign, name: str
) -> None:
    make, complaint = HOSTILE[name]
    (tmp_path / "letters.xlsx").write_bytes(make())

    (said,) = refused(tmp_path / "letters.xlsx", orchard)
    assert said.startswith(f"letters.xlsx: {complaint}")


@pytest.mark.parametrize("limits", [ImportLimits(seconds=0.01), ImportLimits(cpu_seconds=0)])
def test_a_workbook_that_takes_too_much_is_refused(
    tmp_path: Path, orchard: Campaign, monkeypatch: pytest.MonkeyPatch, limits: ImportLimits
) -> None:
    monkeypatch.setattr(table_source, "WORKBOOK", limits)
    (tmp_path / "letters.xlsx").write_bytes(make_workbook(["target"], ["hrc-kr"]))

    (said,) = refused(tmp_path / "letters.xlsx", orchard)
    assert said.startswith(
        "letters.xlsx: takes more time or memory than a table of letters needs ("
    )


def in_another_order(text: str) -> str:
    """Return a table with its rows turned round: not a byte more or less."""
    head, *others = text.splitlines(keepends=True)
    return "".join((head, *others[::-1]))


CHANGED: Final[dict[str, Callable[[str], str]]] = {
    "in another order": in_another_order,
    "one letter in a name": lambda text: text.replace("Zoë", "Zoé"),
    "the target": lambda text: text.replace("hrc-", "xyz-"),
    "shorter": lambda text: text[:20],
    "a mark without its other half": lambda text: text.replace("hrc-kr", '"rc-kr'),
}


@pytest.mark.parametrize("how", CHANGED)
def test_rows_that_were_changed_meanwhile_are_refused(
    tmp_path: Path, orchard: Campaign, how: str
) -> None:
    file = write(tmp_path / "letters.csv", rows(4))
    source = TableSource(file, orchard, TODAY)
    given = list(source)
    with file.open(encoding="utf-8", newline="") as text:
        before = text.read()
    file.write_bytes(CHANGED[how](before).encode())

    with pytest.raises(BrokenData, match="was changed while its letters were being printed"):
        source.some([each.number for each in given])


def test_a_table_that_is_gone_meanwhile_is_refused(tmp_path: Path, orchard: Campaign) -> None:
    file = write(tmp_path / "letters.csv", rows(2))
    source = TableSource(file, orchard, TODAY)
    given = list(source)
    file.unlink()

    with pytest.raises(BrokenData, match="was changed while its letters were being printed"):
        source.some([each.number for each in given])
