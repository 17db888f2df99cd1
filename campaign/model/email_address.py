"""Email addresses that every mail program and every header takes: `local@domain`, bare."""

import re
from typing import Final

LONGEST: Final = 254
"""The most characters (RFC 5321, 4.5.3.1.3: a path has 256, two of them angle brackets)."""
ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++"
LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
TOP: Final = r"[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
"""The last label of a domain: no number, or it would be an IP address (RFC 3696, 2)."""
PLAIN: Final = re.compile(rf"(?=[^@]{{1,64}}@){ATOM}(?:\.{ATOM})*+@(?:{LABEL}\.)++{TOP}")
"""A dot-string and a domain (RFC 5321, 4.1.2): no quotes, no comments, ASCII alone."""
ENCODED: Final = "=?"
"""The start of a word that headers have encoded (RFC 2047): it would be read as another."""


def is_address(text: str) -> bool:
    """Say whether a text is one plain address, as it can stand in a header."""
    return len(text) <= LONGEST and ENCODED not in text and PLAIN.fullmatch(text) is not None
