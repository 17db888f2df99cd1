"""Stricter rules for facts that come in, from a file, a form or a command.

Facts that are kept already are read as they are: an upgrade that judges more strictly takes none
of them away, and an address that cannot be used is then as if it were not known.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from campaign.catalogue.complaints import Complaints
from campaign.catalogue.fields import Fields
from campaign.errors import BrokenData, Complaint
from campaign.model.email_address import is_address
from campaign.model.facts import Change, FactTable
from campaign.model.formulas import is_formula


def judge(sheet: FactTable, rows: Mapping[str, Fields]) -> None:
    """Complain of values that no fact that comes in may hold."""
    # What campaigns say is in no export, and a list in it may begin with a dash.
    names = ("source", "note") if sheet.is_of_campaign else sheet.columns
    for row in rows.values():
        texts = row.row()
        for name in names:
            if is_formula(texts.get(name, "")):
                row.complain(name, "begins like a formula", "write the text itself")
        email = texts.get("email", "").strip()
        if email and not is_address(email):
            row.complain("email", f"{email!r} is not one address", remedy_of(email))


def remedy_of(email: str) -> str:
    """Return what to write instead of a text that is no address.

    We encode no domain ourselves: programs differ in how, and a letter could go to another one.
    """
    if email.isascii():
        return "write one, or leave it blank"
    return "write it in plain Latin letters: a domain in others has such a form, with xn--"


def complaints_of(changes: Iterable[Change], root: Path) -> tuple[Complaint, ...]:
    """Return what is wrong with changes that are to be kept."""
    complaints = Complaints(root)
    for change in changes:
        if change.row is not None:
            key = f"{change.sheet} {change.key}"
            row = Fields(Path(f"{change.sheet}.csv"), key, change.row, complaints)
            judge(change.sheet, {change.key: row})
    try:
        complaints.raise_any()
    except BrokenData as error:
        return error.complaints
    return ()
