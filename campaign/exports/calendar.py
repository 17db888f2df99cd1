"""Days as a calendar file that other programs read (RFC 5545)."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

LONGEST_LINE: Final = 75
"""The most bytes of a line, its end not counted (RFC 5545, 3.1)."""
END: Final = "\r\n"
ESCAPED: Final = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\r\n": "\\n", "\n": "\\n"}
"""How the signs that mean something in a text are written (3.3.11)."""


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A thing of whole days; `key` is the same each time, so that a newer file mends an older."""

    key: str
    title: str
    first: date
    last: date
    about: str = ""


def as_calendar(name: str, events: Iterable[CalendarEvent], *, at: datetime) -> str:
    """Return a calendar of events, as of a time in UTC."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Campaign//Sessions//EN"]
    lines += [f"X-WR-CALNAME:{_escaped(name)}"]
    for each in events:
        lines += _event(each, at)
    return "".join(_folded(line) + END for line in [*lines, "END:VCALENDAR"])


def _event(event: CalendarEvent, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(event.key.encode()).hexdigest()[:32]}@campaign.invalid"
    yield f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.last + timedelta(1):%Y%m%d}"  # the day after (3.6.1)
    yield f"SUMMARY:{_escaped(event.title)}"
    if event.about:
        yield f"DESCRIPTION:{_escaped(event.about)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    for sign, written in ESCAPED.items():
        text = text.replace(sign, written)
    return text


def _folded(line: str) -> str:
    """Return a line in parts of so many bytes, each after the first behind a space."""
    parts, part = [], ""
    for sign in line:
        if len(f"{part}{sign}".encode()) > LONGEST_LINE:
            parts.append(part)
            part = " "
        part += sign
    return END.join([*parts, part])
