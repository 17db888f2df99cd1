"""The ways a letter leaves: as a file, by the writer's mail program, printed, or copied."""

from collections.abc import Callable, Mapping
from functools import partial

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import MethodNotAllowed

from campaign.actions import letters
from campaign.letter import email, text
from campaign.model.letter import Letter, Way
from campaign.press import Paper
from campaign.rules import targets
from campaign.web.services import services
from campaign.web.supporters.letter_form import LetterForm
from campaign.web.supporters.letter_pages import (
    check_page,
    find_open_target,
    form_page,
    occasion,
    printed,
    take,
)

pages = Blueprint("letter_output", __name__)

TYPES = {
    Way.PDF: "application/pdf",
    Way.EML: "message/rfc822",
    Way.TXT: "text/plain; charset=utf-8",
}
"""The ways a letter is given as a file, by its ending."""


@pages.post("/<slug>/to/<to>/letter.<any(pdf, eml, txt):ending>")
def letter_file(slug: str, to: str, ending: str) -> ResponseReturnValue:
    """Give the letter as a file."""
    campaign, target = find_open_target(slug, to)
    form = LetterForm(campaign, target)
    way = Way(ending)
    shapes: Mapping[Way, Callable[[Letter], bytes]] = {
        Way.PDF: lambda letter: services.press.pdf(letter, Paper(form.paper.data)),
        Way.EML: email.eml,
        Way.TXT: lambda letter: text.whole(letter).replace("\n", "\r\n").encode(),
    }
    return take(campaign, target, form, way, lambda letter: _file(shapes[way](letter), way))


@pages.post("/<slug>/to/<to>/open")
def open_mail(slug: str, to: str) -> ResponseReturnValue:
    """Lead to the writer's own mail program."""
    campaign, target = find_open_target(slug, to)
    form = LetterForm(campaign, target)
    return take(campaign, target, form, Way.OPEN, _open)


@pages.post("/<slug>/to/<to>/print")
def print_page(slug: str, to: str) -> ResponseReturnValue:
    """Show the letter as a page that prints, and say how."""
    campaign, target = find_open_target(slug, to)
    form = LetterForm(campaign, target)
    shape = partial(check_page, campaign, form, printing=True)
    return take(campaign, target, form, Way.PRINT, shape)


@pages.post("/<slug>/to/letters.pdf")
def letters_file(slug: str) -> ResponseReturnValue:
    """Give the letters to several targets as one PDF."""
    first = request.form.get("to")
    if not first:
        return redirect(url_for("target_pages.several", slug=slug), 303)
    campaign, target = find_open_target(slug, first)
    form = LetterForm(campaign, target)
    if not form.validate():
        return form_page(campaign, target, form), 422
    found = [
        target,
        *(targets.find_target(campaign, to, services.today()) for to in form.then.data or ()),
    ]
    wanted = [(each, form.choices_for(campaign, each)) for each in found]
    paper = Paper(form.paper.data)
    return printed(
        campaign,
        target,
        form,
        lambda: letters.take_several(
            services.counts,
            campaign,
            wanted,
            lambda each: _file(services.press.several(each, paper), Way.PDF),
            occasion=occasion(form),
        ),
    )


@pages.get("/<slug>/to/letters.pdf")
def no_letters_file(slug: str) -> ResponseReturnValue:
    """Say that a form makes it: or the address would be taken for that of a target."""
    services.campaign(slug)
    raise MethodNotAllowed(valid_methods=["POST", "OPTIONS"])


def _file(content: bytes, way: Way) -> Response:
    response = Response(content, content_type=TYPES[way])
    response.headers.set("Content-Disposition", "attachment", filename=f"letter.{way}")
    return response


def _open(letter: Letter) -> ResponseReturnValue:
    return redirect(email.mailto(letter).link, 303)
