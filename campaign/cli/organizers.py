"""Organizers from the command line: the first one, and what an owner does in the browser."""

import sys

import click

from campaign.actions import invitations
from campaign.actions import organizers as organizer_actions
from campaign.cli.application import open_application
from campaign.cli.base import main, plainly, settings
from campaign.cli.fact_imports import utc_now
from campaign.errors import LastOwner, UnknownOrganizer
from campaign.model.organizer import ADDRESS, Organizer, Role
from campaign.web.database import db

ROLES = click.Choice([role.value for role in Role])


def first_owner() -> str:
    """Return the line that leads to the first owner, blank where there is an owner."""
    token = invitations.first_link(db.session, now=utc_now())
    return f"To become the first owner (works once, for 3 days): {_link(token)}" if token else ""


@main.group()
def organizers() -> None:
    """Look after the people who may sign in to the organizers' pages."""


@organizers.command("add")
@click.argument("email")
@click.option("--role", type=ROLES, default=Role.VIEWER.value, show_default=True)
@plainly
def add_organizer(email: str, role: str) -> None:
    """Print a link by which somebody becomes an organizer."""
    if not ADDRESS.fullmatch(email.strip()):
        raise click.UsageError(f"{email} is not an email address (such as ada@example.org)")
    with open_application():
        _say_link(email, Role(role))


@organizers.command()
@click.argument("email")
@plainly
def invite(email: str) -> None:
    """Print a new link for an organizer who cannot get in any more."""
    with open_application():
        _say_link(email, _found(email).role)


@organizers.command("list")
@plainly
def list_all() -> None:
    """List who may sign in, and who is invited."""
    with open_application():
        everybody, invitations = organizer_actions.list_organizers(db.session, now=utc_now())
    for each in everybody:
        click.echo(f"{each.role:10} {each.email}")
    for invited in invitations:
        click.echo(f"{invited.role:10} {invited.email} (invited until {invited.expires:%F %R} UTC)")


@organizers.command()
@click.argument("email")
@plainly
def remove(email: str) -> None:
    """Take somebody's access away."""
    with open_application():
        try:
            organizer_actions.remove_organizer(
                db.session, _found(email).id, by=invitations.OPERATOR, now=utc_now()
            )
        except LastOwner:
            sys.exit(f"{email} is the only owner (make another one first)")
    click.echo(f"{email} is signed out and cannot sign in any more.")


def _say_link(email: str, role: Role) -> None:
    token = invitations.invite(
        db.session, email=email.strip().lower(), role=role, by=invitations.OPERATOR, now=utc_now()
    )
    click.echo(f"For {email}, works once, for 3 days: {_link(token)}")


def _found(email: str) -> Organizer:
    try:
        return organizer_actions.find_organizer(db.session, email.strip().lower())
    except UnknownOrganizer:
        sys.exit(f"{email} is not an organizer (see bin/campaign organizers list)")


def _link(token: str) -> str:
    return f"{settings().address}/organizers/join/{token}"
