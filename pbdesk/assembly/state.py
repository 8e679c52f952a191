"""State: what the entries of an assembly's record add up to.

A slice a chapter, as `kind.CHAPTERS` lists them; `minutes.fold` adds the entries up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from pbdesk.assembly import (
    agenda,
    box,
    count,
    declaration,
    door,
    equality,
    floor,
    handover,
    ideas,
    interests,
    mandate,
    retention,
    rulebook,
    tradeoffs,
    vote,
)
from pbdesk.minutes.decision import Draft
from pbdesk.minutes.entries import PersonRef
from pbdesk.minutes.kinds import Act
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.trace import outcome_from

__all__ = ["Assembly"]


@dataclass(frozen=True, slots=True)
class Assembly:
    """One neighbourhood assembly as it stands.

    A slice a chapter, the drafts, and the outcome once counted.
    """

    mandate: mandate.Mandate = mandate.Mandate()
    rulebook: rulebook.Rulebook = rulebook.Rulebook()
    ideas: ideas.Ideas = ideas.Ideas()
    agenda: agenda.Agenda = agenda.Agenda()
    floor: floor.Floor = floor.Floor()
    interests: interests.Interests = interests.Interests()
    tradeoffs: tradeoffs.TradeOffs = tradeoffs.TradeOffs()
    door: door.Door = door.Door()
    vote: vote.Vote = vote.Vote()
    box: box.Box = box.Box()
    count: count.Count = count.Count()
    declaration: declaration.Declaration = declaration.Declaration()
    equality: equality.Equality = equality.Equality()
    handover: handover.Handover = handover.Handover()
    retention: retention.Retention = retention.Retention()
    drafts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    outcome: Outcome | None = None
    last: Act | None = None

    def with_drafts(self, drafts: Sequence[Draft]) -> Assembly:
        """The state after these drafts were written or erased."""
        kept = dict(self.drafts)
        for draft in drafts:
            if draft.body is None:
                _ = kept.pop(draft.key, None)
            else:
                kept[draft.key] = draft.body
        return replace(self, drafts=MappingProxyType(kept))

    @property
    def registered(self) -> AbstractSet[PersonRef]:
        """The people of the people file whom the record names."""
        return self.door.register

    def with_attached(self, attachment: Callable[[str], bytes]) -> Assembly:
        """The state with the outcome that the count names, read once by its digest (hex)."""
        counted = self.count.counted
        if counted is None or self.outcome is not None:
            return self
        return replace(self, outcome=outcome_from(attachment(counted.digest)))
