"""The pages on which supporters write, check and take a letter, and say what became of it.

Each view reads the form, asks one thing of `actions`, and shows it.
"""

from collections.abc import Callable, Mapping
from functools import partial

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.actions import letters
from campaign.actions.letters import Occasion
from campaign.catalogue import targets
from campaign.errors import CannotPrint, Closed, OverCapacity
from campaign.letter import email, text
from campaign.model.letter import Letter, Target, Way
from campaign.model.statement import Campaign
from campaign.press import Paper
from campaign.store import db
from campaign.web import choosing
from campaign.web.desk import desk
from campaign.web.forms import DoneForm, LetterForm, TokenForm, is_quick

pages = Blueprint("writing", __name__)

TYPES = {
    Way.PDF: "application/pdf",
    Way.EML: "message/rfc822",
    Way.TXT: "text/plain; charset=utf-8",
}
"""The ways a letter is given as a file, by its ending."""
LONG_NOTE = 2000
"""Characters, and"""
LONG_LINES = 25
"""lines of a note with which a letter may take more than two pages."""
QUICK = "quick"
"""The rule that takes a form for automatic when it comes back faster than people read."""


@pages.get("/<slug>/to/<to>/")
def write(slug: str, to: str) -> ResponseReturnValue:
    """Show the form."""
    campaign, target = _find(slug, to)
    response = make_response(_form_page(campaign, target, LetterForm(campaign, target)))
    # Not "no-store": going back must find what was typed, in the browser's own memory.
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@pages.post("/<slug>/to/<to>/")
def check(slug: str, to: str) -> ResponseReturnValue:
    """Show the letter to be checked, or the form again to change it."""
    campaign, target = _find(slug, to)
    form = LetterForm(campaign, target)
    if request.form.get("edit"):
        return _form_page(campaign, target, form)
    return _take(campaign, target, form, Way.PREPARED, partial(_check_page, campaign, form))


@pages.post("/<slug>/to/<to>/letter.<any(pdf, eml, txt):ending>")
def letter_file(slug: str, to: str, ending: str) -> ResponseReturnValue:
    """Give the letter as a file."""
    campaign, target = _find(slug, to)
    form = LetterForm(campaign, target)
    way = Way(ending)
    shapes: Mapping[Way, Callable[[Letter], bytes]] = {
        Way.PDF: lambda letter: desk.press.pdf(letter, Paper(form.paper.data)),
        Way.EML: email.eml,
        Way.TXT: lambda letter: text.whole(letter).replace("\n", "\r\n").encode(),
    }
    return _take(campaign, target, form, way, lambda letter: _file(shapes[way](letter), way))


@pages.post("/<slug>/to/<to>/open")
def open_mail(slug: str, to: str) -> ResponseReturnValue:
    """Lead to the writer's own mail program."""
    campaign, target = _find(slug, to)
    form = LetterForm(campaign, target)
    return _take(campaign, target, form, Way.OPEN, _open)


@pages.post("/<slug>/to/<to>/done")
def done(slug: str, to: str) -> ResponseReturnValue:
    """Count what a supporter says became of the letter."""
    campaign, target = _known(slug, to)
    form = DoneForm()
    if not form.validate():
        return _thanks_page(campaign, target, form), 422
    way = Way(form.what.data)
    letters.report(db.session, campaign, target, way, occasion=_occasion(form))
    return redirect(url_for("writing.thanks", slug=slug, to=to), 303)


@pages.get("/<slug>/to/<to>/done")
def thanks(slug: str, to: str) -> ResponseReturnValue:
    """Thank, and say what can be done next."""
    return _thanks_page(*_known(slug, to), DoneForm())


@pages.post("/<slug>/next")
def next_letter(slug: str) -> ResponseReturnValue:
    """Show the form for the next of several targets, filled in with what was typed."""
    to, *then = request.form.getlist("then") or [""]
    if not to:
        return redirect(url_for("finding.several", slug=slug), 303)
    campaign, target = _find(slug, to)
    form = LetterForm(campaign, target)
    form.go_on(campaign, target, then)
    return _form_page(campaign, target, form)


