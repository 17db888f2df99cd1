"""No process that sees letters leaves its memory behind, or shows it to others of its user."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from campaign.settings import ROOT

pytestmark = pytest.mark.slow
LOOKING = """
import atexit, ctypes, resource
resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
def look():
    limits = resource.getrlimit(resource.RLIMIT_CORE)
    print("dumpable", ctypes.CDLL(None).prctl(3), limits)
look()
atexit.register(look)
from campaign.cli import main
main()
"""
FORKED = """
import ctypes, os, sys
from campaign.core_dumps import forbid_core_dumps
forbid_core_dumps()
if os.fork():
    sys.exit(os.waitstatus_to_exitcode(os.wait()[1]))
sys.exit(ctypes.CDLL(None).prctl(3) + 10)
"""
CRASHED = """
import os, resource
resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
from campaign.core_dumps import forbid_core_dumps
forbid_core_dumps()
os.abort()
"""


def ran(code: str, *arguments: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    environ = {
        **{name: value for name, value in os.environ.items() if "CAMPAIGN" not in name},
        "CAMPAIGN_INSTANCE": str(folder / "instance"),
        "CAMPAIGN_TODAY": "2026-11-24",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
    }
    given = [sys.executable, "-c", code, *arguments]
    return subprocess.run(
        given, cwd=folder, env=environ, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "command", [("print", "filled", "none.csv"), ("print", "blank"), ("work", "--help"), ("check",)]
)
def test_no_command_can_be_dumped(command: tuple[str, ...], tmp_path: Path) -> None:
    first, *_, last = ran(LOOKING, *command, folder=tmp_path).stdout.splitlines()
    assert first.startswith("dumpable 1"), "where nobody forbids it"
    assert last == "dumpable 0 (0, 0)"


def test_what_a_process_forks_cannot_be_dumped(tmp_path: Path) -> None:
    assert ran(FORKED, folder=tmp_path).returncode == 10


def test_a_crash_leaves_nothing(tmp_path: Path) -> None:
    assert ran(CRASHED, folder=tmp_path).returncode == -6
    assert not [*tmp_path.iterdir()]


def test_a_crash_would_leave_something(tmp_path: Path) -> None:
    if Path("/proc/sys/kernel/core_pattern").read_text(encoding="ascii").strip() != "core":
        pytest.skip("cores go elsewhere on this machine")
    assert ran(CRASHED.replace("forbid_core_dumps()", ""), folder=tmp_path).returncode == -6
    assert [*tmp_path.iterdir()]
