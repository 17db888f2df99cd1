"""What the form's script is held to (tests/browser/test_scripts.py) is what the server composes."""

import pytest

from campaign.letter.compose import say_date
from campaign.model.letter import Letter, LetterPart
from campaign.model.statement import Campaign
from tests.builders import TODAY, make_letter
from tests.letter.reading import parts
from tests.letter.write_cases import WriteCase, read_write_cases


def shown(letter: Letter, day: str) -> dict[str, object]:
    """Return a letter's parts as the cases have them."""
    asks = parts(letter, LetterPart.ASK)
    return {
        "signature": list(letter.signature),
        "note": [each.text for each in parts(letter, LetterPart.NOTE)],
        "address": list(letter.address.postal),
        "reply_to": list(letter.reply_to),
        "date": letter.date_line.replace(day, "{date}"),
        "opening": " ".join(each.text for each in parts(letter, LetterPart.OPENING)),
        "asks": [f"{each.number}. {each.text}" if each.number else each.text for each in asks],
        "known": [each.text for each in parts(letter, LetterPart.NONE_KNOWN)],
    }


@pytest.mark.parametrize("case", read_write_cases(), ids=lambda case: case.title)
def test_the_server_composes_what_is_typed(orchard: Campaign, case: WriteCase) -> None:
    chosen = case.choices
    letter = make_letter(
        orchard,
        case.to,
        asks=chosen.asks,
        language=chosen.language,
        note=chosen.note,
        sender=chosen.sender,
        found=chosen.found,
        reply_to=chosen.reply_to,
    )
    found = shown(letter, say_date(orchard.languages[chosen.language], TODAY))
    assert {part: found[part] for part in case.letter} == case.letter
