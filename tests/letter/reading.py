"""How tests read a letter: by what its paragraphs do, and by who wrote them."""

from campaign.model.letter import Letter, LetterPart, Paragraph


def parts(letter: Letter, part: LetterPart) -> list[Paragraph]:
    """Return the paragraphs that do one thing."""
    return [paragraph for paragraph in letter.paragraphs if paragraph.part is part]


def says(letter: Letter, part: LetterPart) -> str:
    """Return what these paragraphs say."""
    return " ".join(paragraph.text for paragraph in parts(letter, part))


def campaigns_words(letter: Letter) -> list[str]:
    """Return all that the campaign wrote, and the writer did not."""
    written = [p.text for p in letter.paragraphs if p.part is not LetterPart.NOTE]
    return [letter.subject, letter.salutation, letter.close, *letter.addressee, *written]
