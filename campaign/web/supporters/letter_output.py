"""The ways a letter leaves: as a file, by the writer's mail program, printed, or copied.

On paper it is whole; what goes into an email, the text to copy too, has the form chosen for it.

Each view composes the letter, gives it its shape, counts it, and answers, in this order: what
cannot take shape is in no count, and what is given was counted before.
"""

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import MethodNotAllowed

from campaign.actions import letters
from campaign.errors import CannotPrint
from campaign.letter import email, text
from campaign.letter.compose import compose, compose_email
from campaign.model.letter import Letter, Way
from campaign.model.statement import Campaign
from campaign.press import Paper
from campaign.rules import targets
from campaign.web.services import services
from campaign.web.supporters.file_names import file_of
from campaign.web.supporters.letter_form import LetterForm
from campaign.web.supporters.letter_pages import (
    check_page,
    composed,
    composed_email,
    count_letter,
    find_open_target,
    form_page,
    occasion,
    reading_copy,
    unprintable_page,
)
from campaign.web.supporters.user_agent import mail_budget

pages = Blueprint("letter_output", __name__)

TYPES = {
    Way.PDF: "application/pdf",
    Way.EML: "message/rfc822",
    Way.TXT: "text/plain; charset=utf-8",
}
"""The ways a letter is given as a file, by its ending."""
SEVERAL_TYPES = {"pdf": "application/pdf", "zip": "application/zip"}
"""The files of several letters: one to print, or an email draft for each."""


@pages.post("/<slug>/to/<to>/letter.<any(pdf, eml, txt):ending>")
def letter_file(slug: str, to: str, ending: str) -> ResponseReturnValue:
    """Give the letter as a file."""
    campaign, target = find_open_target(slug, to)
    form = LetterForm(campaign, target)
    if not form.validate():
        return form_page(campaign, target, form), 422
    way = Way(ending)
    letter = (composed if way is Way.PDF else composed_email)(campaign, target, form)
    try:
        content = _content(letter, way, Paper(form.paper.data))
    except CannotPrint as error:
        return unprintable_page(campaign, target, form, error), 422
    count_letter(campaign, target, form, way)
    return _file(content, TYPES[way], file_of(campaign, [target], way))


@pages.post("/<slug>/to/<to>/reading-copy.txt")
def reading_copy_file(slug: str, to: str) -> ResponseReturnValue:
    """Give the letter in the page's language as a file of its own: it is not sent, nor counted."""
    campaign, target = find_open_target(slug, to)
    form = LetterForm(campaign, target)
    if not form.validate():
        return form_page(campaign, target, form), 422
    letter = composed(campaign, target, form)
    copy = reading_copy(campaign, form, letter) or letter
    heading = gettext("This is a copy to read, not to send.")
    content = f"{heading}\n\n{text.whole(copy)}".replace("\n", "\r\n").encode()
    return _file(content, TYPES[Way.TXT], f"reading-copy-{file_of(campaign, [target], Way.TXT)}")


@pages.post("/<slug>/to/<to>/open")
def open_mail(slug: str, to: str) -> ResponseReturnValue:
    """Lead to the writer's own mail program."""
    campaign, target = find_open_target(slug, to)
    form = LetterForm(campaign, target)
    if not form.validate():
        return form_page(campaign, target, form), 422
    draft = email.mailto(composed_email(campaign, target, form), mail_budget())
    count_letter(campaign, target, form, Way.OPEN)
    return redirect(draft.link, 303)


@pages.post("/<slug>/to/<to>/print")
def print_page(slug: str, to: str) -> ResponseReturnValue:
    """Show the letter as a page that prints, and say how."""
    campaign, target = find_open_target(slug, to)
    form = LetterForm(campaign, target)
    if not form.validate():
        return form_page(campaign, target, form), 422
    page = check_page(campaign, form, composed(campaign, target, form), printing=True)
    count_letter(campaign, target, form, Way.PRINT)
    return page


@pages.post("/<slug>/to/letters.<any(pdf, zip):ending>")
def letters_file(slug: str, ending: str) -> ResponseReturnValue:
    """Give the letters to several targets as one PDF, or as an email draft each."""
    first = request.form.get("to")
    if not first:
        return redirect(url_for("target_pages.several", slug=slug), 303)
    campaign, target = find_open_target(slug, first)
    form = LetterForm(campaign, target)
    if not form.validate():
        return form_page(campaign, target, form), 422
    way = Way.PDF if ending == "pdf" else Way.EML
    day, then = services.today(), form.then.data or ()
    found = [target, *(targets.find_target(campaign, to, day) for to in then)]
    taken = [(each, form.choices_for(campaign, each)) for each in found]
    write = compose if way is Way.PDF else compose_email
    written = [write(campaign, each, choices, day) for each, choices in taken]
    try:
        content = _several(campaign, written, way, Paper(form.paper.data))
    except CannotPrint as error:
        return unprintable_page(campaign, target, form, error), 422
    letters.count_letters(services.counts, campaign, taken, way, occasion=occasion(form))
    return _file(content, SEVERAL_TYPES[ending], file_of(campaign, found, ending))


@pages.get("/<slug>/to/letters.<any(pdf, zip):ending>")
def no_letters_file(slug: str, ending: str) -> ResponseReturnValue:
    """Say that a form makes it: or the address would be taken for that of a target."""
    del ending
    services.campaign(slug)
    raise MethodNotAllowed(valid_methods=["POST", "OPTIONS"])


def _content(letter: Letter, way: Way, paper: Paper) -> bytes:
    """Return what is in a letter's file. Raises CannotPrint."""
    match way:
        case Way.PDF:
            return services.press.pdf(letter, paper)
        case Way.EML:
            return email.eml(letter)
        case _:
            return text.whole(letter).replace("\n", "\r\n").encode()


def _several(campaign: Campaign, written: Sequence[Letter], way: Way, paper: Paper) -> bytes:
    """Return what is in the file of several letters. Raises CannotPrint."""
    if way is Way.PDF:
        return services.press.several(written, paper)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as folder:
        for letter in written:
            # Without a time: ZipInfo's own is that of no clock, 1980.
            name = file_of(campaign, [letter.target], Way.EML)
            folder.writestr(ZipInfo(name), email.eml(letter))
    return packed.getvalue()


def _file(content: bytes, content_type: str, name: str) -> Response:
    response = Response(content, content_type=content_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
