"""A sheet of facts: to search, to look at, and to take away as CSV."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from campaign.actions import facts as actions
from campaign.actions import standing
from campaign.catalogue import targets
from campaign.figures.lines import as_sheet
from campaign.model.facts import Fact, Sheet
from campaign.model.language import Kind
from campaign.store import db
from campaign.web.desk import desk
from campaign.web.locale import folded
from campaign.web.organizers.facts import words
from campaign.web.organizers.facts.front import speaker
from campaign.web.organizers.facts.speaker import Speaker

pages = Blueprint("sheets", __name__)

SHOWN: Final = {
    "": lazy_gettext("All"),
    "missing": lazy_gettext("No address is known"),
    "unposted": lazy_gettext("No postal address is known"),
    "unmailed": lazy_gettext("No email address is known"),
    "unchecked": lazy_gettext("Not checked yet"),
    "ours": lazy_gettext("Changed by organizers"),
}
"""Which facts of a sheet one can look at."""
LACKING: Final = {"unposted": "postal", "unmailed": "email"}
"""Which column is blank in those."""
OF_ADDRESSES: Final = frozenset({"missing", *LACKING})
SOON: Final = timedelta(days=366)
"""How long before a term begins an address is wanted."""


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for among the facts of a sheet; `folded` is for finding it."""

    find: str
    folded: str
    show: str

    def finds(self, fact: Fact, speaker: Speaker) -> bool:
        """Say whether a fact is looked for."""
        if self.show in LACKING and fact.row[LACKING[self.show]]:
            return False
        if self.show == "unchecked" and fact.row.get("confirmed"):
            return False
        if self.show == "ours" and fact.origin is None:
            return False
        said = (*fact.row.values(), *(speaker.plain(*each) for each in fact.row.items()))
        return self.folded in folded(" ".join(said))


@pages.get("/facts/<sheet:sheet>/")
def sheet(sheet: Sheet) -> ResponseReturnValue:
    """Show the facts that are looked for."""
    show = request.args.get("show", "")
    find = request.args.get("find", "").strip()
    search = Search(find, folded(find), show if show in _shown(sheet) else "")
    known, say = standing.look(db.session, desk.shipped, sheet), speaker()
    missing = list(_missing(set(known))) if sheet is Sheet.ADDRESSES else []
    every = known.values() if search.show != "missing" else ()
    found = [each for each in every if search.finds(each, say)]
    return render_template(
        "organizer/facts-sheet.html",
        say=say,
        named=words,
        sheet=sheet,
        search=search,
        shown=_shown(sheet),
        found=_sorted(found, say),
        missing=[t for t in missing if search.folded in folded(say.plain("target", t))]
        if search.show in {"", *OF_ADDRESSES}
        else [],
    )


@pages.get("/facts/<sheet:sheet>.csv")
def download(sheet: Sheet) -> ResponseReturnValue:
    """Give a sheet as CSV, in the format that can be brought in again."""
    rows = actions.as_they_are(db.session, desk.shipped)[sheet].values()
    response = Response(as_sheet(sheet, rows), mimetype="text/csv")
    name = f"{desk.today():%Y-%m-%d}-{sheet}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _shown(sheet: Sheet) -> dict[str, str]:
    """Return which facts one can choose to look at."""
    without = set() if sheet is Sheet.ADDRESSES else set(OF_ADDRESSES)
    without |= set() if "confirmed" in sheet.columns else {"unchecked"}
    return {value: str(text) for value, text in SHOWN.items() if value not in without}


def _sorted(found: list[Fact], speaker: Speaker) -> list[Fact]:
    """Return facts by name; those that begin on a day by that, the latest and unknown first."""
    named = sorted(
        found, key=lambda f: folded(" ".join(speaker.plain(n, f.row[n]) for n in f.sheet.named_by))
    )
    return sorted(named, key=lambda f: f.row.get("start") or "9999", reverse=True)


def _missing(known: set[str]) -> Iterator[str]:
    """Yield who is written to today or within a year, and has no address."""
    for campaign in desk.campaigns.values():
        today = desk.today()
        offered = [target.slug for target in targets.offered(campaign, today)]
        coming = [t.state for t in campaign.world.terms if today < t.start <= today + SOON]
        soon = [targets.delegation(Kind.COUNCIL, state).slug for state in coming]
        for slug in dict.fromkeys((*offered, *soon)):
            if slug not in known:
                known.add(slug)
                yield slug
