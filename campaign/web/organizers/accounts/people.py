"""Owners look after who else is an organizer."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.actions import invitations
from campaign.actions import organizers as actions
from campaign.model.organizer import Organizer, Role
from campaign.web.database import db
from campaign.web.organizers.accounts.forms import InviteForm, RoleForm
from campaign.web.organizers.browser_session import forget_pages
from campaign.web.organizers.forms import typed
from campaign.web.organizers.permits import me
from campaign.web.services import services

pages = Blueprint("organizers_page", __name__)


@pages.get("/people")
def people() -> ResponseReturnValue:
    """Show who is here and who is invited."""
    return _page(InviteForm())


@pages.post("/people")
def invite() -> ResponseReturnValue:
    """Make a link for somebody, shown this once."""
    form = InviteForm()
    if not form.validate():
        return _page(form), 422
    email, role = typed(form.email), Role(form.role.data)
    token = invitations.invite(
        db.session, email=email, role=role, by=me().organizer.email, now=services.now()
    )
    return _link(email, token)


@pages.post("/people/invitations/<row:number>/withdraw")
def withdraw_invitation(number: int) -> ResponseReturnValue:
    """Take an invitation back."""
    invitations.withdraw_invitation(db.session, number, by=me().organizer.email, now=services.now())
    return redirect(url_for("organizers_page.people"), 303)


@pages.get("/people/<row:number>")
def person(number: int) -> ResponseReturnValue:
    """Show one organizer, and what can be changed."""
    found = actions.read_organizer(db.session, number)
    return render_template(
        "organizers/accounts/organizer.html",
        person=found,
        form=RoleForm(data={"role": found.role.value}),
    )


@pages.post("/people/<row:number>/role")
def change_role(number: int) -> ResponseReturnValue:
    """Change what somebody may do."""
    found, form = actions.read_organizer(db.session, number), RoleForm()
    if not form.validate():
        return render_template("organizers/accounts/organizer.html", person=found, form=form), 422
    role = Role(form.role.data)
    actions.change_role(db.session, number, role, by=me().organizer.email, now=services.now())
    return redirect(url_for("home.home" if _is_me(found) else "organizers_page.people"), 303)


@pages.post("/people/<row:number>/link")
def renew_access(number: int) -> ResponseReturnValue:
    """Make a link for somebody who cannot get in any more."""
    found = actions.read_organizer(db.session, number)
    token = invitations.renew(db.session, found, by=me().organizer.email, now=services.now())
    return _link(found.email, token)


@pages.get("/people/<row:number>/remove")
def show_removal(number: int) -> ResponseReturnValue:
    """Show what goes with an organizer, and what stays."""
    found = actions.read_organizer(db.session, number)
    return render_template("organizers/accounts/removal.html", person=found, me=_is_me(found))


@pages.post("/people/<row:number>/remove")
def remove_organizer(number: int) -> ResponseReturnValue:
    """Take somebody's access away."""
    found = actions.read_organizer(db.session, number)
    actions.remove_organizer(db.session, number, by=me().organizer.email, now=services.now())
    if _is_me(found):
        return forget_pages(redirect(url_for("sign_in.show_sign_in"), 303))
    return redirect(url_for("organizers_page.people"), 303)


def _link(email: str, token: str) -> str:
    path = url_for("invitations.show_invitation", token=token, lang=None)
    link = request.host_url.rstrip("/") + path
    return render_template("organizers/accounts/invitation-link.html", email=email, link=link)


def _is_me(found: Organizer) -> bool:
    return found.id == me().organizer.id


def _page(form: InviteForm) -> str:
    everybody, invitations = actions.list_organizers(db.session, now=services.now())
    return render_template(
        "organizers/accounts/organizers.html", form=form, people=everybody, invitations=invitations
    )
