"""Papers that were asked for: how far their job is, and their files."""

from typing import Final

from flask import Blueprint, Response, redirect, render_template, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from campaign.actions import saved_evenings
from campaign.actions.print_jobs import queue
from campaign.model.print_jobs import DocumentKind
from campaign.web.database import db
from campaign.web.organizers.permits import me
from campaign.web.organizers.printing import labels as say
from campaign.web.services import services

pages = Blueprint("printing", __name__)

PIECES: Final = ", ".join(f"'{piece}'" for piece in DocumentKind)
"""The papers, as a rule of addresses lists them."""


@pages.get("/<slug>/print/<row:number>")
def show_job(slug: str, number: int) -> ResponseReturnValue:
    """Show how far a job is, and what it has made."""
    campaign = services.campaign(slug)
    found, bundle = queue.read_job(db.session, slug, number, now=services.now())
    return render_template(
        "organizers/printing/job.html",
        shown=campaign,
        job=found,
        bundle=bundle,
        evening=saved_evenings.find_described(db.session, slug, bundle.occasion.event),
        say=say,
        now=services.now(),
    )


@pages.get(f"/<slug>/print/<row:number>/<any({PIECES}):piece>.pdf")
def download(slug: str, number: int, piece: str) -> ResponseReturnValue:
    """Give a paper as a file, a part at a time."""
    found, bundle, parts = queue.read_document(
        db.session, slug, number, DocumentKind(piece), now=services.now()
    )
    response = Response(stream_with_context(parts), mimetype="application/pdf")
    response.content_length = found.size
    name = "-".join(filter(None, (f"{bundle.occasion.on}", slug, bundle.occasion.event, piece)))
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.pdf")
    return response


@pages.post("/<slug>/print/<row:number>/stop")
def stop_job(slug: str, number: int) -> ResponseReturnValue:
    """Stop a job."""
    queue.stop_job(db.session, slug, number, by=me().organizer.email, now=services.now())
    return redirect(url_for("printing.show_job", slug=slug, number=number), 303)


@pages.post("/<slug>/print/<row:number>/again")
def restart_job(slug: str, number: int) -> ResponseReturnValue:
    """Start a job again that failed or was stopped."""
    queue.restart_job(db.session, slug, number, by=me().organizer.email, now=services.now())
    services.bell.ring()
    return redirect(url_for("printing.show_job", slug=slug, number=number), 303)


@pages.post("/<slug>/print/<row:number>/delete")
def delete_job(slug: str, number: int) -> ResponseReturnValue:
    """Delete a job and its files."""
    queue.delete_job(db.session, slug, number, by=me().organizer.email, now=services.now())
    return redirect(url_for("evenings.list_evenings", slug=slug), 303)
