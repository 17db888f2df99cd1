"""The country ends an address, in capitals."""

import pytest

from campaign.rules.postal import as_posted, lines_of, names_country


@pytest.mark.parametrize(
    ("written", "posted"),
    [
        ("1 Apple Lane | 1200 Geneva | Switzerland", "SWITZERLAND"),
        ("1, rue du Verger | 1200 Genève | Suisse", "SUISSE"),
        ("New York, NY 10017 | United States of America", "UNITED STATES OF AMERICA"),
        ("8 Main Street | CÔTE D’IVOIRE", "CÔTE D’IVOIRE"),
    ],
)
def test_a_country_is_put_in_capitals(written: str, posted: str) -> None:
    *lines, country = as_posted(lines_of(written))
    assert country == posted
    assert lines == [line.strip() for line in written.split("|")[:-1]]


@pytest.mark.parametrize("written", ["1 Apple Lane | 1200 Geneva", "", "Orchard House"])
def test_what_is_no_country_stays_as_it_is(written: str) -> None:
    lines = as_posted(lines_of(written))
    assert " | ".join(lines) == written
    assert not names_country(lines)
