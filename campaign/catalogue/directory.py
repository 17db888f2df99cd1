"""Reads the UN's machine-readable directory of missions in New York.

It is one object, `{"countries": [{"MC_Category": "1", "MC_EntityBB": "Mexico", ...}, ...]}`.
People's names in it are not read, and addresses that belong to one person are left out.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from campaign.catalogue.complaints import LONGEST_TEXT, Complaints, refusal
from campaign.catalogue.fields import Fields
from campaign.model.email_address import is_address
from campaign.model.facts import Row
from campaign.model.language import Language

DEEPEST: Final = 10
"""The most levels of nesting that are read; the directory has three."""
MEMBER_STATES: Final = "1"
"""The directory's category of Member States; others are observers, agencies and offices."""
COUNTRY: Final = "UNITED STATES OF AMERICA"
DIRECTORY: Final = "Directory of Permanent Missions kept by the United Nations in New York"
PERSONAL: Final = re.compile(
    r"ambassador|representative|secretary|assistant|minister|counsell?or|attach|\bm(r|s|rs)\b",
    re.IGNORECASE,
)
"""What a remark in brackets says when the address is one person's and not the mission's."""

WEBSITE: Final = re.compile(r"(https?://)?[\w.-]+\.[a-z]{2,}(/\S*)?")
TEXT_OR_BRACKET: Final = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
"""What matters of JSON to see its depth; a text without an end goes on to the end of the file."""
UP_TO_BRACKET: Final = re.compile(r"([^()]*+)([()]?)")
BETWEEN: Final = re.compile(r"[;,\n]+")
"""What stands between addresses, outside brackets."""
OMITTED: Final = re.compile(r"\b(the|and|of|kingdom|islamic|republic|bolivarian)\b|[^a-z]")
"""What is left out of States' names to compare them."""
LONGEST_NAME: Final = 200
"""The most characters of a State's name."""
MOST_ADDRESSES: Final = 20
"""The most addresses in one field; the directory has up to six."""


def read_directory(
    name: str, text: str, language: Language, as_of: date, complaints: Complaints
) -> tuple[Mapping[str, Fields], Sequence[str]]:
    """Return the addresses of delegations by target, and what was left out and why.

    Raises BrokenData where the file is not the directory.
    """
    entries = _parsed(name, text)
    codes = {_folded(state.name): code for code, state in language.states.items()}
    codes |= {_folded(state.in_address): code for code, state in language.states.items()}
    codes.pop("", None)  # what is left of names in another script
    rows: dict[str, Fields] = {}
    dropped: list[str] = []
    for number, entry in enumerate(_entries(name, entries), 1):
        if entry["MC_Category"] != MEMBER_STATES:
            continue
        state = _mended(entry["MC_EntityBB"]).strip()
        code = codes.get(_folded(state)) if len(state) <= LONGEST_NAME else None
        if code is None:
            raise refusal(name, f"entry {number}", f"{state!r} is no Member State", "mend the name")
        target = f"third-committee-{code.lower()}"
        if target in rows:
            raise refusal(name, f"entry {number}", f"{state} stands twice", "keep one")
        given = list(addresses(entry["MC_eMail"]))
        if len(given) > MOST_ADDRESSES:
            wrong = f"has more than {MOST_ADDRESSES} addresses"
            raise refusal(name, f"entry {number}", wrong, "keep the mission's own")
        email, left_out = _general_address(given)
        dropped += [f"{state}: {why}" for why in left_out]
        row = _row(entry, target, email, as_of)
        rows[target] = Fields(Path(name), f"entry {number}", row, complaints)
    if not rows:
        raise refusal(name, "", "lists no Member State", "bring the directory of missions")
    return rows, dropped


