"""Northside: one invented vote in several halls on one evening.

Money for projects, a name for a green, and a yes or no; each hall on paper and at the kiosk, with a
register and tellers of its own. What anybody marks is a fixed stream of bytes, so that the same
halls come out the same each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import shake_256
from pathlib import Path
from typing import Any, cast

from pbdesk.app.chance import from_seed
from pbdesk.app.halls import ParentDesk, begin_hall, make_export
from pbdesk.app.sample import millbrook
from pbdesk.app.sample.evening import PASSPHRASE, Clock, Evening
from pbdesk.app.sample.refused import granted, settled
from pbdesk.assembly import ideas, mandate, rulebook
from pbdesk.halls import named
from pbdesk.ledger.people import Cost
from pbdesk.minutes.entries import Id, PersonRef
from pbdesk.questions import box, count, declaration, door, kiosk, terms, vote

__all__ = [
    "MONEY",
    "NAME",
    "OPEN",
    "begin_parent",
    "hold_hall",
    "play_parent",
    "seal_parent",
    "start_hall",
]

MONEY, NAME, OPEN = Id("1"), Id("2"), Id("3")
_PAPERS = 12
_KIOSK = 10

_PLACES = (
    "Mill Lane School",
    "Northside Library",
    "St Brannock’s Hall",
    "The Old Fire Station",
    "Weir Community Centre",
    "Harbour Street Chapel",
)

_PROJECTS: Mapping[str, int] = {
    "Benches along the canal": 840_000,
    "Lamps in Weir Passage": 1_250_000,
    "A kiosk for the swap shop": 1_600_000,
    "Trees in Harbour Street": 960_000,
    "A ramp at the library": 1_980_000,
}
_NAMES = ("Weir Green", "Fuller’s Yard", "The Tenters", "Alder Bank")

_WORDING = {
    MONEY: "Which projects shall Northside fund?",
    NAME: "What shall the new green be called?",
    OPEN: "Shall the district committee meet in public?",
}
_FOLLOWS: Mapping[str, str] = {
    "binding": "binding",
    "decider": "Northside District Council",
    "promise": "Promised on 3 September 2026 to answer with reasons.",
    "answer_by": "2027-01-29",
}
_SHARED: Mapping[str, str | int | bool] = {
    "people": "Who lives, works or studies in Northside, from 14 years, once and in one hall.",
    "kept": 12,
    "kept_papers": 6,
    "public_ballots": True,
}
_RULES: Mapping[Id, Mapping[str, str | int]] = {
    MONEY: {
        "rule": "greedy",
        "ballot.max_picks": 3,
        "quorum": 30,
        "leftover": "carried",
    },
    NAME: {"rule": "irv", "quorum": 30},
    OPEN: {"quorum": 30},
}


def begin_parent(path: Path, *, name: str = "Northside Votes") -> ParentDesk:
    """Begin the file of the vote. The caller closes the desk."""
    clock = Clock(datetime(2026, 11, 2, 9, 0, tzinfo=UTC))
    source = from_seed(name, clock)
    return granted(
        ParentDesk.create(
            path,
            name=name,
            place="",
            day="2026-11-26",
            source=source,
        ),
    )


def seal_parent(
    desk: ParentDesk,
    halls: int,
    combiners: Mapping[str, str],
) -> bytes:
    """Ask, seal, draw up and name `halls` halls; the export that each of them begins from.

    `combiners`: the public key of each who signs the sum, by role.
    """
    return play_parent(desk, halls, combiners, kept=lambda _moment: None)


def play_parent(
    desk: ParentDesk,
    halls: int,
    combiners: Mapping[str, str],
    kept: Callable[[str], None],
) -> bytes:
    """The same; `kept` is told each moment: "sealed", "named", "exported"."""
    _ask(desk)
    _propose(desk)
    _do(desk, rulebook.seal)
    kept("sealed")
    _do(desk, named.draw_up_all)
    _name_all(desk, halls, combiners)
    kept("named")
    settled(make_export(desk))
    kept("exported")
    return cast("bytes", desk.export())


def _name_all(
    desk: ParentDesk,
    halls: int,
    combiners: Mapping[str, str],
) -> None:
    """Name the halls, and who signs the sum."""
    for number in range(1, halls + 1):
        name, place = _hall(number)
        _do(desk, named.name_hall, name=name, place=place)
    for role, key in combiners.items():
        _do(desk, named.name_combiner, role=role, key=key)


def _hall(number: int) -> tuple[str, str]:
    """What a hall is called, and where it meets."""
    where = _PLACES[(number - 1) % len(_PLACES)]
    return f"Hall {number}, {where}", where


def _do(desk: ParentDesk, decision: Any, **given: object) -> None:
    settled(desk.do(decision, **given))


def _set(
    desk: ParentDesk,
    decision: Any,
    clauses: Mapping[str, object],
) -> None:
    """Write these clauses of the charter or of the rulebook, as the decision has it."""
    for clause, value in clauses.items():
        _do(desk, decision, clause=clause, value=value)


def _ask(desk: ParentDesk) -> None:
    for kind in ("choose", "decide"):
        _do(desk, terms.ask, kind=kind)
    _set(desk, rulebook.set_rule, _SHARED)
    for question, wording in _WORDING.items():
        desk.turn(question)
        _set(desk, mandate.set_charter, {"question": wording, **_FOLLOWS})
        _set(desk, rulebook.set_rule, _RULES[question])
    desk.turn(NAME)
    for name in _NAMES:
        _do(desk, terms.add_option, name=name)


def _propose(desk: ParentDesk) -> None:
    desk.turn(MONEY)
    _set(
        desk,
        mandate.set_charter,
        {"holder": "Northside District Council", "pot": 4_000_000},
    )
    for title, cost in _PROJECTS.items():
        _accept(desk, title, cost)


def _accept(desk: ParentDesk, title: str, cost: int) -> None:
    """Hand in a proposal and accept it as it is."""
    _do(desk, ideas.receive, title=title, wish=cost)
    newest = list(desk.state.ideas.by_id)[-1]
    reason = "It can be built on the council’s own land."
    _do(
        desk,
        ideas.answer,
        proposal=newest,
        accepted=True,
        cost=cost,
        reason=reason,
    )


def start_hall(
    path: Path,
    export: bytes,
    hall: str,
    *,
    language: str = "",
    cost: Cost | None = None,
) -> Evening:
    """Begin a hall from the export, with its people file beside it."""
    clock = Clock(datetime(2026, 11, 26, 15, 0, tzinfo=UTC))
    source = from_seed(hall, clock)
    desk = granted(
        begin_hall(path, export, hall, language=language, source=source),
    )
    desk.make_people(PASSPHRASE, cost or Cost())
    return Evening(desk, clock)


_SIGN = {
    "facilitator": "R. Okafor",
    "teller-1": "Ida Brandt",
    "teller-2": "Ken Lowe",
}
"""Who signs in each hall."""


def hold_hall(
    evening: Evening,
    number: int,
    *,
    papers: int = _PAPERS,
    screens: int = _KIOSK,
) -> None:
    """Hold the whole evening of a hall, to the figures that are said aloud."""
    evening.set_charter(_SIGN)
    evening.do(rulebook.seal)
    _vote(evening, number, papers, screens)
    _key(evening, number, papers)
    evening.at(20, 5)
    evening.do(count.seal_urn)
    for question in _WORDING:
        evening.turn(question)
        evening.count()
        evening.do(declaration.declare)
    evening.turn(MONEY)


def _cast(evening: Evening, person: PersonRef, hall: int, n: int) -> None:
    """The nth voter of a hall answers every question at the kiosk."""
    stub = door.next_stub(evening.desk.state.door, "kiosk")
    evening.do(door.give, person=person, channel="kiosk", checked_with="letter")
    for question in _WORDING:
        evening.turn(question)
        evening.do(
            kiosk.cast,
            stub=stub,
            marks=_marks(evening, question, hall, n),
        )


def _vote(evening: Evening, number: int, papers: int, screens: int) -> None:
    people = millbrook.people(papers + screens + 8)
    evening.register((f"{name} ({number})", street) for name, street in people)
    evening.at(18, 40)
    evening.turn(MONEY)
    evening.do(vote.open_vote)
    register = sorted(evening.desk.state.door.register)
    for person in register[:papers]:
        evening.do(
            door.give,
            person=person,
            channel="paper",
            checked_with="letter",
        )
    for n, person in enumerate(register[papers : papers + screens], papers):
        _cast(evening, person, number, n)
    evening.at(19, 20)
    evening.turn(MONEY)
    evening.do(vote.close_vote)


def _marks(
    evening: Evening,
    question: Id,
    hall: int,
    n: int,
) -> Mapping[str, int]:
    """What the nth voter of a hall marks; a hall leans a little its own way."""
    lines = sorted(
        evening.desk.state.of(question).sheet.lines,
        key=lambda line: line.title,
    )
    stream = shake_256(f"{hall}/{question}/{n}".encode()).digest(len(lines) + 1)
    if question == OPEN:
        return {("yes", "yes", "no", "yes", "abstain", "no")[stream[0] % 6]: 1}
    order = sorted(range(len(lines)), key=lambda i: stream[i] // 3 + 11 * i)
    if question == MONEY:
        return {lines[i].project: 1 for i in order[: 1 + stream[-1] % 3]}
    ranked = order[: 1 + stream[-1] % len(lines)]
    return {lines[i].project: place for place, i in enumerate(ranked, 1)}


def _key(evening: Evening, hall: int, papers: int) -> None:
    evening.at(19, 25)
    for question in _WORDING:
        evening.turn(question)
        if papers:
            evening.do(box.open_box, papers=papers, batch_size=25)
        evening.key_all(_typed(evening, question, hall, papers))
        evening.do(box.reconcile, unreturned=0)


def _typed(
    evening: Evening,
    question: Id,
    hall: int,
    papers: int,
) -> Iterator[str]:
    """What a teller types for each paper: codes for crosses, else one number a line."""
    lines = evening.desk.state.sheet.lines
    for n in range(papers):
        marks = _marks(evening, question, hall, n)
        if question == NAME:
            yield " ".join(str(marks.get(line.project, "-")) for line in lines)
        else:
            yield "".join(
                _code(line.code, marks, line.project) for line in lines
            )


def _code(code: str, marks: Mapping[str, int], option: str) -> str:
    if option in marks:
        return code
    return ""
