"""A file that is not what it claims to be is refused whole, with line and reason."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pytest

from campaign.catalogue import Catalogue, fact_files
from campaign.errors import BrokenData
from campaign.model.facts import WORLD, FactTable
from tests.facts.directory import make_directory, make_entry

DAY: Final = date(2026, 11, 20)
GOOD: Final = make_entry("France", "france@example.org")
ADDRESSES: Final = ",".join(FactTable.ADDRESSES.columns)
DEEP: Final = 1000
Refuse = Callable[[bytes], str]


@pytest.fixture
def refuse(made_up: Catalogue) -> Refuse:
    """Return a way to have a file refused; it returns the first complaint."""

    def bring(content: bytes) -> str:
        english = made_up.campaigns["orchard"].language("en")
        with pytest.raises(BrokenData) as broken:
            fact_files.read_fact_file("file", content, made_up.shipped, english, DAY)
        return broken.value.complaints[0]

    return bring


def sheet(*lines: str, columns: str = ADDRESSES) -> bytes:
    return "\n".join((columns, *lines, "")).encode()


def directory(**changed: Any) -> bytes:  # noqa: ANN401
    """Return a directory whose second entry is Mexico's, with changes."""
    return make_directory(GOOD, make_entry("Mexico", "mexico@example.org") | changed)


BROKEN_DIRECTORIES: Final = {
    "cut off": (
        make_directory(GOOD)[:-40],
        "file: line 1: is not JSON: ",
    ),
    "cut off further down": (
        json.dumps({"countries": [GOOD]}, indent=1).encode()[:-6],
        "file: line 16: is not JSON: ",
    ),
    "not UTF-8": (
        b'{\n"countries": "C\xf4te"}',
        "file: line 2: is not UTF-8 (save the file as UTF-8)",
    ),
    "UTF-16": (
        '{"countries": []}'.encode("utf-16"),
        "file: line 1: is not UTF-8 (save the file as UTF-8)",
    ),
    "no list": (
        b'{"countries": {}}',
        "file: countries: is not a list (bring the directory of missions)",
    ),
    "another list": (
        b'{"missions": []}',
        'file: has no list "countries" (bring the directory of missions)',
    ),
    "a bare list": (
        b"[1]",
        'file: has no list "countries" (bring the directory of missions)',
    ),
    "a number without end": (
        b'{"countries": ' + b"1" * 5000 + b"}",
        "file: has a number without end (download it again)",
    ),
    "nothing in it": (
        make_directory(),
        "file: lists no Member State (bring the directory of missions)",
    ),
    "an entry that is none": (
        make_directory(GOOD, "Mexico"),
        "file: entry 2: is not a record (download it again)",
    ),
    "a number for a text": (
        directory(MC_Address=7),
        "file: entry 2: MC_Address is not a short text (download it again)",
    ),
    "nothing for a text": (
        directory(MC_UNCorrespondenceLanguage=None),
        "file: entry 2: MC_UNCorrespondenceLanguage is not a short text (download it again)",
    ),
    "a text without end": (
        directory(MC_UNCorrespondenceLanguage="x" * 2001),
        "file: entry 2: MC_UNCorrespondenceLanguage is not a short text (download it again)",
    ),
    "an unknown State": (
        make_directory(GOOD, make_entry("Orchardia")),
        "file: entry 2: 'Orchardia' is no Member State (mend the name)",
    ),
    "a State without a name": (
        make_directory(GOOD, make_entry("中国")),
        "file: entry 2: '中国' is no Member State (mend the name)",
    ),
    "a State twice": (
        make_directory(GOOD, make_entry("FRANCE")),
        "file: entry 2: FRANCE stands twice (keep one)",
    ),
    "HTML in an address": (
        directory(MC_Address="<img src=x onerror=alert(1)>\r\nNew York"),
        "file: entry 2: postal: has signs that no address has (write plain text, lines with |)",
    ),
    "a formula in an address": (
        directory(MC_Address='=HYPERLINK("https://example.org")\r\nNew York'),
        "file: entry 2: postal: begins like a formula (write the text itself)",
    ),
    "a formula in a language": (
        directory(MC_UNCorrespondenceLanguage="=1+1"),
        "file: entry 2: language: begins like a formula (write the text itself)",
    ),
    "letters that run backwards": (
        directory(MC_Address="1 Apple Street\u202e\r\nNew York"),
        "file: entry 2: postal: has signs that no address has (write plain text, lines with |)",
    ),
    "half a letter": (
        directory(MC_Address="1 Apple Street\ud800\r\nNew York"),
        "file: entry 2: postal: has signs that no address has (write plain text, lines with |)",
    ),
    "addresses without end": (
        directory(MC_eMail=";".join(f"a{each}@example.org" for each in range(21))),
        "file: entry 2: has more than 20 addresses (keep the mission's own)",
    ),
}


