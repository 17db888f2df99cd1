"""The path from the first day to the launch: every line, with the form that does it."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from campaign.model.organizer import Role
from campaign.rules import staleness
from campaign.web.organizers.lifecycle import details, known
from campaign.web.organizers.lifecycle import launch_steps as steps
from campaign.web.organizers.lifecycle.detail_forms import FORMS
from campaign.web.organizers.lifecycle.forms import LaunchForm
from campaign.web.organizers.lifecycle.saving import seen_fingerprint
from campaign.web.organizers.permits import me
from campaign.web.services import services

pages = Blueprint("launch_path", __name__)


@pages.get("/<slug>/launch/")
def show_path(slug: str) -> ResponseReturnValue:
    """Show every line; the next one stands open after another was done."""
    campaign = services.latest_campaign(slug)
    path = steps.steps_of(campaign)
    left = [each for each in path if not each.is_done]
    done = request.args.get("done", "")
    following = next((each for each in left if each.name != done), None)
    return render_template(
        "organizers/lifecycle/launch-path.html",
        shown=campaign,
        path=path,
        left=left,
        done=next((each for each in path if each.name == done and each.is_done), None),
        following=following,
        owns=me().organizer.role.covers(Role.OWNER),
        forms={name: details.form_of(slug, name, fresh=True) for name in FORMS},
        known=known.form_of(slug, fresh=True),
        launching=LaunchForm(
            formdata=None,
            complete=not steps.open_steps(campaign),
            data={"seen": seen_fingerprint(slug, LaunchForm)},
        ),
        coverage=staleness.coverage(campaign, services.today()),
    )
