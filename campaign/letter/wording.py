"""The words of one letter: the campaign's texts in its language, and what fills their gaps."""

from collections.abc import Mapping
from datetime import date

from campaign.letter.dates import say_date, say_session
from campaign.model import placeholders
from campaign.model.letter import Choices, Target
from campaign.model.placeholders import fill
from campaign.model.statement import Ask, AskWording, Campaign
from campaign.rules import targets
from campaign.rules.sessions import coming_session, is_outgoing


class Wording:
    """How one letter is worded; `asks` are those chosen, in the order chosen, each once."""

    def __init__(self, campaign: Campaign, target: Target, choices: Choices, on: date) -> None:
        """Find the texts. Raises KeyError for an ask or a language the campaign does not have."""
        self.campaign, self.target, self.on = campaign, target, on
        self.language = campaign.written[choices.language]
        self.texts = campaign.texts[choices.language]
        self.kind, self.vote = self.texts.kinds[target.kind], campaign.vote_of(target)
        self.is_outgoing = is_outgoing(campaign.world, target, on)
        self.asks = [campaign.ask(ask_id) for ask_id in dict.fromkeys(choices.asks)]
        self.values = {**_of_state(self), **_of_campaign(self)}

    def fill(self, text: str) -> str:
        """Return a text with its gaps filled."""
        return fill(text, self.values)

    def ask(self, ask: Ask) -> AskWording:
        """Return how an ask is worded to this target, with its gaps still open."""
        text = self.texts.asks[ask.id]
        if text.outgoing and self.is_outgoing:
            return text.outgoing
        return text.wording[self.target.kind]

    def fill_ask(self, ask: Ask, text: str) -> str:
        """Return what is said of an ask, with its quotation and its session."""
        return fill(text, {**self.values, **self._of_ask(ask)})

    @property
    def subject(self) -> str:
        """Return what the letter is about: the first that it asks, in the order of the form.

        So it is the same for all who ask a target the same thing, by which its desk logs it.
        """
        if len(self.asks) == 1:
            (ask,) = self.asks
        else:
            offered = targets.asks_for(self.campaign, self.target, self.on)
            ask = next((ask for ask in offered if ask in self.asks), offered[0])
        return self.fill_ask(ask, self.ask(ask).subject)

    def quote(self, words: str) -> str:
        """Put words between the language's quotation marks."""
        opening, closing = self.language.quotes
        return f"{opening}{words}{closing}"

    def _of_ask(self, ask: Ask) -> Mapping[str, str]:
        quoted = {placeholders.QUOTE: self.quote(ask.quote_in_letter)}
        if not ask.session:
            return quoted
        session = coming_session(self.campaign.world, ask.session, self.on)
        return {
            **quoted,
            placeholders.SESSION: say_session(self.language, session),
            placeholders.NUMBER_OF_SESSION: str(session.number or ""),
        }


def _of_state(words: Wording) -> Mapping[str, str]:
    if not words.target.state:
        return {}
    term = words.campaign.world.term_on(words.target.state, words.on)
    name = words.language.states[words.target.state]
    return {
        "state": name.in_sentence,
        "of state": name.of_state,
        "in state": name.in_state,
        placeholders.UNTIL: say_date(words.language, term.end) if term else "",
    }


def _of_campaign(words: Wording) -> Mapping[str, str]:
    """Return the statement's day and link, and what others said that letters quote."""
    statement = words.campaign.statement
    found = {
        placeholders.STATEMENT_DATE: say_date(words.language, statement.date),
        placeholders.STATEMENT_LINK: statement.link,
    }
    for each in words.campaign.quoted:
        said = (words.quote(each.words), say_date(words.language, each.date), each.link)
        found |= dict(zip(placeholders.of_quoted(each.id), said, strict=True))
    return found
