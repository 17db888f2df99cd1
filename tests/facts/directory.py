"""A small directory of missions of our own, in the format of the UN's for New York."""

import json
from collections.abc import Sequence
from typing import Any, Final

MEMBER, OBSERVER, ORGANIZATION, AGENCY = "1", "2", "4", "6"
STREET: Final = "1 Apple Street, 2nd Floor\r\nNew York, NY 10017"


def make_entry(name: str, email: str = "", **changed: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a mission's entry, with staff that nobody asked for."""
    entry: dict[str, Any] = {
        "MC_Category": MEMBER,
        "MC_EntityBB": name,
        "MC_Address": f"Permanent Mission of {name}\r\n{STREET}\r\n\r\n",
        "MC_eMail": email,
        "MC_WebSite": "",
        "MC_UNCorrespondenceLanguage": "English",
        "staff": [{"name": "Pomona Pippin", "rank": "Counsellor"}],
    }
    return entry | {f"MC_{key}": value for key, value in changed.items()}


def make_directory(*entries: Any) -> bytes:  # noqa: ANN401 - broken ones too
    """Return the file."""
    return json.dumps({"countries": list(entries)}).encode()


def six(**emails: str) -> Sequence[dict[str, Any]]:
    """Return the entries of the made-up world's six States; keywords are their emails by code."""
    names = {
        "kr": "Republic of Korea",
        "cn": "China",
        "mx": "Mexico",
        "cu": "Cuba",
        "fr": "France",
        "gb": "United Kingdom of Great Britain and Northern Ireland",
    }
    return [
        make_entry(name, emails.get(code, f"{code}@example.org")) for code, name in names.items()
    ]
