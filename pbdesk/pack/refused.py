"""Why a pack, a key or a signers file was not taken, said in words."""

from __future__ import annotations

from pbdesk.words import Words

__all__ = ["PackRefused"]


class PackRefused(Exception):
    """Something that came from outside and cannot be used.

    `words` is the one sentence for whoever shows it.
    """

    def __init__(self, words: Words) -> None:
        """Keep the sentence."""
        super().__init__(words.text)
        self.words = words
