"""The pages on which supporters write a letter, check it, and go on to the next.

A letter to be checked is composed, shown and counted, in this order.
"""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.model.letter import Way
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
    reading_page,
)
from campaign.web.supporters.target_pages import cacheable

pages = Blueprint("writing", __name__)


@pages.get("/<slug>/to/<to>/")
@made_once(token=new_token)
def write(slug: str, to: str) -> ResponseReturnValue:
    """Show the form; or the letter to read, where none are taken today."""
    campaign, target = find_known_target(slug, to)
    if campaign.is_stopped(services.today()):
        return cacheable(reading_page(campaign, target))
    form = LetterForm(campaign, target)
    form.token.current_token = TOKEN
    response = make_response(form_page(campaign, target, form))
    # Not "no-store": going back must find what was typed, in the browser's own memory.
    response.headers["Cache-Control"] = "private, no-cache"
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
    """Show the form for the next of several targets, filled in with what was typed."""
    to, *then = request.form.getlist("then") or [""]
    if not to:
        return redirect(url_for("target_pages.several", slug=slug), 303)
    campaign, target = find_open_target(slug, to)
    form = LetterForm(campaign, target)
    number = form.letter_number + 1 if request.form.get("next") else 1  # or one more, by itself
    form.go_on(campaign, target, then, number)
    return form_page(campaign, target, form)


@pages.post("/<slug>/another")
def another(slug: str) -> ResponseReturnValue:
    """Let another target be chosen for the same words, which travel with the page."""
    to = request.form.get("to")
    if not to:
        return redirect(url_for("target_pages.choose", slug=slug), 303)
    campaign, target = find_open_target(slug, to)
    search = target_choice.TargetSearch(find=request.form.get("find", ""))
    return render_template(
        "supporters/another.html",
        campaign=campaign,
        to=target_choice.choice_of(campaign, target, services.today()),
        form=LetterForm(campaign, target),
        search=search,
        offices=target_choice.offices_found(campaign, services.today(), search),
        bodies=target_choice.bodies_found(campaign, services.today(), search, {}),
    )
