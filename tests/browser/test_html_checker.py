"""The code of every state of every page, judged by the W3C's HTML checker."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from campaign.settings import ROOT
from tests.browser.desk import ALL_STATES
from tests.browser.sites import Sites
from tests.browser.states import reach

JAR = ROOT / "tests" / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not JAR.exists(), reason="the HTML checker is not installed (no npm)"),
    pytest.mark.skipif(not shutil.which("java"), reason="Java, for the HTML checker, is missing"),
]


def faults(folder: Path) -> Iterator[str]:
    """Yield what the checker says of the files in a folder, but for mere advice."""
    # It would guess that the made-up Arabic is English.
    command = ["java", "-jar", str(JAR), "--format", "json", "--no-langdetect", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    for each in json.loads(done.stderr)["messages"]:
        if each["type"] == "error" or each.get("subType") == "warning":
            place = f"{Path(each['url']).stem}, line {each['lastLine']}"
            yield f"{place}: {each['message']} {each.get('extract', '')!r}"


def test_the_checker_finds_a_fault(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html lang='en'><title>A page</title><p><b>Open</p></html>")

    assert "Unclosed element “b”" in "".join(faults(tmp_path))


def test_the_checker_finds_no_fault_in_any_state(
    browser: Any,  # noqa: ANN401 - Playwright may be missing
    sites: Sites,
    tmp_path: Path,
) -> None:
    """In the made-up Arabic: it has all that the English pages have, and the marks of languages."""
    page = browser.new_context(locale="ar", reduced_motion="reduce").new_page()
    for state in ALL_STATES:
        answer = reach(page, sites, state)
        (tmp_path / f"{state.name}.html").write_bytes(answer.body())

    assert len(list(tmp_path.iterdir())) == len(ALL_STATES)
    assert list(faults(tmp_path)) == []
