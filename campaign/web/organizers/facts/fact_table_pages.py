"""A sheet of facts: to search, to look at, and to take away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from campaign.actions import fact_history
from campaign.actions import facts as actions
from campaign.exports.fact_sheets import as_csv, as_xlsx
from campaign.model.facts import Fact, FactTable, Row
from campaign.rules import addresses_wanted as wanted
from campaign.web.database import db
from campaign.web.locale import fold
from campaign.web.organizers import downloads
from campaign.web.organizers.facts import labels
from campaign.web.organizers.facts.fact_formatter import FactFormatter
from campaign.web.organizers.facts.front_page import formatter
from campaign.web.services import services

pages = Blueprint("fact_tables", __name__)

SHOWN: Final = {
    "": lazy_gettext("All"),
    "missing": lazy_gettext("No address is known"),
    "unposted": lazy_gettext("No postal address is known"),
    "unmailed": lazy_gettext("No email address is known"),
    "unchecked": lazy_gettext("Not checked yet"),
    "ours": lazy_gettext("Changed by organizers"),
}
"""The choices of facts of a sheet that one can look at."""
LACKING: Final = {"unposted": "postal", "unmailed": "email"}
"""The column that is blank in the facts that each of these shows."""
OF_ADDRESSES: Final = frozenset({"missing", *LACKING})


@dataclass(frozen=True, slots=True)
class FactSearch:
    """What is looked for among the facts of a sheet; `folded` is for finding it."""

    find: str
    folded: str
    show: str

    def finds(self, fact: Fact, speaker: FactFormatter) -> bool:
        """Say whether a fact is looked for."""
        if self.show in LACKING and fact.row[LACKING[self.show]]:
            return False
        if self.show == "unchecked" and fact.row.get("confirmed"):
            return False
        if self.show == "ours" and fact.origin is None:
            return False
        said = (*fact.row.values(), *(speaker.plain(*each) for each in fact.row.items()))
        return self.folded in fold(" ".join(said))


@pages.get("/facts/<sheet:sheet>/")
def show_table(sheet: FactTable) -> ResponseReturnValue:
    """Show the facts that are looked for."""
    show = request.args.get("show", "")
    find = request.args.get("find", "").strip()
    search = FactSearch(find, fold(find), show if show in _shown(sheet) else "")
    known, say = fact_history.facts_of_table(db.session, services.shipped, sheet), formatter()
    missing = [t for t in _wanted() if t not in known] if sheet is FactTable.ADDRESSES else []
    every = known.values() if search.show != "missing" else ()
    found = [each for each in every if search.finds(each, say)]
    return render_template(
        "organizers/facts/table.html",
        say=say,
        named=labels,
        sheet=sheet,
        search=search,
        shown=_shown(sheet),
        found=_sorted(found, say),
        missing=[t for t in missing if search.folded in fold(say.plain("target", t))]
        if search.show in {"", *OF_ADDRESSES}
        else [],
    )


@pages.get("/facts/<sheet:sheet>.<any(csv, xlsx):form>")
def download_table(sheet: FactTable, form: str) -> ResponseReturnValue:
    """Give a sheet in the form in which it can be brought in again."""
    rows = actions.current_rows(db.session, services.shipped)[sheet].values()
    return _sent(sheet, form, sheet.columns, rows)


@pages.get("/facts/addresses-wanted.<any(csv, xlsx):form>")
def download_wanted(form: str) -> ResponseReturnValue:
    """Give the addresses that are missing as a sheet to fill in and to bring in again."""
    known = actions.current_rows(db.session, services.shipped)[FactTable.ADDRESSES]
    slugs, say = _wanted(), formatter()
    rows = wanted.address_sheet(slugs, known, {each: say.plain("target", each) for each in slugs})
    return _sent("addresses-wanted", form, wanted.COLUMNS, filter(wanted.is_to_fill_in, rows))


def _sent(name: str, form: str, columns: Sequence[str], rows: Iterable[Row]) -> Response:
    content = as_csv(columns, rows) if form == "csv" else as_xlsx(columns, rows)
    response = Response(content, mimetype="text/csv" if form == "csv" else downloads.TYPES[form])
    file = f"{services.today():%Y-%m-%d}-{name}.{form}"
    response.headers.set("Content-Disposition", "attachment", filename=file)
    return response


def _shown(sheet: FactTable) -> dict[str, str]:
    """Return which facts one can choose to look at."""
    without = set() if sheet is FactTable.ADDRESSES else set(OF_ADDRESSES)
    without |= set() if "confirmed" in sheet.columns else {"unchecked"}
    return {value: str(text) for value, text in SHOWN.items() if value not in without}


def _sorted(found: list[Fact], speaker: FactFormatter) -> list[Fact]:
    """Return facts by name; those that begin on a day by that, the latest and unknown first."""
    named = sorted(
        found, key=lambda f: fold(" ".join(speaker.plain(n, f.row[n]) for n in f.sheet.named_by))
    )
    return sorted(named, key=lambda f: f.row.get("start") or "9999", reverse=True)


def _wanted() -> Sequence[str]:
    """Return who is written to today or within a year."""
    return wanted.addresses_wanted(services.campaigns.values(), services.today())
