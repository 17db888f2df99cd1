"""What tests of paper share: one press, as in a process that makes many letters."""

import pytest

from campaign.press import Press


@pytest.fixture(scope="session")
def press() -> Press:
    """Return a press whose fonts and styles are read already."""
    return Press(waiting=None)
