"""Scenes of the kiosk.

Each with the clauses that its rulebook has besides the sample's, and what the voter has done.
`evening_for` plays the sample evening by such a rulebook until the vote is open and two kiosk stubs
are given out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from pbdesk.app.sample.evening import Evening, play, start
from pbdesk.assembly import rulebook
from pbdesk.ledger.people import Cost
from pbdesk.questions import door
from pbdesk.ui.ballot.approval import ApprovalBallot
from pbdesk.ui.ballot.numbers import NumberBallot
from pbdesk.ui.ballot.ordinal import OrdinalBallot
from pbdesk.ui.kiosk.window import KioskWindow

__all__ = ["SCENES", "KioskScene", "evening_for", "open_by"]

type _Rules = Mapping[str, str | int]

_RANKED: _Rules = MappingProxyType({"style": "ordinal"})
_CREDITS: _Rules = MappingProxyType(
    {"style": "quadratic", "ballot.project_cap": 5},
)
_POINTS: _Rules = MappingProxyType({"style": "cumulative"})
_SCORES: _Rules = MappingProxyType({"style": "scoring"})


@dataclass(frozen=True, slots=True)
class KioskScene:
    """One picture of the kiosk. `prepare` does with the window what a voter would."""

    name: str
    prepare: Callable[[KioskWindow], None]
    rules: _Rules = field(default_factory=lambda: MappingProxyType({}))


def evening_for(
    scene: KioskScene,
    path: Path,
    cost: Cost | None = None,
) -> Evening:
    """The sample evening by the scene's rules, in a new file, with stubs K1 and K2 given out."""
    evening = start(path, cost=cost)
    play(evening, "rules")
    open_by(scene.rules, evening)
    return evening


def open_by(rules: _Rules, evening: Evening) -> None:
    """Go on from the moment "rules", by these, until K1 and K2 are given out."""
    for clause, value in rules.items():
        evening.do(rulebook.set_rule, clause=clause, value=value)
    play(evening, "open")
    for person in sorted(evening.desk.state.door.register)[:2]:
        evening.do(
            door.give,
            person=person,
            channel="kiosk",
            checked_with="letter",
        )


def _crosses(window: KioskWindow) -> None:
    ballot = _ballot(window, ApprovalBallot)
    for place in (0, 2, 5):
        ballot.lines[place].click()


def _ranks(window: KioskWindow) -> None:
    ballot = _ballot(window, OrdinalBallot)
    for place, line in enumerate(
        [ballot.sheet.lines[i] for i in (2, 0, 5, 7)],
        1,
    ):
        ballot.put(line.project, place)
    ballot.places[ballot.sheet.lines[5].project].up.setFocus()


def _numbers(*values: int) -> Callable[[KioskWindow], None]:
    def prepare(window: KioskWindow) -> None:
        ballot = _ballot(window, NumberBallot)
        for tools, value in zip(ballot.tools, values, strict=False):
            tools.steps.setValue(value)
        ballot.tools[2].less.setFocus()

    return prepare


def _review(window: KioskWindow) -> None:
    _crosses(window)
    window.show_review()


def _reviewed(
    prepare: Callable[[KioskWindow], None],
) -> Callable[[KioskWindow], None]:
    def reviewed(window: KioskWindow) -> None:
        prepare(window)
        window.show_review()

    return reviewed


def _recorded(window: KioskWindow) -> None:
    _review(window)
    window.cast()


def _locked(window: KioskWindow) -> None:
    _recorded(window)
    window.lock()


def _ballot[B](window: KioskWindow, kind: type[B]) -> B:
    assert window.booth is not None
    ballot = window.booth.ballot
    assert isinstance(ballot, kind)
    return ballot


_VOTES = _numbers(5, 0, 4, 0, 2, 3, 2, 2)

SCENES: tuple[KioskScene, ...] = (
    KioskScene("approval", _crosses),
    KioskScene("ranked", _ranks, _RANKED),
    KioskScene("quadratic", _VOTES, _CREDITS),
    KioskScene("cumulative", _numbers(4, 0, 3, 0, 1), _POINTS),
    KioskScene("scoring", _numbers(5, 0, 3, -1, 2), _SCORES),
    KioskScene("review", _review),
    KioskScene("review-ranked", _reviewed(_ranks), _RANKED),
    KioskScene("review-quadratic", _reviewed(_VOTES), _CREDITS),
    KioskScene("empty", KioskWindow.show_review),
    KioskScene("languages", KioskWindow.choose_language),
    KioskScene("earphones", KioskWindow.ask_for_earphones),
    KioskScene("covered", KioskWindow.cover),
    KioskScene("leaving", KioskWindow.ask_to_leave),
    KioskScene("recorded", _recorded),
    KioskScene("locked", _locked),
)
