"""Which pictures are kept of an item of the open book; they are drawn elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pbdesk.assembly.book import MilestoneReached
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.entries import Id
from pbdesk.minutes.kept import Enclosed
from pbdesk.words import Day, Words, say

__all__ = ["Photo", "photos_of"]


@dataclass(frozen=True, slots=True)
class Photo:
    """What is kept, and the words below it."""

    enclosed: Enclosed
    words: Words


def photos_of(state: Assembly, item: str) -> list[Photo]:
    """Every photo of an item, forgotten or not, in the order of the record.

    That of what was seen stands last.
    """
    found = list(_of_milestones(state, item))
    looked = state.follow_up.by_item.get(Id(item))
    if looked is not None and looked.photo is not None:
        found.append(Photo(looked.photo, _on(looked.day)))
    return found


def _of_milestones(state: Assembly, item: str) -> Iterator[Photo]:
    for entry in state.book.of(item).happened:
        if isinstance(entry, MilestoneReached) and entry.photo is not None:
            yield Photo(entry.photo, _on(entry.day))


def _on(iso: str) -> Words:
    return say("Photo, {day}", day=Day(date.fromisoformat(iso), short=True))