@pages.post("/<slug>/to/letters.pdf")
def letters_file(slug: str) -> ResponseReturnValue:
    """Give the letters to several targets as one PDF."""
    first = request.form.get("to")
    if not first:
        return redirect(url_for("finding.several", slug=slug), 303)
    campaign, target = _find(slug, first)
    form = LetterForm(campaign, target)
    if not form.validate():
        return _form_page(campaign, target, form), 422
    found = [target, *(targets.find(campaign, to, desk.today()) for to in form.then.data or ())]
    wanted = [(each, form.choices_for(campaign, each)) for each in found]
    paper = Paper(form.paper.data)
    return _print(
        campaign,
        target,
        form,
        lambda: letters.take_several(
            db.session,
            campaign,
            wanted,
            lambda each: _file(desk.press.several(each, paper), Way.PDF),
            occasion=_occasion(form),
        ),
    )


def _find(slug: str, to: str) -> tuple[Campaign, Target]:
    """Return a campaign that letters are written in today, and its target."""
    campaign, target = _known(slug, to)
    if campaign.has_closed(desk.today()):
        raise Closed(slug)
    return campaign, target


def _known(slug: str, to: str) -> tuple[Campaign, Target]:
    """Return the same; what became of a letter can be reported after the end too."""
    campaign = desk.campaign(slug)
    return campaign, targets.find(campaign, to, desk.today())


def _take(
    campaign: Campaign,
    target: Target,
    form: LetterForm,
    way: Way,
    shape: Callable[[Letter], ResponseReturnValue],
) -> ResponseReturnValue:
    """Answer with the letter in a shape, counted; or with the form, saying what is wrong."""
    if not form.validate():
        return _form_page(campaign, target, form), 422
    choices, occasion = form.choices(), _occasion(form)
    return _print(
        campaign,
        target,
        form,
        lambda: letters.take(db.session, campaign, target, choices, way, shape, occasion=occasion),
    )


def _print(
    campaign: Campaign, target: Target, form: LetterForm, answer: Callable[[], ResponseReturnValue]
) -> ResponseReturnValue:
    """Answer so; or with the form, saying which of its signs cannot be printed."""
    try:
        return answer()
    except CannotPrint as error:
        if not form.refuse(error.signs):
            raise
        return _form_page(campaign, target, form), 422


def _pages(form: LetterForm, letter: Letter) -> int:
    """Return how many pages a letter takes that may take more than two; otherwise 0."""
    note = form.note.data or ""
    if len(note) < LONG_NOTE and note.count("\n") < LONG_LINES:
        return 0
    try:
        return desk.press.pages(letter, Paper(form.paper.data))
    except OverCapacity:  # the letter can be checked all the same
        return 0


def _occasion(form: TokenForm) -> Occasion:
    quick = is_quick(form.token.data, desk.settings.min_seconds)
    return Occasion(desk.today(), QUICK if quick else "")


def _form_page(campaign: Campaign, target: Target, form: LetterForm) -> str:
    choice = choosing.choice(campaign, target, desk.today())
    return render_template("supporter/write.html", campaign=campaign, to=choice, form=form)


def _check_page(campaign: Campaign, form: LetterForm, letter: Letter) -> str:
    unprintable = desk.press.unprintable(letter)
    return render_template(
        "supporter/check.html",
        unprintable=unprintable,
        pages=0 if unprintable else _pages(form, letter),
        campaign=campaign,
        to=choosing.choice(campaign, letter.target, desk.today()),
        form=form,
        letter=letter,
        body=text.body(letter),
        draft=email.mailto(letter),
        directory=campaign.world.directories[letter.target.kind],
        then=[
            choosing.choice(campaign, targets.find(campaign, slug, desk.today()), desk.today())
            for slug in form.then.data or ()
        ],
    )


def _thanks_page(campaign: Campaign, target: Target, form: DoneForm) -> str:
    to = choosing.choice(campaign, target, desk.today())
    return render_template("supporter/thanks.html", campaign=campaign, to=to, form=form)


def _file(content: bytes, way: Way) -> Response:
    response = Response(content, content_type=TYPES[way])
    response.headers.set("Content-Disposition", "attachment", filename=f"letter.{way}")
    return response


def _open(letter: Letter) -> ResponseReturnValue:
    return redirect(email.mailto(letter).link, 303)
