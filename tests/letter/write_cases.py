"""The cases to which the server and the script of the form are held alike."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from campaign.model.letter import Choices, Sender, SignAs
from campaign.model.world import Address

CASES: Final = Path(__file__).parent / "write_cases.toml"
NOTHING: Final = {"signature": [], "note": [], "date": "{date}", "reply_to": []}
"""What a letter shows of its writer when nothing is typed; more is compared where a case has it."""


@dataclass(frozen=True, slots=True)
class WriteCase:
    """What is typed into the form to one target, and what the letter has then, part by part."""

    title: str
    to: str
    choices: Choices
    letter: dict[str, Any]


def read_write_cases() -> list[WriteCase]:
    """Return all of them; no asks are those that are ticked from the start."""
    cases = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    return [
        WriteCase(each["is"], each.get("to", "hrc-kr"), _choices(each), NOTHING | each["letter"])
        for each in cases
    ]


def _choices(case: dict[str, Any]) -> Choices:
    typed = (case.get(name, "") for name in ("name", "place", "country"))
    sender = Sender(SignAs(case.get("sign_as", "full")), *typed)
    return Choices(
        tuple(case.get("asks", ())),
        case.get("language", "en"),
        case.get("note", ""),
        sender,
        found=Address(case.get("to", "hrc-kr"), lines_of(case.get("to_postal", ""))),
        reply_to=lines_of(case.get("reply_to", "")),
    )


def lines_of(typed: str) -> tuple[str, ...]:
    """Return lines as the form reads them."""
    return tuple(" ".join(line.split()) for line in typed.split("\n") if line.strip())
