"""Clocks, which can be wrong: whatever waits or lasts ends in time all the same."""

from datetime import timedelta
from typing import Final

AHEAD: Final = timedelta(minutes=5)
"""How far ahead of us another machine's clock may be.

A time further in the future was written by a clock that was wrong: whatever would last or wait from
then on has ended, rather than that it never ends.
"""
