"""What WeasyPrint does not document is touched in one room, which notices when it changes."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from weasyprint.css.properties import INITIAL_VALUES

from campaign.press.internals.line_cache import STYLE
from campaign.settings import ROOT

PRESS: Final = ROOT / "campaign" / "press"
DOCUMENTED: Final = {"CSS", "HTML", "Document", "FontConfiguration", "URLFetcher"}
"""What WeasyPrint's API reference names."""
NO_DIFFERENCE: Final = Path(__file__).with_name("style-properties.txt")
"""Properties of a style that make no difference to where a line ends, or to its shapes."""


def outside() -> Iterator[Path]:
    """Yield the press's modules but for those of that room."""
    yield from (file for file in PRESS.rglob("*.py") if file.parent.name != "internals")


def test_a_style_has_no_property_that_the_cache_of_lines_does_not_know() -> None:
    """A new one goes into the cache's key or into the list, once somebody knows what it does."""
    listed = set(NO_DIFFERENCE.read_text(encoding="utf-8").split())
    assert set(STYLE) | listed == set(INITIAL_VALUES)
    assert not set(STYLE) & listed


def test_only_what_weasyprint_documents_is_used_elsewhere() -> None:
    used = {
        each.name
        for file in outside()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "weasyprint"
        for each in node.names
    }
    assert used <= DOCUMENTED


def test_no_other_room_of_the_press_looks_into_what_is_not_its_own() -> None:
    for file in outside():
        assert "SLF001" not in file.read_text(encoding="utf-8"), file.name
