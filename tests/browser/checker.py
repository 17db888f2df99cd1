"""The W3C's HTML checker, which judges the code of pages."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from campaign.settings import ROOT

JAR = ROOT / "tests" / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
needs_checker = pytest.mark.skipif(
    not (JAR.exists() and shutil.which("java")),
    reason="the HTML checker or Java, for it, is not installed (no npm, or not by apt)",
)


def faults(folder: Path) -> Iterator[str]:
    """Yield what the checker says of the files in a folder, but for mere advice."""
    # It would guess that the made-up Arabic is English.
    command = ["java", "-jar", str(JAR), "--format", "json", "--no-langdetect", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    for each in json.loads(done.stderr)["messages"]:
        if each["type"] == "error" or each.get("subType") == "warning":
            place = f"{Path(each['url']).stem}, line {each['lastLine']}"
            yield f"{place}: {each['message']} {each.get('extract', '')!r}"
