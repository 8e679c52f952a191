"""What the file of a case tells its jury: how far it is, who sits, what it taught.

Nobody's words are in it, and of a case that is not with the jury no day either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pbdesk.jury import answer
from pbdesk.jury.days import FOLLOW_UPS
from pbdesk.jury.deadlines import Happened
from pbdesk.jury.followup import Looked
from pbdesk.jury.scores import tallies
from pbdesk.minutes.entries import Id

if TYPE_CHECKING:
    from pbdesk.jury.state import Case

__all__ = ["CaseTold", "told_by"]


@dataclass(frozen=True, slots=True)
class CaseTold:
    """A case as its jury hears of it. `looked`: somebody looked it through; `taken`: for the jury.

    `withdrawn`: the person does not go on with it. `at`: the days on which something happened.
    `sat`: who sits, by the references of the pool.
    `scores`: for each standard how many gave each score. The rest counts recommendations.
    """

    case: str
    looked: bool
    taken: bool
    withdrawn: bool
    at: Mapping[Happened, date]
    sat: tuple[str, ...]
    closed: bool
    scores: tuple[tuple[int, ...], ...]
    accepted: int
    partly: int
    refused: int
    late: int
    done: int


def told_by(state: Case) -> CaseTold:
    """What a case tells; of one that is not with the jury no day and nothing else."""
    taken = state.triage.taken
    standing = [each.id for each in state.remedies.standing]
    found = state.answers.by_remedy
    replies = Counter(
        found[remedy].reply for remedy in standing if remedy in found
    )
    return CaseTold(
        case=state.complaint.name,
        looked=state.triage.looked_at is not None,
        taken=taken,
        withdrawn=state.complaint.withdrawn,
        at=state.happened() if taken else {},
        sat=tuple(
            sorted(each.person for each in state.panel.by_number.values()),
        )
        if taken
        else (),
        closed=state.followup.closed is not None,
        scores=tallies(state),
        accepted=replies["accept"],
        partly=replies["part"],
        refused=replies["reject"],
        late=sum(answer.is_late(state, remedy) for remedy in standing),
        done=_done(state, standing),
    )


def _done(state: Case, remedies: Sequence[Id]) -> int:
    """How many of them were found done at the last follow-up."""
    looked = _last_looks(state, remedies)
    return sum(each is not None and each.done == "done" for each in looked)


def _last_looks(state: Case, remedies: Sequence[Id]) -> list[Looked | None]:
    return [
        state.followup.looked.get((FOLLOW_UPS[-1], remedy))
        for remedy in remedies
    ]
