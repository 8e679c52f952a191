"""Unsupported: what a rule does not count, or not under such constraints, said in words."""

from __future__ import annotations

from pbdesk.words import Words

__all__ = ["UnsupportedError"]


class UnsupportedError(ValueError):
    """This rule does not count such ballots, or cannot obey such constraints, said in `words`."""

    def __init__(self, words: Words) -> None:
        """Keep the sentence for whoever shows it."""
        super().__init__(words.text)
        self.words = words
