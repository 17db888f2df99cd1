"""How far clocks may disagree, so that whatever waits or lasts ends in time all the same."""

from datetime import timedelta
from typing import Final

AHEAD: Final = timedelta(minutes=5)
"""The most that another machine's clock may be ahead of ours.

A time further in the future was written by a clock that was wrong: whatever would last or wait from
then on has ended, rather than that it never ends.
"""
