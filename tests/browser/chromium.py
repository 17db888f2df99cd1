"""Chromium: the system's, or Playwright's own."""

import os
import shutil
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
WITHOUT_WINDOWS = "chromium-headless-shell"
"""The same engine, of which Debian makes a program without the rest of a browser."""


def program_for(playwright: Any) -> str | None:  # noqa: ANN401 - Playwright may be missing
    """Return where Chromium is, if it is anywhere."""
    own = playwright.chromium.executable_path
    program: str = next(filter(None, map(shutil.which, NAMES)), own)
    return program if Path(program).exists() else None


def program_to_look_with(playwright: Any) -> str | None:  # noqa: ANN401 - the same
    """Return what shows pages for the least work: it takes half as long to open one."""
    return shutil.which(WITHOUT_WINDOWS) or program_for(playwright)


def launch(playwright: Any, program: str, **more: Any) -> Any:  # noqa: ANN401 - the same
    """Start it, with more of what Playwright's own `launch` takes."""
    # Root may run it only without its sandbox.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=program, args=arguments, **more)
