"""Facts to be judged: those of the facts' own tests."""

from tests.facts.conftest import letters, made_up, whole, world

__all__ = ["letters", "made_up", "whole", "world"]
