"""What is taken from a directory in the UN's format, and what is left out of it."""

from datetime import date
from typing import Final

import pytest

from campaign.catalogue import Catalogue, fact_files
from campaign.catalogue.world import languages_in
from campaign.model.facts import FactFile, FactTable
from tests.facts.directory import (
    AGENCY,
    OBSERVER,
    ORGANIZATION,
    STREET,
    make_directory,
    make_entry,
)

DAY: Final = date(2026, 11, 20)
END: Final = "1 Apple Street, 2nd Floor | New York, NY 10017 | UNITED STATES OF AMERICA"


def read(whole: Catalogue, *entries: dict[str, object]) -> FactFile:
    english = whole.campaigns["uyghur-assessment"].language("en")
    return fact_files.read_fact_file(
        "d.json", make_directory(*entries), whole.shipped, english, DAY
    )


def row(whole: Catalogue, entry: dict[str, object]) -> dict[str, str]:
    """Return the one row of a directory with one entry."""
    (found,) = read(whole, entry).rows.values()
    return dict(found)


def test_an_entry_becomes_an_address_with_source_and_date(whole: Catalogue) -> None:
    entry = make_entry("France", "france@example.org", WebSite=" https://france.example.org ")

    found = read(whole, entry)

    assert (found.sheet, found.whole, found.prefix) == (
        FactTable.ADDRESSES,
        True,
        "third-committee-",
    )
    assert found.rows == {
        "third-committee-fr": {
            "target": "third-committee-fr",
            "postal": f"Permanent Mission of France | {END}",
            "email": "france@example.org",
            "website": "https://france.example.org",
            "language": "English",
            "source": "Directory of Permanent Missions kept by the United Nations in New York",
            "as_of": "2026-11-20",
            "confirmed": "",
            "note": "",
        }
    }
    assert not found.dropped


def test_the_names_of_staff_are_not_read(whole: Catalogue) -> None:
    assert "Pomona" not in str(read(whole, make_entry("France", "france@example.org")))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Bolivia (Plurinational State of)", "bo"),
        ("CÃ´te D'Ivoire", "ci"),
        ("Côte d’Ivoire", "ci"),
        ("TÃ¼rkiye", "tr"),
        ("Republic of Korea", "kr"),
        ("Korea (Republic of)", "kr"),
        ("Democratic People's Republic of Korea", "kp"),
        ("Korea (Democratic People's Republic of)", "kp"),
        ("Congo", "cg"),
        ("Democratic Republic of the Congo", "cd"),
        ("Micronesia (Federated States of)", "fm"),
        ("Netherlands (Kingdom of the)", "nl"),
        ("Iran (Islamic Republic of)", "ir"),
        ("Venezuela (Bolivarian Republic of)", "ve"),
        ("Republic of Moldova", "md"),
        ("United Republic of Tanzania", "tz"),
        ("United Kingdom of Great Britain and Northern Ireland", "gb"),
        ("United States of America", "us"),
        ("Dominica", "dm"),
        ("Dominican Republic", "do"),
        (" Guinea-Bissau ", "gw"),
    ],
)
def test_a_state_is_known_by_the_uns_spellings(whole: Catalogue, name: str, code: str) -> None:
    assert list(read(whole, make_entry(name)).rows) == [f"third-committee-{code}"]


def test_every_state_is_known_by_both_its_names(whole: Catalogue) -> None:
    english = whole.campaigns["uyghur-assessment"].language("en")
    every = {f"third-committee-{code.lower()}" for code in whole.shipped.states}
    for names in (
        [state.name for state in english.states.values()],
        [state.in_address for state in english.states.values()],
    ):
        assert set(read(whole, *(make_entry(name) for name in names)).rows) == every


@pytest.mark.parametrize("category", [OBSERVER, ORGANIZATION, AGENCY, "9", ""])
def test_only_member_states_are_taken(whole: Catalogue, category: str) -> None:
    other = make_entry("Society of Orchards", Category=category)
    assert list(read(whole, other, make_entry("France")).rows) == ["third-committee-fr"]


@pytest.mark.parametrize(
    ("given", "kept", "dropped"),
    [
        ("", "", []),
        ("a@example.org\n", "a@example.org", []),
        ("a@example.org (General)", "a@example.org", []),
        (
            "a@example.org; pippin@example.org (Ambassador's Office)",
            "a@example.org",
            ["France: pippin@example.org belongs to one person or their office"],
        ),
        (
            "pippin@example.org (Permanent Representative, on leave; see below)",
            "",
            ["France: pippin@example.org belongs to one person or their office"],
        ),
        (
            "pippin@example.org (Mr. Pippin), a@example.org",
            "a@example.org",
            ["France: pippin@example.org belongs to one person or their office"],
        ),
        (
            "a@example.org;  \n B@EXAMPLE.ORG",
            "a@example.org",
            ["France: B@EXAMPLE.ORG is a second address"],
        ),
        ("by telephone", "", ["France: 'by telephone' is not an email address"]),
        (
            "a@example.org\r\nBcc: b@example.org",
            "a@example.org",
            ["France: 'Bcc: b@example.org' is not an email address"],
        ),
    ],
)
def test_only_one_general_address_is_kept_and_the_others_are_listed(
    whole: Catalogue, given: str, kept: str, dropped: list[str]
) -> None:
    found = read(whole, make_entry("France", given))

    assert found.rows["third-committee-fr"]["email"] == kept
    assert found.dropped == dropped


def test_text_that_was_read_in_the_wrong_encoding_is_mended(whole: Catalogue) -> None:
    address = f"Permanent Mission of the Peopleâ\x80\x99s Orchard\r\nof  CÃ´te\r\n{STREET}"
    assert row(whole, make_entry("France", Address=address))["postal"] == (
        f"Permanent Mission of the People’s Orchard | of Côte | {END}"
    )


@pytest.mark.parametrize("address", ["", "\r\n\r\n", "New York\r\n\r\n"])
def test_what_is_no_whole_address_is_left_blank(whole: Catalogue, address: str) -> None:
    assert row(whole, make_entry("France", Address=address))["postal"] == ""


@pytest.mark.parametrize(
    "website", ["http\n//france.example.org", "javascript:alert(1)", "none", "data:text/html,x"]
)
def test_what_is_no_website_is_left_blank(whole: Catalogue, website: str) -> None:
    assert row(whole, make_entry("France", WebSite=website))["website"] == ""


def test_columns_an_entry_lacks_are_blank(whole: Catalogue) -> None:
    found = row(whole, {"MC_Category": "1", "MC_EntityBB": "France"})
    assert (found["postal"], found["email"], found["language"]) == ("", "", "")


@pytest.mark.parametrize(
    ("named", "codes"),
    [
        ("French/English", {"fr", "en"}),
        ("English\\French", {"fr", "en"}),
        ("French; English", {"fr", "en"}),
        ("Spanish", {"es"}),
        ("es, en", {"es", "en"}),
        ("", set()),
        ("the language of diplomacy", set()),
    ],
)
def test_the_languages_that_a_mission_corresponds_in_are_known_by_their_names(
    named: str, codes: set[str]
) -> None:
    assert set(languages_in(named)) == codes
