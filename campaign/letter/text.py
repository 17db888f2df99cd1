"""A letter as plain text: to copy, to download, and as the body of an email."""

from campaign.model.letter import Letter, LetterPart, Paragraph


def body(letter: Letter) -> str:
    """Return salutation, paragraphs, close, signature and where an answer may go.

    Lines end in a bare newline.
    """
    paragraphs = [_paragraph(paragraph) for paragraph in letter.paragraphs]
    signature, reply_to = "\n".join(letter.signature), "\n".join(letter.reply_to)
    parts = [letter.salutation, *paragraphs, letter.close, signature, reply_to]
    return "\n\n".join(filter(None, parts))


def whole(letter: Letter) -> str:
    """Return the letter with whom it is for and what it is about above it."""
    to = "\n".join((*letter.addressee, *letter.address.postal))
    head = "\n".join(filter(None, [to, letter.address.email]))
    return "\n\n".join((head, letter.date_line, letter.subject, body(letter))) + "\n"


def _paragraph(paragraph: Paragraph) -> str:
    if paragraph.part is LetterPart.ASK and paragraph.number:
        return f"{paragraph.number}. {paragraph.text}"
    return paragraph.text