@pytest.mark.parametrize("name", BROKEN_DIRECTORIES)
def test_a_broken_directory_is_refused_with_its_entry_and_the_reason(
    refuse: Refuse, name: str
) -> None:
    content, complaint = BROKEN_DIRECTORIES[name]
    assert refuse(content).startswith(complaint)


NO_TARGET: Final = '"nowhere" is no target (write one such as hrc-kr)'
NO_SHEET: Final = (
    "row 1: has columns of no sheet (name one of its columns code, office, body, target, task)"
)
BROKEN_SHEETS: Final = {
    "HTML in an address": (
        sheet("hrc-kr,<b>1 Apple Lane</b>,,,,made up,,,"),
        "row 2: postal: has signs that no address has (write plain text, lines with |)",
    ),
    "a line break in an email": (
        sheet('hrc-kr,,"a@example.org\r\nBcc: b@example.org",,,made up,,,'),
        (
            "row 2: email: 'a@example.org\\r\\nBcc: b@example.org' is not one address "
            "(write one, or leave it blank)"
        ),
    ),
    "two emails": (
        sheet("hrc-kr,,a@example.org; b@example.org,,,made up,,,"),
        (
            "row 2: email: 'a@example.org; b@example.org' is not one address "
            "(write one, or leave it blank)"
        ),
    ),
    "columns of no sheet": (
        sheet("hrc-kr,1 Apple Lane", columns="goal,postal"),
        NO_SHEET,
    ),
    "no columns": (
        b"",
        NO_SHEET,
    ),
    "not text at all": (
        b"PK\x03\x04\x00\x00",
        (
            "is broken, or was not downloaded to its end "
            "(save the table alone as XLSX or as “CSV UTF-8”)"
        ),
    ),
    "an unknown target": (
        sheet("hrc-kr,,a@example.org,,,made up,,,", "nowhere,,b@example.org,,,made up,,,"),
        f"row 3: target: {NO_TARGET}",
    ),
    "an unknown State": (
        sheet("XX,2027-01-01,2029-12-31,made up,,", columns=",".join(FactTable.MEMBERS.columns)),
        'row 2: code: "XX" is not a Member State (write its two-letter ISO code)',
    ),
    "an unknown office": (
        sheet(
            "king,Pippin,,2027-01-01,2027-12-31,m,,,", columns=",".join(FactTable.OFFICERS.columns)
        ),
        (
            'row 2: office: "king" is no office (write one of high-commissioner, hrc, '
            "third-committee)"
        ),
    ),
    "HTML in a name": (
        sheet(
            "hrc,<b>Pip</b>,,2027-01-01,2027-12-31,m,,,",
            columns=",".join(FactTable.OFFICERS.columns),
        ),
        "row 2: name: has signs that no name has (write plain text)",
    ),
    "a date that is none": (
        sheet("KR,2028-02-30,2029-12-31,made up,,", columns=",".join(FactTable.MEMBERS.columns)),
        "row 2: start: is 2028-02-30, which is not a date (write YYYY-MM-DD)",
    ),
    "a term that ends before it starts": (
        sheet("KR,2028-01-01,2027-12-31,made up,,", columns=",".join(FactTable.MEMBERS.columns)),
        "row 2: end: 2027-12-31 is before the start (write the term's last day)",
    ),
    "a fact without a source": (
        sheet("hrc-kr,,a@example.org,,,,,,"),
        "row 2: source: is missing (write it down; it must not be blank)",
    ),
    "a fact twice": (
        sheet("hrc-kr,,a@example.org,,,made up,,,", "hrc-kr,,b@example.org,,,made up,,,"),
        "row 3: hrc-kr stands twice (keep this or row 2)",
    ),
    "a fact twice, once with a space": (
        sheet("hrc-kr,,a@example.org,,,made up,,,", "hrc-kr ,,b@example.org,,,made up,,,"),
        "row 3: hrc-kr stands twice (keep this or row 2)",
    ),
    "too few cells": (
        sheet("hrc-kr,1 Apple Lane"),
        "row 2: source: is missing (write it down; it must not be blank)",
    ),
    "too many cells": (
        sheet("hrc-kr,1 Apple Lane, 1200 Geneva,,,,made up,,,more"),
        (
            "row 2: has more cells than there are columns "
            "(put a text with a comma or a line break between quotation marks)"
        ),
    ),
    "a cell too long": (
        sheet(f"hrc-kr,,a@example.org,,,{'x' * 2001},,,"),
        "row 2: source: is too long (shorten it)",
    ),
    "quotation marks without an end": (
        sheet('hrc-kr,"1 Apple Lane,,,,made up,,,'),
        (
            "row 2: cannot be told from the next "
            "(look for a quotation mark without its other half; put “ ” instead)"
        ),
    ),
}