def _parsed(name: str, text: str) -> Any:  # noqa: ANN401 - anything could stand there
    """Return what the file has under "countries"."""
    depth = max(depths(text), default=0)
    if depth > DEEPEST:
        raise refusal(name, "", f"is nested {depth} levels deep", "bring the directory itself")
    try:
        return json.loads(text)["countries"]
    except json.JSONDecodeError as error:
        wrong = f"is not JSON: {error.msg}"
        raise refusal(name, f"line {error.lineno}", wrong, "download it again") from None
    except ValueError:  # Python refuses to read numbers of thousands of digits
        raise refusal(name, "", "has a number without end", "download it again") from None
    except (KeyError, TypeError):
        wrong = 'has no list "countries"'
        raise refusal(name, "", wrong, "bring the directory of missions") from None


def depths(text: str) -> Iterator[int]:
    """Yield how deep brackets are nested, seen without parsing: parsing would recurse."""
    depth = 0
    for found in TEXT_OR_BRACKET.finditer(text):
        if found[0][0] != '"':
            depth += 1 if found[0] in "[{" else -1
            yield depth


def _entries(name: str, entries: object) -> Iterator[Mapping[str, str]]:
    """Yield each entry, refusing the file where one is not what the directory has."""
    if not isinstance(entries, list):
        raise refusal(name, "countries", "is not a list", "bring the directory of missions")
    wanted = (
        "MC_Category", "MC_EntityBB", "MC_Address", "MC_eMail", "MC_WebSite",
        "MC_UNCorrespondenceLanguage",
    )  # fmt: skip
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            raise refusal(name, f"entry {number}", "is not a record", "download it again")
        for column in wanted:
            if (
                not isinstance(entry.get(column, ""), str)
                or len(entry.get(column, "")) > LONGEST_TEXT
            ):
                wrong = f"{column} is not a short text"
                raise refusal(name, f"entry {number}", wrong, "download it again")
        yield {column: entry.get(column, "") for column in wanted}


def _row(entry: Mapping[str, str], target: str, email: str, as_of: date) -> Row:
    lines = [" ".join(line.split()) for line in _mended(entry["MC_Address"]).splitlines()]
    lines = [line for line in lines if line]
    return {
        "target": target,
        "postal": " | ".join([*lines, COUNTRY]) if len(lines) > 1 else "",
        "email": email,
        "website": website if WEBSITE.fullmatch(website := entry["MC_WebSite"].strip()) else "",
        "language": entry["MC_UNCorrespondenceLanguage"].strip(),
        "source": DIRECTORY,
        "as_of": as_of.isoformat(),
        "confirmed": "",
        "note": "",
    }


def addresses(given: str) -> Iterator[str]:
    """Yield each address with what is said of it in brackets, in which nothing is set apart."""
    address = ""
    for text, bracket in UP_TO_BRACKET.findall(given):
        first, *others = BETWEEN.split(text) if bracket != ")" else (text,)
        for each in others:
            yield from filter(None, [(address + first).strip()])
            address, first = "", each
        address += first + bracket
    yield from filter(None, [address.strip()])


def _general_address(given: Sequence[str]) -> tuple[str, list[str]]:
    """Return the mission's own email address, and what was left out of the field and why."""
    general: list[str] = []
    dropped: list[str] = []
    for part in given:
        address, _, remark = (piece.strip() for piece in part.partition("("))
        if not address:
            continue
        if PERSONAL.search(remark):
            dropped.append(f"{address} belongs to one person or their office")
        elif not is_address(address):
            dropped.append(f"{address!r} is not an email address")
        else:
            general.append(address)
    dropped += [f"{address} is a second address" for address in general[1:]]
    return (general[0] if general else ""), dropped


def _mended(text: str) -> str:
    """Undo UTF-8 that was once read as Latin-1 ("CÃ´te d'Ivoire"), which the directory has."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _folded(name: str) -> str:
    """Return a State's name for comparing: "Korea, Republic of" aside, spellings are many."""
    plain = unicodedata.normalize("NFKD", _turned(name))
    plain = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    return OMITTED.sub("", plain)


def _turned(name: str) -> str:
    """Return "Korea (Republic of)" as "Republic of Korea", and any other name as it is."""
    state, bracket, kind = name.rpartition(" (")
    for end in (" of)", " of the)"):
        if bracket and kind.endswith(end):
            return f"{kind.removesuffix(end)} of {state}"
    return name
