"""One fact: to correct, to add, to confirm, to take away."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.actions import fact_history
from campaign.actions import facts as actions
from campaign.errors import BrokenData, Overtaken
from campaign.letter import clean
from campaign.model.facts import Difference, Fact, FactTable, Row, SeenFact, digest
from campaign.web.database import db
from campaign.web.locale import fold
from campaign.web.organizers import permits
from campaign.web.organizers.facts import labels
from campaign.web.organizers.facts.forms import FactForm, fact_form
from campaign.web.organizers.facts.front_page import formatter
from campaign.web.services import services

pages = Blueprint("facts_edit", __name__)


@pages.get("/facts/<sheet:sheet>/new")
def new_fact(sheet: FactTable) -> ResponseReturnValue:
    """Show the form for a fact that is not there yet."""
    columns = set(sheet.columns) - {"as_of"}
    given = {name: request.args[name] for name in columns & set(request.args)}
    say = formatter()
    if sheet is FactTable.ADDRESSES and not say.knows(given.get("target", "")):
        abort(404)
    form = fact_form(sheet, say, None, as_of=services.today().isoformat(), **given)
    return _page(form, None)


@pages.post("/facts/<sheet:sheet>/new")
def add_fact(sheet: FactTable) -> ResponseReturnValue:
    """Add a fact."""
    return _keep(fact_form(sheet, formatter()), None)


@pages.get("/facts/<sheet:sheet>/<key>/")
def show_fact(sheet: FactTable, key: str) -> ResponseReturnValue:
    """Show a fact, its form and its history."""
    found = fact_history.find_fact(db.session, services.shipped, sheet, key)
    form = fact_form(sheet, formatter(), found.row)
    form.as_of.data = form.as_of.data or services.today().isoformat()
    return _page(form, found)


@pages.post("/facts/<sheet:sheet>/<key>/")
def correct_fact(sheet: FactTable, key: str) -> ResponseReturnValue:
    """Correct a fact; where another organizer did so meanwhile, show both."""
    return _keep(fact_form(sheet, formatter()), key)


@pages.post("/facts/<sheet:sheet>/<key>/confirm")
def confirm_fact(sheet: FactTable, key: str) -> ResponseReturnValue:
    """Say that somebody checked a fact today."""
    source = clean.line(request.form.get("source", ""))
    found = fact_history.find_fact(db.session, services.shipped, sheet, key)
    form = fact_form(sheet, formatter(), found.row, formdata=None)
    if not (found.row["source"] or source):
        form.source.errors = [str(labels.MISTAKES["source"])]
        return _page(form, found), 422
    seen = (sheet, _seen(key))
    try:
        batch = actions.confirm_fact(
            db.session, services.shipped, seen, on=services.today(), source=source, **_by()
        )
    except BrokenData as error:
        form.refuse(error, formatter())
        return _page(form, found), 422
    goes_on = request.form.get("then") == "next" and _next_unchecked(sheet, key)
    if goes_on:
        return redirect(url_for("facts_edit.show_fact", sheet=sheet, key=goes_on), 303)
    return _saved(sheet, key, batch)


@pages.post("/facts/<sheet:sheet>/<key>/remove")
def remove_fact(sheet: FactTable, key: str) -> ResponseReturnValue:
    """Take a fact away."""
    found = fact_history.find_fact(db.session, services.shipped, sheet, key)
    try:
        batch = actions.remove_fact(
            db.session, services.shipped, sheet, key, seen=_seen(key), **_by()
        )
    except BrokenData as error:
        form = fact_form(sheet, formatter(), found.row, formdata=None)
        form.refuse(error, formatter())
        return _page(form, found), 422
    return redirect(url_for("fact_changes.show_change", number=batch), 303)


def _saved(sheet: FactTable, key: str, batch: int) -> ResponseReturnValue:
    """Lead to a fact, and to what says that it is saved."""
    where = url_for("facts_edit.show_fact", sheet=sheet, key=key, saved=batch, _anchor="saved")
    return redirect(where, 303)


def _keep(form: FactForm, key: str | None) -> ResponseReturnValue:
    """Keep what was typed, or show what is in the way with all of it."""
    row = form.values(services.today())
    try:
        if form.validate():
            batch = actions.correct_fact(
                db.session, services.shipped, form.sheet, row, seen=form.was(key or ""), **_by()
            )
            return _saved(form.sheet, form.sheet.key(row), batch)
    except BrokenData as error:
        form.refuse(error, formatter())
    except Overtaken:
        there = _there(form, key)
        form.seen.data = digest(there.row if there else None)
        return _page(form, there, typed=row), 409
    return _page(
        form, fact_history.find_fact(db.session, services.shipped, form.sheet, key) if key else None
    ), 422


def _next_unchecked(sheet: FactTable, key: str) -> str | None:
    """Return the fact after this one that somebody has to check, the first where it was the last.

    It is in the order of the facts' names, and has something to check.
    """
    if "confirmed" not in sheet.columns:
        return None
    facts, say = fact_history.facts_of_table(db.session, services.shipped, sheet), formatter()
    named = {each: fold(str(say.plain(sheet.named_by[0], each.split()[0]))) for each in facts}
    found = [
        each
        for each, fact in facts.items()
        if each != key and not fact.row["confirmed"] and _can_be_checked(fact)
    ]
    ordered = sorted(found, key=lambda each: (named[each], each))
    mine = (named.get(key, ""), key)
    return next((e for e in ordered if (named[e], e) > mine), next(iter(ordered), None))


def _can_be_checked(fact: Fact) -> bool:
    """Say whether there is something to compare, and no term that is over."""
    ended = fact.row.get("end", "") and fact.row["end"] < services.today().isoformat()
    return not ended and any(fact.row.get(name) for name in ("postal", "email", "name"))


def _there(form: FactForm, key: str | None) -> Fact | None:
    """Return what stands in the way of a form: the fact of its new key, or of its old one."""
    facts = fact_history.facts_of_table(db.session, services.shipped, form.sheet)
    return facts.get(form.sheet.key(form.values(services.today()))) or facts.get(key or "")


def _page(form: FactForm, found: Fact | None, typed: Row | None = None) -> str:
    """Return the page of a fact; `typed` is what was overtaken by somebody else."""
    key = found.key if found else ""
    shipped = fact_history.shipped_row(services.shipped, form.sheet, key)
    story = fact_history.history_of_fact(db.session, services.shipped, form.sheet, key)
    saved = story[0] if story and story[0][0].id == request.args.get("saved", type=int) else None
    return render_template(
        "organizers/facts/fact.html",
        say=formatter(),
        named=labels,
        sheet=form.sheet,
        form=form,
        found=found,
        typed=typed,
        digest=digest(found.row) if found else "",
        following=_next_unchecked(form.sheet, key) if found else None,
        shipped=Difference(form.sheet, key, shipped, found.row) if found and shipped else None,
        story=story,
        saved=saved,
    )


def _seen(key: str) -> SeenFact:
    return SeenFact(key, request.form.get("seen", ""))


def _by() -> dict[str, Any]:
    return {"by": permits.me().organizer.email, "at": services.now()}
