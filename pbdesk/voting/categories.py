"""Categories: how many marks a ballot may have in each, where that binds the voter.

A style checks a ballot by itself; these are checked after it, as they need to know what is in which
category. Limits of money by category are the count's (`constraints`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pbdesk.voting.profile import Marks
from pbdesk.voting.styles.marks import number_word
from pbdesk.voting.styles.style import Rejected, rejected
from pbdesk.words import Words, say

__all__ = ["MarksIn", "outside"]


@dataclass(frozen=True, slots=True)
class MarksIn:
    """So many marks a ballot has among the `members` (ids) of a category; `most` None: any number.

    A score or a vote against counts as a mark like any other.
    """

    name: str
    members: frozenset[str]
    least: int = 0
    most: int | None = None

    @property
    def words(self) -> Words | None:
        """The limit as the ballot says it; None where there is none."""
        if self.most is None:
            return self._at_least()
        if self.most == 0:
            return say("“{name}”: mark none.", name=self.name)
        most = number_word(self.most)
        if not self.least:
            return say(
                "“{name}”: mark at most {most}.",
                name=self.name,
                most=most,
            )
        if self.least == self.most:
            return say("“{name}”: mark {most}.", name=self.name, most=most)
        return say(
            "“{name}”: mark {least} to {most}.",
            name=self.name,
            least=number_word(self.least),
            most=most,
        )

    def _at_least(self) -> Words | None:
        if not self.least:
            return None
        least = number_word(self.least)
        return say(
            "“{name}”: mark at least {least}.",
            name=self.name,
            least=least,
        )

    def cannot(self, max_marks: int | None = None) -> Words | None:
        """Why no ballot can keep to it, in a sentence; None where one can.

        `max_marks`: the most that a ballot may have in all, where that is limited.
        """
        bounds = (len(self.members), self.most, max_marks)
        top = min(bound for bound in bounds if bound is not None)
        if self.least <= top:
            return None
        return say(
            "“{name}” asks for at least {least} marks, and a ballot can have {top} there.",
            name=self.name,
            least=self.least,
            top=top,
        )


def outside(marks: Marks, limits: Iterable[MarksIn]) -> Rejected | None:
    """Why a ballot that its style took breaks a limit by category; None where it keeps to all."""
    for limit in limits:
        found = len(limit.members & marks.keys())
        if limit.most is not None and found > limit.most:
            return rejected("too-many-of-kind")
        if found < limit.least:
            return rejected("too-few-of-kind")
    return None
