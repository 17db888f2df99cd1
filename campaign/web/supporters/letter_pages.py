"""What the pages of one letter share: whom it is for, its form, and the page to check it on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from flask import render_template, request

from campaign.actions import letters
from campaign.actions.letters import Occasion
from campaign.errors import CannotPrint, Closed, OverCapacity, OverTheLimit, Paused
from campaign.letter import email, own_words_check, text
from campaign.letter.alphabets import has_unread
from campaign.letter.compose import compose, compose_email
from campaign.letter.signature_check import check_signature
from campaign.model.letter import LONGEST_NOTE, Choices, Letter, Target, Way
from campaign.model.statement import Campaign
from campaign.press import Paper, fonts, unprintable
from campaign.press.typography import for_paper
from campaign.rules import targets
from campaign.rules.letter_languages import letter_languages
from campaign.rules.sessions import ComingSession, coming_session, is_outgoing
from campaign.web.locale import page_texts
from campaign.web.services import services
from campaign.web.supporters import target_choice
from campaign.web.supporters.form_tokens import TokenForm, is_quick, page_word
from campaign.web.supporters.letter_form import LetterForm
from campaign.web.supporters.several_form import PastLetter
from campaign.web.supporters.user_agent import app_browser, mail_budget

QUICK: Final = "quick"
"""The rule that takes a form for automatic when it comes back faster than people read."""
LONG_NOTE: Final = 2000
"""The characters of a note with which a letter may take more than two pages."""
LONG_LINES: Final = 25
"""The lines of a note with which a letter may take more than two pages."""
KEPT_TO_ONESELF: Final = {"name": "off", "place": "off", "country": "off"}
"""What fields tell a browser: remember nothing, since many phones are shared."""
FILLED_IN: Final = {"name": "name", "place": "address-level2", "country": "country"}
"""The words by which fields ask a browser to fill in, if wanted (docs/decisions/0009)."""


def find_open_target(slug: str, to: str) -> tuple[Campaign, Target]:
    """Return a campaign that letters are taken from today, and its target."""
    campaign, target = find_known_target(slug, to)
    demand_open(campaign)
    return campaign, target


def demand_open(campaign: Campaign) -> None:
    """Raise Closed or Paused where no letters are taken today."""
    if campaign.has_closed(services.today()):
        raise Closed(campaign.slug)
    if campaign.stop:
        raise Paused(campaign.slug)


def find_known_target(slug: str, to: str) -> tuple[Campaign, Target]:
    """Return the same, open or not: letters can be read, and reported on, after the end too."""
    campaign = services.campaign(slug)
    return campaign, targets.find_target(campaign, to, services.today())


def composed(campaign: Campaign, target: Target, form: LetterForm) -> Letter:
    """Return the letter of a form that was found valid."""
    return compose(campaign, target, form.choices(), services.today())


def composed_email(campaign: Campaign, target: Target, form: LetterForm) -> Letter:
    """Return the same as an email holds it: in short, unless the writer chose the whole letter."""
    return compose_email(campaign, target, form.choices(), services.today())


def count_letter(campaign: Campaign, target: Target, form: LetterForm, way: Way) -> None:
    """Count one letter, once it has the shape that it leaves in."""
    taken = [(target, form.choices())]
    letters.count_letters(services.counts, campaign, taken, way, occasion=occasion(form))


def occasion(form: TokenForm) -> Occasion:
    """Return the day, the form's page, and whether it came back faster than people read.

    The form was found valid.
    """
    quick = is_quick(form.token.data, services.settings.min_seconds)
    return Occasion(services.today(), page_word(form.token.data), QUICK if quick else "")


def unprintable_page(
    campaign: Campaign, target: Target, form: LetterForm, error: CannotPrint
) -> str:
    """Return the page with the form, which says what in it cannot be printed.

    Raises the error again where it is nothing in the form.
    """
    if not form.refuse(error.signs):
        raise error
    return form_page(campaign, target, form)


def form_page(
    campaign: Campaign, target: Target, form: LetterForm, *, before: PastLetter | None = None
) -> str:
    """Return the page with the form, and beside it the letter so far.

    `before` is the letter that one has just gone on from.
    """
    day = services.today()
    to = target_choice.choice_of(campaign, target, day)
    return render_template(
        "supporters/write.html",
        campaign=campaign,
        to=to,
        staying=target_choice.staying_members(campaign, target, day) if to.is_outgoing else [],
        sessions=_sessions(campaign, target),
        form=form,
        letter=compose(campaign, target, form.choices_so_far(), day),
        models=_models(campaign, target),
        subjects=_subjects(campaign, target),
        before=before,
        most=LONGEST_NOTE,
        app=app_browser(),
        autocomplete=FILLED_IN if _fills_in() else KEPT_TO_ONESELF,
    )


def reading_page(campaign: Campaign, target: Target) -> str:
    """Return the page on which a letter is read while none are taken."""
    day = services.today()
    language, texts = page_texts(campaign)
    return render_template(
        "supporters/read.html",
        campaign=campaign,
        to=target_choice.choice_of(campaign, target, day),
        letter=letters.proof(campaign, target, day, language.code),
        asks=[(ask, texts.asks[ask.id]) for ask in targets.asks_for(campaign, target, day)],
    )


def _fills_in() -> bool:
    """Say whether the writer asked for fields that a browser fills in, now or before."""
    return request.form.get("edit") == "fill" or "fill" in request.form


def check_page(
    campaign: Campaign, form: LetterForm, letter: Letter, *, printing: bool = False
) -> str:
    """Return the page on which the letter is checked and taken."""
    signs = fonts.signs_of(unprintable(letter))
    mail = composed_email(campaign, letter.target, form)
    return render_template(
        "supporters/check.html",
        unprintable=signs,
        pages=0 if signs else _pages(form, letter),
        campaign=campaign,
        to=target_choice.choice_of(campaign, letter.target, services.today()),
        form=form,
        letter=for_paper(letter) if printing else letter,
        copy=reading_copy(campaign, form, letter),
        mail=mail,
        body=text.body(mail),
        draft=email.mailto(mail, mail_budget()),
        directory=campaign.world.directories[letter.target.kind],
        then=_choices(campaign, form.then.data or ()),
        warnings=_warnings(campaign, form),
        looked_for=campaign.written if form.note.data else (),
        unread=has_unread(form.note.data or "", campaign.written.values()),
        own_words=own_words_check.own_words(letter),
        printing=printing,
    )


def reading_copy(campaign: Campaign, form: LetterForm, letter: Letter) -> Letter | None:
    """Return the letter in the page's language, to be read and not sent; None if it is in that."""
    language, _ = page_texts(campaign)
    if language.code == letter.language:
        return None
    choices = replace(form.choices(), language=language.code)
    return compose(campaign, letter.target, choices, services.today())


