"""The calendar of sessions: what to do before each, as a list and for calendar programs."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from campaign.actions import facts as actions
from campaign.exports.calendar import CalendarEvent, as_calendar
from campaign.model.facts import FactTable, Row
from campaign.model.world import World
from campaign.rules.session_tasks import PlannedTask, due_tasks, session_tasks
from campaign.rules.sessions import ComingSession
from campaign.web.database import db
from campaign.web.organizers import permits
from campaign.web.organizers.facts import labels
from campaign.web.organizers.facts.front_page import Task, formatter
from campaign.web.services import services

pages = Blueprint("calendar", __name__)

OF_TASK: Final = ("body", "number", "task")
TIMES: Final = ("weeks_from", "weeks", "day")


@pages.get("/facts/calendar")
def show_calendar() -> ResponseReturnValue:
    """Show the sessions that are not over, and what to do before each."""
    return render_template(
        "organizers/facts/calendar.html",
        say=formatter(),
        sessions=session_tasks(_world(), services.today()),
        key_of=_key,
        title=_title,
        saved=request.args.get("saved", type=int),
    )


@pages.post("/facts/calendar/done")
def mark_done() -> ResponseReturnValue:
    """Note that a task is done before one session, today, and by whom."""
    done = services.today().isoformat()
    return _kept({"done": done, "done_by": permits.me().organizer.email})


@pages.post("/facts/calendar/skip")
def skip_task() -> ResponseReturnValue:
    """Note that a task is not to be done before one session."""
    return _kept(dict.fromkeys(TIMES, ""))


@pages.get("/facts/sessions.ics")
def download_calendar() -> ResponseReturnValue:
    """Give the sessions whose days are known, and what to do before them, to calendars."""
    rows = actions.current_rows(db.session, services.shipped)[FactTable.SESSIONS].values()
    events = [*(_event(row) for row in rows if row["start"]), *_task_events()]
    name = str(labels.SHEETS[FactTable.SESSIONS])
    response = Response(as_calendar(name, events, at=services.now()), mimetype="text/calendar")
    file = f"{services.today():%Y-%m-%d}-sessions.ics"
    response.headers.set("Content-Disposition", "attachment", filename=file)
    return response


def tasks_to_do(on: date) -> Iterator[Task]:
    """Yield what is to be done before sessions within weeks of a day."""
    say, where = formatter(), url_for("calendar.show_calendar")
    for each in due_tasks(_world(), on):
        why = say.session_task(each, _title(each.session))
        yield Task(((each.last or on) - on).days, why, [(where, gettext("Calendar of sessions"))])


def _world() -> World:
    return next(iter(services.campaigns.values())).world


def _kept(values: Row) -> ResponseReturnValue:
    """Keep values of the task that a form names, as one of its session alone, and show all."""
    planned = _asked_for()
    rows = actions.current_rows(db.session, services.shipped)[FactTable.TASKS]
    given = {name: request.form[name] for name in OF_TASK}
    rule = {**rows[_key(planned)], **given} if planned.is_rule else given
    batch = actions.correct_fact(
        db.session,
        services.shipped,
        FactTable.TASKS,
        {**rule, **values},
        by=permits.me().organizer.email,
        at=services.now(),
    )
    return redirect(url_for("calendar.show_calendar", saved=batch, _anchor="saved"), 303)


def _asked_for() -> PlannedTask:
    """Return the task that a form names; one whose session has no number is not there."""
    body, number, task = (request.form.get(name, "") for name in OF_TASK)
    found = {
        (session.body.value, str(session.number), each.task.task): each
        for session, tasks in session_tasks(_world(), services.today()).items()
        if session.number
        for each in tasks
    }
    return found.get((body, number, task)) or abort(404)


def _key(planned: PlannedTask) -> str:
    """Return the key of the fact that says so: of a session's own, or of each of its body's."""
    number = "" if planned.task.number is None else str(planned.task.number)
    row = {"body": planned.task.body, "number": number, "task": planned.task.task}
    return FactTable.TASKS.key(row)


def _title(session: ComingSession) -> str:
    """Return what a session is called; one without a number is the body's next."""
    body = str(labels.BODIES[session.body])
    if session.number is None:
        return gettext("%(body)s, next session", body=body)
    return f"{body}, {session.number}"


def _event(row: Row) -> CalendarEvent:
    """Return a session for a calendar; where its last day is not known, that it opens."""
    session = formatter().title(FactTable.SESSIONS, row).striptags()
    title = session if row["end"] else gettext("%(session)s opens", session=session)
    first = date.fromisoformat(row["start"])
    last = date.fromisoformat(row["end"] or row["start"])
    key = f"sessions {FactTable.SESSIONS.key(row)}"
    return CalendarEvent(key, title, first, last, row["source"])


def _task_events() -> Iterator[CalendarEvent]:
    """Yield what is to be done and is not done yet; its key stays while the task does."""
    say = formatter()
    for session, tasks in session_tasks(_world(), services.today()).items():
        for each in tasks:
            if each.first and each.last and not each.task.done:
                title = say.session_task(each, _title(session)).striptags()
                number = session.number or session.opens.isoformat()
                key = f"tasks {session.body} {number} {each.task.task}"
                yield CalendarEvent(key, title, each.first, each.last)