@pytest.mark.parametrize("name", BROKEN_SHEETS)
def test_a_broken_sheet_is_refused_with_its_row_and_the_reason(refuse: Refuse, name: str) -> None:
    content, complaint = BROKEN_SHEETS[name]
    assert refuse(content) == f"file: {complaint}"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
@pytest.mark.parametrize("column", ["postal", "source", "note"])
def test_a_cell_that_a_spreadsheet_would_take_for_a_formula_is_refused(
    refuse: Refuse, sign: str, column: str
) -> None:
    cells = dict.fromkeys(FactTable.ADDRESSES.columns, "") | {
        "target": "hrc-kr",
        "source": "made up",
    }
    cells[column] = f'"{sign}1+1"'

    complaint = refuse(sheet(",".join(cells.values())))

    assert complaint.endswith(f": {column}: begins like a formula (write the text itself)")


@pytest.mark.parametrize("content", [make_directory(GOOD), sheet("hrc-kr,,a@example.org,,,m,,,")])
def test_a_file_too_large_is_refused_unread(
    refuse: Refuse, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setattr(fact_files, "LARGEST", 60)
    assert refuse(content) == "file: is over 60 bytes (bring the file itself, not more)"


@pytest.mark.parametrize(("opened", "closed"), [(b"[", b"]"), (b'{"a":', b"}")])
@pytest.mark.parametrize("ends", [True, False])
def test_nesting_without_end_is_refused_unparsed(
    refuse: Refuse, opened: bytes, closed: bytes, *, ends: bool
) -> None:
    nested = opened * DEEP + b"1" + closed * DEEP * ends
    for content in (nested, b'{"countries": [' + nested + b"]}"):
        assert refuse(content).endswith("levels deep (bring the directory itself)")


@pytest.mark.parametrize("text", ["[" * DEEP, "{" * DEEP, '\\" [' * DEEP, "\\" * 3 + '"' + "["])
def test_brackets_inside_texts_are_no_nesting(made_up: Catalogue, text: str) -> None:
    english = made_up.campaigns["orchard"].language("en")
    content = make_directory(GOOD | {"staff": text})

    assert fact_files.read_fact_file("file", content, made_up.shipped, english, DAY).rows


def test_the_columns_of_a_sheet_are_those_of_its_file(made_up: Catalogue) -> None:
    english = made_up.campaigns["orchard"].language("en")
    for each in WORLD:
        content = (made_up.root / "world" / f"{each}.csv").read_bytes()
        assert (
            fact_files.read_fact_file("file", content, made_up.shipped, english, DAY).sheet is each
        )
