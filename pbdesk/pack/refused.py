"""Why a pack, a key or a signers file was not taken, said in words."""

from __future__ import annotations

from pathlib import Path

from pbdesk.words import Words, say

__all__ = ["PackRefused", "unreadable"]


class PackRefused(Exception):
    """Something that came from outside and cannot be used.

    `words` is the one sentence for whoever shows it.
    """

    def __init__(self, words: Words) -> None:
        """Keep the sentence."""
        super().__init__(words.text)
        self.words = words


def unreadable(path: Path, error: OSError) -> PackRefused:
    """That a file cannot be read, and why."""
    why = error.strerror or ""
    return PackRefused(
        say("“{name}” cannot be read: {why}.", name=path.name, why=why),
    )
