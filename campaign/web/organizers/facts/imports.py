"""Bringing in files of facts: shown to everybody first, taken when somebody approves."""

from collections.abc import Sequence
from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from flask_wtf.file import FileField
from wtforms import Field, ValidationError

from campaign.actions import fact_imports
from campaign.catalogue import fetch as fetching
from campaign.errors import BrokenData, Complaint, OverCapacity, Overtaken
from campaign.letter import clean
from campaign.model.facts import WORLD, FactFile, FactTable, fingerprint
from campaign.rules.staleness import ADDRESS_LASTS
from campaign.web.database import db
from campaign.web.organizers import permits
from campaign.web.organizers.facts import labels
from campaign.web.organizers.facts.front_page import formatter
from campaign.web.organizers.forms import DayField, OrganizerForm
from campaign.web.services import services

pages = Blueprint("imports", __name__)

LONGEST_NAME: Final = 80
"""Characters of a file's name that are shown."""
MOST_COMPLAINTS: Final = 20
"""About one file that are shown."""


class FileForm(OrganizerForm):
    """A file to bring in, and the day it is from."""

    file = FileField(lazy_gettext("File"))
    as_of = DayField(lazy_gettext("The day the file is from"))

    def validate_file(self, field: Field) -> None:
        """Want a file."""
        if not field.data:
            raise ValidationError(gettext("Choose a file."))

    def validate_as_of(self, field: Field) -> None:
        """Want a day, and none to come."""
        if not field.data or field.data > services.today():
            raise ValidationError(gettext("Write the day the file is from, such as today."))


@pages.get("/facts/import/")
def list_imports() -> ResponseReturnValue:
    """Show what waits, and let a file be brought in."""
    return _files(FileForm(data={"as_of": services.today()}))


@pages.post("/facts/import/")
def submit_import() -> ResponseReturnValue:
    """Read a file and let it wait for approval."""
    form = FileForm()
    if not form.validate():
        return _files(form), 422
    name = clean.line(form.file.data.filename or "")[-LONGEST_NAME:] or gettext("a file")
    return _bring(form, name, form.file.data.read())


@pages.post("/facts/import/fetch")
def fetch_directory() -> ResponseReturnValue:
    """Have the server fetch the United Nations' directory, and let it wait for approval."""
    form = FileForm(formdata=None, data={"as_of": services.today()})
    try:
        content = fetching.fetch(fetching.DIRECTORY, services.settings.directory_hosts)
    except BrokenData as error:
        return _files(form, error.complaints), 422
    return _bring(form, fetching.DIRECTORY, content)


@pages.get("/facts/import/<row:number>")
def show_import(number: int) -> ResponseReturnValue:
    """Show what a file would change."""
    return _file(number)


@pages.post("/facts/import/<row:number>/take")
def take_import(number: int) -> ResponseReturnValue:
    """Take all of a file, or what is ticked; show it again where it would change something else."""
    only = None if request.form.get("what") == "all" else request.form.getlist("only")
    if only == []:
        return _file(number, nothing=True), 422
    by, shown = permits.me().organizer.email, request.form.get("shown", "")
    try:
        batch = fact_imports.approve_import(
            db.session,
            services.shipped,
            number,
            shown=shown,
            only=only,
            by=by,
            at=services.now(),
            confirm=request.form.get("confirm") == "yes",
        )
    except Overtaken:
        return _file(number, overtaken=True), 409
    except BrokenData as error:
        return _file(number, error.complaints), 422
    where = (
        url_for("fact_changes.show_change", number=batch)
        if batch
        else url_for("imports.list_imports")
    )
    return redirect(where, 303)


@pages.post("/facts/import/<row:number>/aside")
def discard_import(number: int) -> ResponseReturnValue:
    """Take a file away that nobody wants."""
    fact_imports.discard_import(db.session, number)
    return redirect(url_for("imports.list_imports"), 303)


def _bring(form: FileForm, name: str, content: bytes) -> ResponseReturnValue:
    day = form.as_of.data or services.today()
    try:
        intake = fact_imports.read_import("file", content, services.shipped, day, services.judge)
    except BrokenData as error:
        return _files(form, error.complaints), 422
    except OverCapacity as busy:
        form.file.errors = [
            gettext("Other files are being read just now. Wait a little, and bring it in again.")
        ]
        return _files(form), 503, {"Retry-After": str(busy.retry_after)}
    by = permits.me().organizer.email
    number = fact_imports.submit_import(db.session, intake, name=name, by=by, at=services.now())
    return redirect(url_for("imports.show_import", number=number), 303)


def _files(form: FileForm, complaints: tuple[Complaint, ...] = ()) -> str:
    return render_template(
        "organizers/facts/imports.html",
        say=formatter(),
        named=labels,
        world=WORLD,
        form=form,
        complaints=complaints[:MOST_COMPLAINTS],
        more=max(0, len(complaints) - MOST_COMPLAINTS),
        waiting=fact_imports.list_pending_imports(db.session, now=services.now()),
        can_fetch=fetching.is_trusted(fetching.DIRECTORY, services.settings.directory_hosts),
        source=fetching.DIRECTORY,
    )


def _published(intake: FactFile) -> Sequence[str]:
    """Return the days on which the addresses in a file were published, from the first on."""
    if intake.sheet is not FactTable.ADDRESSES:
        return ()
    return sorted({row["as_of"] for row in intake.rows.values() if row["as_of"]})


def _is_recent(intake: FactFile) -> bool:
    """Say whether it is the United Nations' directory, and of this year."""
    days = _published(intake)
    return intake.whole and bool(days) and days[0] >= str(services.today() - ADDRESS_LASTS)


def _file(
    number: int,
    in_the_way: tuple[Complaint, ...] = (),
    *,
    nothing: bool = False,
    overtaken: bool = False,
) -> str:
    """Return the page of a file; `nothing` says that none was ticked."""
    found, differences = fact_imports.preview_import(
        db.session, services.shipped, number, now=services.now()
    )
    say = formatter()
    return render_template(
        "organizers/facts/import.html",
        say=say,
        named=labels,
        waiting=found,
        kinds=say.by_kind(differences),
        shown=fingerprint(differences),
        published=_published(found.intake),
        is_recent=_is_recent(found.intake),
        in_the_way=in_the_way,
        nothing=nothing,
        overtaken=overtaken,
    )
