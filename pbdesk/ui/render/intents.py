"""Intents: what a button or a form means, as data; and where the person is afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Concatenate

from pbdesk.app.jobs.progress import Progress
from pbdesk.i18n import Locale
from pbdesk.minutes.decision import Decided, Moment, Refusal
from pbdesk.minutes.kept import Enclosed
from pbdesk.words import Words

__all__ = [
    "LIST",
    "Bring",
    "ByHand",
    "Decision",
    "Do",
    "Final",
    "Go",
    "InRoom",
    "Intent",
    "Know",
    "Look",
    "Means",
    "Open",
    "Print",
    "Read",
    "Tell",
    "Then",
    "To",
    "Turn",
    "Work",
    "do",
    "nothing_given",
]

type Decision = Callable[..., Decided]

LIST = "list"
"""The focus: on the list, or on what makes the first of it."""


def nothing_given() -> Mapping[str, Any]:
    """What a decision takes that is asked about nothing in particular."""
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class To:
    """Where a person is after something was done.

    `chosen` is the row that is shown then (None: the same as before), `doing` the form that was
    opened. `focus` is `LIST`, a form (its first field), a field, a button's decision or a widget
    of its own, by name; empty, it stays. `said` is told to those who hear the window, `also` is
    begun. `onward`: it was the last act of the page, which leads on by itself and says it there.
    `room` is a scene to which the room turns, if it is open.
    """

    chosen: str | None = None
    doing: str = ""
    focus: str = ""
    said: Words | None = None
    also: Intent | None = None
    onward: bool = False
    room: str = ""


type Then = To | Callable[[Any], To]
"""What comes after an act: always the same, or by the state as it is then."""


@dataclass(frozen=True, slots=True)
class Final:
    """What the confirm sheet says: in one sentence what is fixed for good, and the verb."""

    sentence: Words
    verb: Words


@dataclass(frozen=True, slots=True)
class Do:
    """An act, and what comes after it; `final` where it is fixed for good."""

    decision: Decision
    given: Mapping[str, Any] = field(default_factory=nothing_given)
    after: Then = field(default_factory=To)
    final: Final | None = None

    @property
    def key(self) -> str:
        """The decision's name, and what it is about."""
        return "/".join(
            [
                getattr(self.decision, "__name__", ""),
                *map(str, self.given.values()),
            ],
        )

    def then(self, after: Then) -> Do:
        """The same, and what comes afterwards."""
        return replace(self, after=after)

    def for_good(self, sentence: Words, verb: Words) -> Do:
        """The same, after the confirm sheet said in one sentence what is fixed for good."""
        return replace(self, final=Final(sentence, verb))


def do[**P](
    decision: Callable[Concatenate[Any, Moment, P], Decided],
    *_: P.args,
    **given: P.kwargs,
) -> Do:
    """An act, with what its decision takes: typed as `Desk.do` is."""
    return Do(decision, MappingProxyType(given))


@dataclass(frozen=True, slots=True)
class Bring:
    """An act with a file that a person chooses: it is kept, and the decision takes it as `as_`."""

    act: Do
    as_: str

    @property
    def key(self) -> str:
        """The act's."""
        return self.act.key


@dataclass(frozen=True, slots=True)
class Look:
    """Show a letter, receipt or photo that is kept, as it would be printed; or that it is gone."""

    kept: Enclosed
    title: Words

    @property
    def key(self) -> str:
        """Its reference."""
        return f"look/{self.kept.ref}"


@dataclass(frozen=True, slots=True)
class Open:
    """Open a form of this page, and go into its first field; for another row than the chosen."""

    form: str
    chosen: str | None = None

    @property
    def key(self) -> str:
        """The form's key."""
        return self.form


@dataclass(frozen=True, slots=True)
class Go:
    """Go to another page, perhaps to a field of it, and to another question."""

    page: str
    field: str | None = None
    question: str = ""

    @property
    def key(self) -> str:
        """Where it leads."""
        place = f"{self.page}/{self.field or ''}"
        return f"{place}/{self.question}" if self.question else place


@dataclass(frozen=True, slots=True)
class Turn:
    """Turn the window to another question."""

    question: str

    @property
    def key(self) -> str:
        """The question."""
        return f"turn/{self.question}"


@dataclass(frozen=True, slots=True)
class InRoom:
    """Show a scene in the room."""

    scene: str

    @property
    def key(self) -> str:
        """The scene."""
        return f"room/{self.scene}"


@dataclass(frozen=True, slots=True)
class Means:
    """What long work is given: the laptop's language, the day, the sealed box's papers.

    `typed` is what stands in the form it is done by, `file` the one that is open.
    """

    locale: Locale
    today: date
    ballots: tuple[tuple[str, str], ...]
    progress: Progress
    typed: Mapping[str, Any]
    file: Any


@dataclass(frozen=True, slots=True)
class Print:
    """Draw a sheet off the window's thread, and show it as it will be printed; or say why not.

    `box`: it is drawn from the sealed box's papers; `form`: by what stands in that form.
    """

    title: Words
    drawing: Words
    make: Callable[[Means], bytes | Refusal]
    file_name: str
    box: bool = False
    form: str = ""

    @property
    def key(self) -> str:
        """The file's name."""
        return self.file_name


@dataclass(frozen=True, slots=True)
class ByHand:
    """What is done with the window itself: with a file that it asks for, or the people file.

    `act` gets the host, and what stands in the form; it says where the person is then, or why not.
    None: they changed their mind.
    """

    key: str
    act: Callable[..., To | Refusal | None]


@dataclass(frozen=True, slots=True)
class Work:
    """Find something off the window's thread.

    The view gets it as `Here.found[key]`; or `then` says what is done with it.
    """

    key: str
    title: Words
    make: Callable[[Means], Any]
    box: bool = False
    then: Callable[[Any], Intent] | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """Ask for a file and read it off the window's thread; the view gets it as `Here.found[key]`.

    `asking` is said where it is chosen, among files of these `kinds`. A refusal is said; else
    `after` is where the person is then.
    """

    key: str
    asking: Words
    kinds: str
    title: Words
    make: Callable[[Path, Means], Any]
    after: Then = field(default_factory=To)


@dataclass(frozen=True, slots=True)
class Know:
    """Something was told for this session only: the view gets it as `Here.found`."""

    key: str
    found: Mapping[str, Any]
    after: Then = field(default_factory=To)


@dataclass(frozen=True, slots=True)
class Tell:
    """Say something at the top: what was done, or what is `wrong`: why it cannot be done now."""

    words: Words
    key: str = "tell"
    wrong: bool = False


type Intent = (
    Do
    | Bring
    | Look
    | Open
    | Go
    | Turn
    | InRoom
    | Know
    | Print
    | Work
    | Read
    | ByHand
    | Tell
)
