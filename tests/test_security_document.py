"""What docs/security.md names as its tests is there."""

import re

import pytest

from campaign.settings import ROOT

NAMED = sorted(
    set(re.findall(r"`(test_\w+|tests/[\w/.]+)`", (ROOT / "docs/security.md").read_text("utf-8")))
)
TESTS = {
    name
    for file in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)", file.read_text("utf-8"), re.MULTILINE)
}


@pytest.mark.parametrize("name", NAMED)
def test_a_test_that_the_document_names_is_there(name: str) -> None:
    assert (ROOT / name).exists() if "/" in name else name in TESTS
