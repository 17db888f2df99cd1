"""Tables are read however a program saved them; what is no table is refused at little cost."""

import csv
import io
import time
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

import pytest

from campaign.catalogue import Catalogue, fact_files
from campaign.catalogue.import_limits import ImportJudge, ImportLimits
from campaign.errors import BrokenData
from campaign.model.facts import FactFile, FactTable
from tests.facts.workbooks import make_workbook, with_parts

DAY: Final = date(2026, 11, 20)
ROWS: Final = (
    ("target", "email", "source", "note"),
    ("hrc-kr", "kr@example.org", "made up, by us", ""),
    ("hrc-no", "no@example.org", "the same", "Ask; in May"),
)
WHOLE: Final = {
    key: {"target": key, "email": email, "source": source, "note": note, "as_of": "2026-11-20"}
    for key, email, source, note in ROWS[1:]
}
SHEET: Final = "xl/worksheets/sheet1.xml"


def read(shipped: Catalogue, content: bytes) -> FactFile:
    english = next(iter(shipped.campaigns.values())).language("en")
    return fact_files.read_fact_file("file", content, shipped.shipped, english, DAY)


def refused(shipped: Catalogue, content: bytes) -> list[str]:
    with pytest.raises(BrokenData) as broken:
        read(shipped, content)
    return [str(each).removeprefix("file: ") for each in broken.value.complaints]


def saved(
    rows: Sequence[Sequence[str]] = ROWS, between: str = ",", quoting: int = csv.QUOTE_MINIMAL
) -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=between, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@pytest.mark.parametrize("between", [",", ";", "\t", "|"])
@pytest.mark.parametrize("named", [False, True])
def test_a_csv_is_read_whatever_stands_between_and_around_its_cells(
    whole: Catalogue, encoding: str, quoting: int, between: str, *, named: bool
) -> None:
    text = f"sep={between}\r\n" * named + saved(between=between, quoting=quoting)

    assert read(whole, text.encode(encoding)).rows == WHOLE


def test_a_workbook_is_read_with_its_days_and_figures(whole: Catalogue) -> None:
    heads = ("Body", "Number", "Start", "End", "Source")

    found = read(whole, make_workbook(heads, (), ("HRC", 99, DAY, DAY, "made up")))

    assert found.sheet is FactTable.SESSIONS
    assert found.rows == {
        "hrc 99": {
            "body": "hrc", "number": "99", "start": "2026-11-20", "end": "2026-11-20",
            "source": "made up", "as_of": "2026-11-20",
        }
    }  # fmt: skip


def test_columns_come_in_any_case_and_order_and_empty_ones_count_for_nothing(
    whole: Catalogue,
) -> None:
    rows = (("Source", " AS OF", "E-mail", "Target", "", ""), ("x", "", "a@b.example", "hrc-kr"))
    assert refused(whole, saved(rows).encode())[0].startswith(
        "column 3 is not one that is read here (take it out: only these are needed: target, "
    )
    rows = (("Source", " AS OF", "EMAIL", "Target", "", ""), ("x", "", "a@b.example", "hrc-kr"))
    found = read(whole, saved((*rows, ("", "", "", "", "", ""))).encode())
    assert found.rows == {
        "hrc-kr": {"source": "x", "as_of": "", "email": "a@b.example", "target": "hrc-kr"}
    }
    more = (*rows, ("x", "", "a@b.example", "hrc-no", "", "lost"))
    assert refused(whole, saved(more).encode())[0].startswith("column 6 has no name")


NAMED: Final = {
    ("HRC-KR", ""): "hrc-kr",
    ("Republic of Korea", "hrc"): "hrc-kr",
    ("south korea", "Human Rights Council"): "hrc-kr",
    ("대한민국", "Third Committee"): "third-committee-kr",
    ("Cote d'Ivoire", "New York"): "third-committee-ci",
    ("Schweiz", "Geneva"): "hrc-ch",
    ("KR", "geneva"): "hrc-kr",
    ("High Commissioner", ""): "high-commissioner",
}


@pytest.mark.parametrize("named", NAMED)
def test_recipients_are_known_by_code_and_by_what_their_state_is_called(
    whole: Catalogue, named: tuple[str, str]
) -> None:
    rows = (("target", "body", "email", "source"), (*named, "a@example.org", "x"))

    assert list(read(whole, saved(rows).encode()).rows) == [NAMED[named]]


def test_a_state_alone_is_of_the_body_of_all_others_or_asked_about(
    whole: Catalogue,
) -> None:
    rows = (("target", "email", "source"), ("Norway", "no@example.org", "x"))
    (complaint,) = refused(whole, saved(rows).encode())[:1]
    assert complaint.startswith("row 2: target: Norway has a delegation to each body (write hrc-no")

    more = (*rows, ("hrc-kr", "kr@example.org", "x"))
    assert set(read(whole, saved(more).encode()).rows) == {"hrc-no", "hrc-kr"}