def several_page(
    campaign: Campaign, target: Target, form: LetterForm, past: Sequence[PastLetter]
) -> str:
    """Return the page at the end of several letters: what became of each, and a way back."""
    form.go_on(campaign, target, (), ())
    form.gone.data = [str(each) for each in past]
    return render_template(
        "supporters/several-letters.html",
        campaign=campaign,
        to=target,
        form=form,
        letters=zip(_choices(campaign, [each.to for each in past]), past, strict=True),
    )


def _warnings(campaign: Campaign, form: LetterForm) -> Sequence[own_words_check.Warning]:
    """Return what the writer should think about again, in the order of the form."""
    choices = form.choices()
    of_note = own_words_check.check_note(choices.note, campaign.written.values(), campaign)
    return (*of_note, *check_signature(choices.sender))


def _pages(form: LetterForm, letter: Letter) -> int:
    """Return how many pages a letter takes that may take more than two; otherwise 0."""
    note = form.note.data or ""
    if len(note) < LONG_NOTE and note.count("\n") < LONG_LINES:
        return 0
    try:
        return services.press.pages(letter, Paper(form.paper.data))
    except (OverCapacity, OverTheLimit):  # the letter can be checked all the same
        return 0


def _choices(campaign: Campaign, slugs: Sequence[str]) -> Sequence[target_choice.TargetChoice]:
    day = services.today()
    return [
        target_choice.choice_of(campaign, targets.find_target(campaign, to, day), day)
        for to in slugs
    ]


def _models(campaign: Campaign, target: Target) -> Mapping[tuple[str, bool], Letter]:
    """Return the letters with every ask that the browser redraws the letter so far from.

    There is one for each language, and for writers who live in the delegation's country another.
    """
    day = services.today()
    return {
        (language, at_home): letters.model(campaign, target, language, day, at_home=at_home)
        for language in letter_languages(campaign, target)
        for at_home in ((False, True) if target.state else (False,))
    }


def _subjects(campaign: Campaign, target: Target) -> Mapping[str, Mapping[str, str]]:
    """Return the subject of a letter in each language, by the first thing that it asks for."""
    day = services.today()
    return {
        language: {
            ask.id: compose(campaign, target, Choices((ask.id,), language), day).subject
            for ask in targets.asks_for(campaign, target, day)
        }
        for language in letter_languages(campaign, target)
    }


def _sessions(campaign: Campaign, target: Target) -> Sequence[ComingSession]:
    """Return the coming sessions that a target is asked something for; none after its term."""
    day = services.today()
    if is_outgoing(campaign.world, target, day):
        return []
    bodies = dict.fromkeys(ask.session for ask in targets.asks_for(campaign, target, day))
    return [coming_session(campaign.world, body, day) for body in bodies if body]
