"""About: what a file is about, and what the minutes ask of the state of any kind of file.

The chapters on this floor name `Minuted` where a decision or a sentence needs more than its own
slice; each kind answers in its own way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Protocol

from pbdesk.minutes.clock import Floor
from pbdesk.minutes.decision import Moment
from pbdesk.minutes.entries import Id, clean
from pbdesk.minutes.handover import Handover
from pbdesk.minutes.interests import Interests
from pbdesk.minutes.kinds import State
from pbdesk.minutes.retention import Class, Retention
from pbdesk.words import Words

__all__ = ["About", "Minuted", "Named", "file_id"]


class About(Protocol):
    """What was said when a file was begun. `id` is what an officer brings to check a pack."""

    @property
    def id(self) -> str:
        """Readable and unique."""
        ...

    @property
    def name(self) -> str:
        """What people call it."""
        ...

    @property
    def place(self) -> str:
        """Where they meet."""
        ...

    @property
    def day(self) -> date:
        """When they meet."""
        ...

    @property
    def currency(self) -> str:
        """The currency of its sums, by ISO 4217."""
        ...

    @property
    def language(self) -> str:
        """The language of what it prints."""
        ...

    @property
    def rehearsal(self) -> bool:
        """Whether it only is one."""
        ...


class Named(State, Protocol):
    """The state of a file that was given a name when it was begun, as every file is."""

    @property
    def about(self) -> About:
        """What the file is about."""
        ...


class Minuted(Named, Protocol):
    """The state of a file of any kind, as the chapters of the minutes see it."""

    @property
    def floor(self) -> Floor:
        """Who speaks, and who spoke how long."""
        ...

    @property
    def interests(self) -> Interests:
        """Who has a stake in what."""
        ...

    @property
    def handover(self) -> Handover:
        """The pack as it stands."""
        ...

    @property
    def retention(self) -> Retention:
        """What was destroyed when its time was over."""
        ...

    @property
    def subjects(self) -> Mapping[Id, str]:
        """What people speak about and are answered on: titles by id."""
        ...

    @property
    def declared(self) -> datetime | None:
        """When what the pack says was declared to the room."""
        ...

    @property
    def signers(self) -> Mapping[str, Words]:
        """Who signs the pack, by the word that stands in the record."""
        ...

    @property
    def classes(self) -> Mapping[str, Class[Any]]:
        """The classes of what is kept for a time."""
        ...

    def months(self, clause: str) -> int | None:
        """The months that a clause of the sealed rules says; None: it is not sealed, or silent."""
        ...


def file_id(name: str, day: date, moment: Moment) -> str:
    """Readable and unique: "millbrook-assembly-2026-11-4f9c".

    It goes on key cards, so it has no capitals.
    """
    plain = (
        unicodedata.normalize("NFKD", clean(name).lower().replace("ł", "l"))
        .encode("ascii", "ignore")
        .decode()
    )
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:32] or "assembly"
    return f"{slug}-{day:%Y-%m}-{re.sub(r'[^a-z0-9]', '', moment.new_id().lower())[:4]}"
