"""Letters by the thousand in one PDF for printing, each on pages of its own; it is not tagged.

They are set in parts (`parts.py`), each by a worker, and then bound. Within a part, letters that
differ in their signature only share a base that WeasyPrint typesets once. Their signatures are
typeset by WeasyPrint too, many at a time, and drawn where the base has left room. What would not
come out as WeasyPrint sets that very letter is typeset as a whole, and so are letters with a note.
"""
