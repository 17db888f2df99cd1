"""What a letter says, paragraph by paragraph: in full, or in the short form of an email."""

from collections.abc import Iterator

from campaign.letter import clean
from campaign.letter.dates import say_date
from campaign.letter.wording import Wording
from campaign.model import placeholders
from campaign.model.letter import Choices, LetterPart, Paragraph, SignAs
from campaign.model.placeholders import PLACEHOLDER, fill
from campaign.model.statement import PassageRole


def in_full(words: Wording, choices: Choices) -> Iterator[Paragraph]:
    """Yield the letter as it is on paper."""
    kind = words.kind
    yield from _note(choices)
    before = {
        LetterPart.OPENING: kind.opening_at_home if _is_at_home(words, choices) else kind.opening,
        LetterPart.VOTE: kind.votes.get(words.vote, ()),
        LetterPart.REASON: kind.reason,
        LetterPart.REQUEST: (kind.request,),
    }
    for part, paragraphs in before.items():
        for text in paragraphs:
            source = _source(words, text) if words.campaign.footnotes else ()
            yield Paragraph(part, words.fill(text), source=source)
    yield from _asks(words)
    for part, paragraphs in {
        LetterPart.CLOSE: kind.close,
        LetterPart.QUESTION: kind.question,
    }.items():
        yield from (Paragraph(part, words.fill(text)) for text in paragraphs)


def in_short(words: Wording, choices: Choices) -> Iterator[Paragraph]:
    """Yield the letter as it is in a short email: no list, and no more than a link can carry."""
    yield from _note(choices)
    short = words.kind.short
    opening = short.opening_at_home if _is_at_home(words, choices) else short.opening
    asks = [words.fill_ask(ask, words.ask(ask).short) for ask in words.asks]
    values = {
        **words.values,
        "opening": words.fill(opening),
        "asks": f"{words.language.item_end} ".join(asks) + words.language.list_end,
        "record": words.fill(short.votes.get(words.vote, "")),
    }
    for text in short.paragraphs:
        if said := _without_gaps(fill(text, values)):
            yield Paragraph(LetterPart.SHORT, said)


def _without_gaps(text: str) -> str:
    """Return a text without the spaces around what was filled with nothing."""
    return " ".join(filter(None, text.split(" ")))


def _note(choices: Choices) -> Iterator[Paragraph]:
    parts = clean.block(choices.note).split("\n\n")
    yield from (Paragraph(LetterPart.NOTE, part) for part in parts if part)


def _is_at_home(words: Wording, choices: Choices) -> bool:
    """Whether the letter shows that its writer lives in the delegation's country."""
    sender, state = choices.sender, words.target.state
    return sender.sign_as is not SignAs.BLANK and state is not None and sender.country == state


def _source(words: Wording, text: str) -> tuple[str, ...]:
    """Return where it can be looked up what a paragraph quotes, or the statement it names."""
    statement, named = words.campaign.statement, PLACEHOLDER.findall(text)
    for each in words.campaign.quoted:
        if each.id in named:
            return each.title, say_date(words.language, each.date), each.link
    if placeholders.STATEMENT_DATE in named:
        return statement.title, say_date(words.language, statement.date), statement.link
    return ()


def _asks(words: Wording) -> Iterator[Paragraph]:
    """Yield the chosen asks as a list, what is known of them, then the statement's closing call."""
    language, many = words.language, len(words.asks) > 1
    for number, ask in enumerate(words.asks, 1):
        end = language.list_end if number == len(words.asks) else language.item_end
        text = words.fill_ask(ask, words.ask(ask).full) + end
        yield Paragraph(LetterPart.ASK, text, ask.id, number if many else None)
    for ask in words.asks:
        none_known = words.texts.asks[ask.id].none_known
        if ask.none_known_as_of and none_known:
            known = {"date": say_date(language, ask.none_known_as_of)}
            yield Paragraph(LetterPart.NONE_KNOWN, fill(none_known, known), ask.id)
    for ask in words.campaign.asks:
        if ask.role is PassageRole.CLOSING and words.target.kind in ask.concerns:
            yield Paragraph(LetterPart.CLOSING, words.fill_ask(ask, words.ask(ask).full), ask.id)
