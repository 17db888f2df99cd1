"""Attacks on server."""

from collections.abc import Sequence

from tests.attack.attack import Attack

ATTACKS: Sequence[Attack] = ()