def test_terms_take_names_of_states_and_every_mistake_is_said_once_with_its_row(
    whole: Catalogue,
) -> None:
    rows = (
        ("Code", "Start", "End", "Source"),
        ("Norge", "2036-01-01", "2038-12-31", "x"),
        ("Orchardia", "2036-01-01", "1.2.2038", "=1+1"),
        ("Chile", "2036-01-01", "2038-12-31", ""),
        ("NO", "2036-01-01", "2038-12-31", "y"),
        ("Atlantis", "2036-01-01", "31/12/2038", "z"),
    )

    assert refused(whole, saved(rows).encode()) == [
        "row 3: source: begins like a formula (write the text itself)",
        "row 5: NO 2036-01-01 stands twice (keep this or row 2)",
        "row 4: source: is missing (write it down; it must not be blank)",
        'row 6: code: "Atlantis" is not a Member State (write its two-letter ISO code)',
        "row 6: end: is 31/12/2038, which is not a date (write YYYY-MM-DD)",
    ]


def test_a_sheet_without_what_facts_need_is_told_which_column_to_add(
    whole: Catalogue,
) -> None:
    rows = (("target", "email"), ("hrc-kr", "a@example.org"))
    assert refused(whole, saved(rows).encode()) == [
        (
            "row 1 has no column “source” (name the columns: target, postal, email, website, "
            "language, source, as_of, confirmed, note, recipient, body)"
        )
    ]


# --- Workbooks that are not what they say --------------------------------------------------------

GOOD: Final = make_workbook(*ROWS)
LARGE: Final = b"<worksheet>" + b"<row/>" * 35_000_000
HOSTILE: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "200 MB of XML": (lambda: with_parts(GOOD, {SHEET: LARGE}), "takes over 20,000,000 bytes"),
    "a ZIP bomb": (
        lambda: with_parts(GOOD, {f"xl/media/{n}": b"\0" * 3_000_000 for n in range(10)}),
        "takes over 20,000,000 bytes when it is unpacked (save the table alone as XLSX or as ",
    ),
    "macros": (
        lambda: with_parts(GOOD, {"xl/vbaProject.bin": b"x"}),
        "has macros, which no table needs",
    ),
    "links to other files": (
        lambda: with_parts(GOOD, {"xl/externalLinks/externalLink1.xml": b"<x/>"}),
        "takes values from other files (copy the table, and paste it as values alone",
    ),
    "an .xls": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "is an old Excel file, or locked with a password (save the table as XLSX",
    ),
    "a PDF": (lambda: b"%PDF-1.7\n%\xe2\xe3", "is a PDF, whatever its name says"),
    "cut off": (lambda: GOOD[:-60], "is broken, or was not downloaded to its end"),
    "another ZIP": (lambda: zipped("word/document.xml"), "is no workbook, whatever its name says"),
    "entities": (
        lambda: with_parts(
            GOOD, {SHEET: b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'}
        ),
        "cannot be read as a workbook",
    ),
    "no XML": (
        lambda: with_parts(GOOD, {SHEET: b"<worksheet"}),
        "cannot be read as a workbook",
    ),
}


def zipped(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_plain_workbook_is_refused_in_plain_words_at_little_cost(
    whole: Catalogue, name: str
) -> None:
    make, complaint = HOSTILE[name]
    content = make()
    begun = time.process_time()

    (said,) = refused(whole, content)

    assert said.startswith(complaint)
    assert said.endswith(")")
    assert time.process_time() - begun < 1


def test_a_workbook_that_says_it_is_smaller_than_it_is_is_refused(
    whole: Catalogue,
) -> None:
    content = with_parts(GOOD, {SHEET: b"<worksheet>" + b"<row/>" * 4_000_000})
    real_size, small = (24_000_011).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    assert real_size in content

    (said,) = refused(whole, content.replace(real_size, small))

    assert said.startswith("cannot be read as a workbook")


FAR: Final = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<dimension ref="A1:XFD1048576"/><sheetData>'
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>target</t></is></c>'
    b'<c r="B1" t="inlineStr"><is><t>source</t></is></c></row>'
    b'<row r="9"><c r="A9" t="inlineStr"><is><t>hrc-kr</t></is></c>'
    b'<c r="XFD9"><v>1</v></c></row>'
    b'<row r="1048576"><c r="A1048576"><v>1</v></c></row><row r="999999999"/>'
    b"</sheetData></worksheet>"
)


@pytest.mark.slow
def test_cells_at_the_far_end_cost_no_memory_and_are_named_by_their_row(
    whole: Catalogue,
) -> None:
    judge = ImportJudge(ImportLimits())
    english = next(iter(whole.campaigns.values())).language("en")
    content = with_parts(GOOD, {SHEET: FAR})

    with pytest.raises(BrokenData) as broken:
        judge.read("file", content, whole.shipped, english, DAY)

    assert "row 1048576: target" in str(broken.value)


def test_what_a_judge_reads_of_a_workbook_is_what_is_read_here(whole: Catalogue) -> None:
    english = next(iter(whole.campaigns.values())).language("en")
    found = ImportJudge().read("file", GOOD, whole.shipped, english, DAY)

    assert found.rows == read(whole, GOOD).rows == WHOLE
