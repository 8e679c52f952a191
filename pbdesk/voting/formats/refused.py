"""ImportRefused: a file that cannot be read, said in one sentence."""

from __future__ import annotations

from pbdesk.words import Words, say

__all__ = ["ImportRefused", "at_line"]


class ImportRefused(ValueError):
    """The file is not read, and nothing of it is kept.

    `words` say why, with the line where there is one.
    """

    def __init__(self, words: Words) -> None:
        """Keep the sentence for whoever shows it."""
        super().__init__(words.text)
        self.words = words


def at_line(line: int, words: Words) -> ImportRefused:
    """The refusal for what stands in line `line` (counted from 1)."""
    return ImportRefused(
        say("Line {line}: {words}", line=str(line), words=words),
    )
