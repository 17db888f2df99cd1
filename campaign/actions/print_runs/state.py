"""What a run is known again by: a file in its folder, with its day, its letters and its options."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Final

from campaign.actions.print_runs.plan import PlannedLetter, RunPlan
from campaign.catalogue.complaints import refusal
from campaign.press.bulk.parts import whole_file

STATE: Final = "run.json"


def write_state(folder: Path, plan: RunPlan, order: PlannedLetter, *, finished: bool) -> None:
    """Describe a run, so that it is known again."""
    with whole_file(folder / STATE) as file:
        file.write(json.dumps({**_described(plan, order), "finished": finished}, indent=1).encode())


def state_exists(folder: Path) -> bool:
    """Say whether a folder holds a run."""
    return bool(_read(folder))


def is_finished(folder: Path) -> bool:
    """Say whether everything of a folder's run is made."""
    return bool(_read(folder).get("finished"))


def day_of(folder: Path) -> date | None:
    """Return the day that the letters of a folder's run bear, if there is a run."""
    day = _read(folder).get("day")
    return date.fromisoformat(day) if day else None


def demand_same(folder: Path, plan: RunPlan, order: PlannedLetter) -> None:
    """Raise BrokenData where a folder holds another run."""
    before, now = _read(folder), _described(plan, order)
    if not before:
        return
    now = json.loads(json.dumps(now))
    changed = [name for name in now if before.get(name) != now[name]]
    if changed:
        what = "other letters" if changed != ["order"] else "other options"
        write = "name another --out, or empty the folder to begin anew"
        raise refusal(str(folder), "", f"holds a run of {what}", write)


def _described(plan: RunPlan, order: PlannedLetter) -> dict[str, Any]:
    """Return what makes two runs the same."""
    return {
        "day": plan.on.isoformat(),
        "letters": len(plan.places),
        "digest": plan.digest,
        "order": asdict(order),
    }


def _read(folder: Path) -> dict[str, Any]:
    file = folder / STATE
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}
