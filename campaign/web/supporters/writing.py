"""The pages on which supporters write a letter, check it, and go on to the next.

A letter to be checked is composed, shown and counted, in this order.
"""

from collections.abc import Sequence

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import MethodNotAllowed

from campaign.actions import letters
from campaign.model.letter import Way
from campaign.model.statement import Campaign
from campaign.rules import targets
from campaign.web.page_cache import TOKEN, made_once
from campaign.web.services import services
from campaign.web.supporters import target_choice
from campaign.web.supporters.form_tokens import new_token
from campaign.web.supporters.letter_form import LetterForm
from campaign.web.supporters.letter_pages import (
    check_page,
    composed,
    count_letter,
    find_known_target,
    find_open_target,
    form_page,
    occasion,
    reading_page,
    several_page,
)
from campaign.web.supporters.outcome_reports import DoneForm
from campaign.web.supporters.several_form import PastLetter
from campaign.web.supporters.target_pages import cacheable
from campaign.web.supporters.user_agent import app_page

pages = Blueprint("writing", __name__)


@pages.get("/<slug>/to/<to>/")
@made_once(token=new_token, by=app_page)
def write(slug: str, to: str) -> ResponseReturnValue:
    """Show the form; or the letter to read, where none are taken today."""
    if "step" in request.args:  # the page of a form that was sent, loaded or gone back to anew
        raise MethodNotAllowed(valid_methods=["POST", "OPTIONS"])
    campaign, target = find_known_target(slug, to)
    if campaign.is_stopped(services.today()):
        return cacheable(reading_page(campaign, target))
    form = LetterForm(campaign, target)
    form.token.current_token = TOKEN
    response = make_response(form_page(campaign, target, form))
    # Not "no-store": going back must find what was typed, in the browser's own memory.
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.add("User-Agent")  # in an app's own browser it warns of the app
    return response


@pages.post("/<slug>/to/<to>/")
def check(slug: str, to: str) -> ResponseReturnValue:
    """Show the letter to be checked, or the form again to change it."""
    campaign, target = find_open_target(slug, to)
    form = LetterForm(campaign, target)
    if request.form.get("edit"):
        return form_page(campaign, target, form)
    if not form.validate():
        return form_page(campaign, target, form), 422
    page = check_page(campaign, form, composed(campaign, target, form))
    count_letter(campaign, target, form, Way.PREPARED)
    return page


@pages.post("/<slug>/next")
def next_letter(slug: str) -> ResponseReturnValue:
    """Go on to the next of several letters with all that was typed, or show what became of all.

    The letter that is left (`to`) may be reported on with the same press. From where there is none,
    a letter is chosen or gone back to.
    """
    left, then = request.form.getlist("to")[:1], request.form.getlist("then")
    if not left + then:
        return redirect(url_for("target_pages.several", slug=slug), 303)
    if "all" in request.args:
        left, then = left + then, []
    campaign, target = find_open_target(slug, (then or left)[0])
    form = LetterForm(campaign, target)
    said = _said(campaign, left)
    past = [*form.past, *(PastLetter(to, said) for to in left)]
    if not then:
        return several_page(campaign, target, form, past)
    form.go_on(campaign, target, then[1:], past)
    return form_page(campaign, target, form, before=past[-1] if left else None)


def _said(campaign: Campaign, left: Sequence[str]) -> Way | None:
    """Count what is said of the letters that are left, and return it; None if it is nothing."""
    report = DoneForm()
    if report.what.raw_data and report.validate():
        day, way = services.today(), Way(report.what.data)
        several = [targets.find_target(campaign, to, day) for to in left]
        letters.count_outcomes(services.counts, campaign, several, way, occasion=occasion(report))
        return way
    return None


@pages.post("/<slug>/another")
def another(slug: str) -> ResponseReturnValue:
    """Let another target be chosen for the same words, which travel with the page."""
    to = request.form.get("to")
    if not to:
        return redirect(url_for("target_pages.choose", slug=slug), 303)
    campaign, target = find_open_target(slug, to)
    search = target_choice.TargetSearch(find=request.form.get("find", ""))
    form = LetterForm(campaign, target)
    form.gone.data = []  # one more letter, by itself
    return render_template(
        "supporters/another.html",
        campaign=campaign,
        to=target_choice.choice_of(campaign, target, services.today()),
        form=form,
        search=search,
        offices=target_choice.offices_found(campaign, services.today(), search),
        bodies=target_choice.bodies_found(campaign, services.today(), search, {}),
    )
