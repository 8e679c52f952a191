"""The evening as a list of acts at named moments, through the desk's one verb.

Demo, pictures and tests play it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice, starmap
from pathlib import Path
from typing import Any

from pbdesk.app.chance import from_seed
from pbdesk.app.desk import Desk
from pbdesk.app.jobs.counting import count_now
from pbdesk.app.jobs.progress import Progress, silent
from pbdesk.app.jobs.register import add_people
from pbdesk.app.sample import millbrook
from pbdesk.app.sample.deliberating import DELIBERATING
from pbdesk.app.sample.refused import granted, settled
from pbdesk.assembly import ideas, mandate, rulebook
from pbdesk.assembly.state import Assembly
from pbdesk.ledger.people import Cost, Particulars
from pbdesk.minutes.decision import Decision
from pbdesk.minutes.entries import Id, PersonRef
from pbdesk.questions import (
    batches,
    box,
    count,
    declaration,
    door,
    items,
    kiosk,
    sheet,
    slips,
    staff,
    terms,
    vote,
)
from pbdesk.questions.keying import plausible
from pbdesk.questions.lot import draw_seed
from pbdesk.words import Words, say

__all__ = [
    "MOMENTS",
    "PASSPHRASE",
    "WHO_CAME",
    "Clock",
    "Evening",
    "begin",
    "play",
    "resume",
    "start",
]

PASSPHRASE = "weir kiosk lamp bench fridge kerb"  # noqa: S105  opens invented people, and the demo prints it
WHO_CAME = Id("2")
"""The question that is asked on slips without a name."""

_REGISTER = 1204
_PAPERS = 298
_KIOSK = 56
_EXCHANGED = 3
_UNRETURNED = 5


class Clock:
    """The sample's wall clock: set by hand, moves a few seconds at each look."""

    def __init__(
        self,
        at: datetime,
        tick: timedelta = timedelta(seconds=2),
    ) -> None:
        """Start at `at`."""
        self.at = at
        self.tick = tick

    def __call__(self) -> datetime:
        """What the clock shows; looking moves it on."""
        self.at += self.tick
        return self.at

    def set(self, hour: int, minute: int) -> None:
        """Move on to a time of the evening, never back."""
        self.at = max(
            self.at,
            self.at.replace(hour=hour, minute=minute, second=0),
        )

    def pass_by(self, seconds: int) -> None:
        """Let time go by."""
        self.at += timedelta(seconds=seconds)


@dataclass
class Evening:
    """An evening in play: the desk, its clock and how to say how far it is."""

    desk: Desk
    clock: Clock
    progress: Progress = silent
    done: list[str] = field(default_factory=list)

    def do[**P](
        self,
        decision: Decision[Assembly, P],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Do it; a refusal is a fault of the sample."""
        settled(self.desk.do(decision, *args, **kwargs))

    def at(self, hour: int, minute: int) -> None:
        """Go on to a time of the evening, never back."""
        self.clock.set(hour, minute)

    def turn(self, question: Id) -> None:
        """Turn the desk to a question."""
        self.desk.turn(question)

    def set_charter(self, clauses: Mapping[str, Any]) -> None:
        """Write these clauses of the charter."""
        for clause, value in clauses.items():
            self.do(mandate.set_charter, clause=clause, value=value)

    def set_rules(self, clauses: Mapping[str, Any]) -> None:
        """Write these clauses of the rulebook."""
        for clause, value in clauses.items():
            self.do(rulebook.set_rule, clause=clause, value=value)

    def register(self, people: Iterable[tuple[str, str]]) -> None:
        """Put invented people, each a name and a street, into the register."""
        settled(add_people(self.desk, list(starmap(Particulars, people))))

    def key_all(self, typed: Iterable[str]) -> None:
        """Key all batches twice; `typed` has the papers in their order."""
        papers = iter(typed)
        for number, batch in self.desk.state.box.batches.items():
            self.key_twice(number, list(islice(papers, batch.papers)))

    def key_twice(self, batch: int, typed: Sequence[str]) -> None:
        """Key the papers of one batch in both passes."""
        for turn in (1, 2):
            who = f"teller-{turn}"
            for text in typed:
                self.do(box.key, batch=batch, turn=turn, teller=who, text=text)

    def count(self, progress: Progress = silent) -> None:
        """Count what was answered to the question that the desk is turned to."""
        settled(count_now(self.desk, progress))


def start(
    path: Path,
    *,
    rehearsal: bool = False,
    cost: Cost | None = None,
) -> Evening:
    """Begin Millbrook in a new file on 26 November 2026, with its people file beside it."""
    return begin(
        path,
        name="Millbrook Assembly",
        place="Millbrook Community Hall",
        rehearsal=rehearsal,
        cost=cost,
    )


def begin(
    path: Path,
    *,
    name: str,
    place: str,
    currency: str = "GBP",
    rehearsal: bool = False,
    cost: Cost | None = None,
    asks: terms.KindName = "fund",
) -> Evening:
    """Begin an assembly in the sample's time, with the sample's chance.

    Ids come out the same each time.
    """
    clock = _afternoon()
    desk = granted(
        Desk.create(
            path,
            name=name,
            place=place,
            day="2026-11-26",
            currency=currency,
            rehearsal=rehearsal,
            source=from_seed(name, clock),
            asks=asks,
        ),
    )
    desk.make_people(PASSPHRASE, cost or Cost())
    return Evening(desk, clock)


def _afternoon() -> Clock:
    """The clock as it stands when everything begins."""
    return Clock(datetime(2026, 11, 26, 15, 0, tzinfo=UTC))


def resume(path: Path, moment: str, cost: Cost | None = None) -> Evening:
    """Go on with a file in which the evening was played until `moment`."""
    clock = _afternoon()
    desk = Desk.open(path, from_seed(f"{path.stem}/{moment}", clock))
    desk.unlock_people(PASSPHRASE, cost or Cost())
    clock.at = _last_timed(desk) or clock.at
    return Evening(desk, clock, done=_until(moment))


def _last_timed(desk: Desk) -> datetime | None:
    """When the last entry was made that has a time."""
    times = (each.at for each in reversed(desk.recorded) if each.at is not None)
    return next(times, None)


def _until(moment: str) -> list[str]:
    """The moments up to this one, which is the last of them."""
    names = list(MOMENTS)
    return names[: names.index(moment) + 1]


def play(evening: Evening, until: str | None = None) -> Evening:
    """Play on to the moment `until` (to the end when None)."""
    moments = list(MOMENTS) if until is None else _until(until)
    for number, name in enumerate(moments):
        if name not in evening.done:
            _play_moment(evening, number, name)
    return evening


def _play_moment(evening: Evening, number: int, name: str) -> None:
    words, act = MOMENTS[name]
    evening.progress(number, len(MOMENTS), words)
    act(evening)
    evening.done += [name]


def _charter(evening: Evening) -> None:
    evening.set_charter(millbrook.CHARTER)
    _staff(evening)


def _staff(evening: Evening) -> None:
    for who, name in millbrook.PRINTED.items():
        evening.do(staff.name, who=who, name=name, printed=True)
    _helpers(evening)


def _helpers(evening: Evening) -> None:
    for name in millbrook.HELPERS:
        evening.do(staff.add, name=name)


_AT_LAST = ("quorum", "kept")
"""Clauses that are written when the rulebook is sealed."""


def _rules(evening: Evening) -> None:
    rules = millbrook.RULES
    evening.set_rules(
        {name: rules[name] for name in rules if name not in _AT_LAST},
    )
    _ask_who_came(evening)


def _ask_who_came(evening: Evening) -> None:
    """On a slip of its own, of which nothing follows."""
    evening.do(terms.ask, kind="tally")
    with _turned(evening, WHO_CAME):
        evening.set_charter({"question": "Who was in the room?"})
        evening.do(items.add_usual_items)


@contextmanager
def _turned(evening: Evening, question: Id) -> Generator[None]:
    """The desk turned to another question for a while."""
    before = evening.desk.state.asked
    evening.turn(question)
    yield
    evening.turn(before)


def _seal(evening: Evening) -> None:
    evening.set_rules({name: millbrook.RULES[name] for name in _AT_LAST})
    evening.at(15, 30)
    evening.do(rulebook.seal)


def _receive(evening: Evening) -> None:
    for idea in millbrook.IDEAS:
        evening.do(
            ideas.receive,
            title=idea.title,
            summary=idea.summary,
            place=idea.place,
            wish=idea.wish,
        )


def _proposal(evening: Evening, title: str) -> Id:
    return next(
        p.id
        for p in evening.desk.state.ideas.by_id.values()
        if p.title == title
    )


_WAITING = (
    "Lighting on the riverside path",
    "Outdoor gym beside the pitches",
    "Seed library in the old kiosk",
)


def _answer_most(evening: Evening) -> None:
    for idea in millbrook.IDEAS:
        if idea.title not in _WAITING:
            _answer(evening, idea)
    _check_lamps(evening, _proposal(evening, _WAITING[0]))


def _check_lamps(evening: Evening, lamps: Id) -> None:
    evening.do(
        ideas.check,
        proposal=lamps,
        aspect="legal",
        verdict="yes",
        by="Property",
        reason="The path is council land and the lamps need no planning consent.",
    )
    evening.do(
        ideas.check,
        proposal=lamps,
        aspect="cost",
        verdict="with-change",
        by="Streets",
        reason="£12,500 is fair for twelve lamps. Power adds £640 a year, which Streets will pay.",
    )
    evening.do(
        ideas.check,
        proposal=lamps,
        aspect="deliverable",
        verdict="asked",
        by="Streets",
        reason="Asked whether the lamps can stand before March.",
    )


def _answer_rest(evening: Evening) -> None:
    evening.do(
        ideas.check,
        proposal=_proposal(evening, _WAITING[0]),
        aspect="deliverable",
        verdict="yes",
        by="Streets",
        reason="They can stand by the end of February.",
    )
    _answer_waiting(evening)


def _answer_waiting(evening: Evening) -> None:
    for idea in millbrook.IDEAS:
        if idea.title in _WAITING:
            _answer(evening, idea)


def _answer(evening: Evening, idea: millbrook.Idea) -> None:
    proposal = _proposal(evening, idea.title)
    match idea.answer:
        case "merged":
            evening.do(
                ideas.merge,
                proposal=proposal,
                into=_proposal(evening, "Community fridge"),
                consent=True,
                reason=idea.reason,
            )
        case "withdrawn":
            evening.do(ideas.withdraw, proposal=proposal, reason=idea.reason)
        case _:
            evening.do(
                ideas.answer,
                proposal=proposal,
                accepted=idea.answer == "accepted",
                cost=idea.cost,
                reason=idea.reason,
            )


def _draw_up(evening: Evening) -> None:
    evening.at(17, 0)
    evening.do(sheet.draw_up)


def _register(evening: Evening) -> None:
    evening.register(millbrook.people(_REGISTER))


def _open(evening: Evening) -> None:
    evening.at(18, 0)
    evening.do(vote.open_vote)


def _refs(evening: Evening) -> list[PersonRef]:
    return sorted(evening.desk.state.door.register)


def _half_the_door(evening: Evening) -> None:
    evening.at(18, 5)
    refs = _refs(evening)
    for i in range(238):
        _give(evening, refs[i], "paper" if i % 40 else "large", i)
    _kiosk(evening, refs[_PAPERS : _PAPERS + 47])


def _give(
    evening: Evening,
    person: PersonRef,
    channel: door.Channel,
    i: int,
) -> None:
    checked = _CHECKED[i % 4]
    evening.do(door.give, person=person, channel=channel, checked_with=checked)


_CHECKED = ("letter", "letter", "address", "known")
"""What the people at the door show, in turn."""


def _kiosk(evening: Evening, people: Sequence[PersonRef]) -> None:
    for i, person in enumerate(people):
        stub = door.next_stub(evening.desk.state.door, "kiosk")
        _give(evening, person, "kiosk", i)
        evening.do(kiosk.cast, stub=stub, marks=_next_at_the_kiosk(evening))


def _next_at_the_kiosk(evening: Evening) -> Mapping[str, int]:
    """What the next voter marks; the ballots before these are on paper."""
    ballots = _all_ballots()[287:]
    titles = ballots[len(evening.desk.state.kiosk.taken)]
    return {_project(evening, title): 1 for title in titles}


def _rest_of_the_door(evening: Evening) -> None:
    refs = _refs(evening)
    for i in range(238, _PAPERS):
        _give(evening, refs[i], "paper", i)
    _kiosk(evening, refs[_PAPERS + 47 : _PAPERS + _KIOSK])
    for stub in ("17", "88", "204")[:_EXCHANGED]:
        evening.do(door.exchange, stub=stub)


def _close(evening: Evening) -> None:
    evening.at(19, 2)
    evening.do(vote.close_vote)


def _open_box(evening: Evening) -> None:
    evening.at(19, 4)
    evening.do(box.open_box, papers=_PAPERS - _UNRETURNED)


def _all_ballots() -> tuple[tuple[str, ...], ...]:
    return millbrook.approval_ballots(millbrook.SUPPORT, 343, 5, "millbrook")


def _project(evening: Evening, title: str) -> str:
    return next(
        line.project
        for line in evening.desk.state.sheet.lines
        if line.title == title
    )


_DO_NOT_COUNT = (
    (31, "ABCDEF"),
    (77, "0"),
    (140, "ABCDEFG"),
    (201, "ACDEFGH"),
    (236, "? A B"),
    (262, "? C~ E~"),
)


def _typed(evening: Evening) -> list[str]:
    """What the tellers type, paper by paper.

    287 that count, four rejected at once, two more by a ruling.
    """
    code = {line.title: line.code for line in evening.desk.state.sheet.lines}
    typed = [
        "".join(sorted(code[title] for title in marks))
        for marks in _all_ballots()[:287]
    ]
    for place, hand in ((110, ""), (160, _struck(typed[160])), (219, "/")):
        typed[place] = f"? {' '.join(typed[place])}{hand}"
    for place, text in _DO_NOT_COUNT:
        typed.insert(place, text)
    return typed


def _struck(codes: str) -> str:
    """One more mark that the hand struck out again."""
    return " " + next(code for code in "ABCDEFGH" if code not in codes) + "~"


_TELLERS = (("teller-1", "teller-3"), ("teller-2", "teller-4"))
_MISREAD = {(2, 9): "A", (6, 3): "B"}


def _key(
    evening: Evening,
    batch: int,
    papers: int,
    turn: int,
    typed: Sequence[str],
) -> None:
    first = _papers_before(evening, batch)
    for n in range(1, papers + 1):
        text = typed[first + n - 1]
        evening.do(
            box.key,
            batch=batch,
            turn=1 if turn == 1 else 2,
            teller=_TELLERS[batch % 2][turn - 1],
            text=text if turn == 1 else _MISREAD.get((batch, n), text),
        )


def _papers_before(evening: Evening, batch: int) -> int:
    """How many papers are in the batches before this one."""
    keyed = evening.desk.state.box.batches
    return sum(keyed[number].papers for number in keyed if number < batch)


def _key_some(evening: Evening) -> None:
    evening.at(19, 7)
    typed = _typed(evening)
    for batch in range(1, 9):
        _key_twice(evening, batch, 25, typed)
    _key(evening, 9, 13, 1, typed)


def _key_twice(
    evening: Evening,
    batch: int,
    papers: int,
    typed: Sequence[str],
) -> None:
    for turn in (1, 2):
        _key(evening, batch, papers, turn, typed)


def _key_rest(evening: Evening) -> None:
    typed = _typed(evening)
    for batch in (2, 6):
        _settle(evening, batch, typed)
    for n in range(14, 26):
        evening.do(
            box.key,
            batch=9,
            turn=1,
            teller=_TELLERS[1][0],
            text=typed[200 + n - 1],
        )
    _key(evening, 9, 25, 2, typed)
    for number, batch in evening.desk.state.box.batches.items():
        if number > 9:
            _key_twice(evening, number, batch.papers, typed)


def _settle(evening: Evening, batch: int, typed: Sequence[str]) -> None:
    """A third teller looks at the papers that were keyed differently."""
    for paper in evening.desk.state.papers.batch(batch).at("differs"):
        text = typed[25 * (batch - 1) + paper - 1]
        evening.do(
            box.settle,
            batch=batch,
            paper=paper,
            teller="teller-5",
            text=text,
        )


def _rule_some(evening: Evening) -> None:
    evening.at(19, 30)
    for batch, paper in batches.to_rule(evening.desk.state)[:2]:
        _rule(evening, batch, paper, "The wish is clear.")


def _rule(
    evening: Evening,
    batch: int,
    paper: int,
    reason: str,
    objection: str = "",
) -> None:
    state = evening.desk.state
    likeliest = plausible(state, state.papers.paper(batch, paper).drawn)[0]
    evening.do(
        box.rule_paper,
        batch=batch,
        paper=paper,
        reading=likeliest.typed,
        reason=reason,
        objection=objection,
    )


def _rule_rest(evening: Evening) -> None:
    third, fourth, fifth = batches.to_rule(evening.desk.state)
    _rule(
        evening,
        *third,
        "The mark stands beside its box: the wish is clear.",
        "Teller 3 reads it as a slip.",
    )
    evening.do(
        box.rule_paper,
        batch=fourth[0],
        paper=fourth[1],
        reading=None,
        code="identifies",
        reason="A name is written across the paper.",
    )
    evening.do(
        box.rule_paper,
        batch=fifth[0],
        paper=fifth[1],
        reading=None,
        code="uncertain",
        reason="Both marks are struck out, and nothing stands in their place.",
    )


def _reconcile(evening: Evening) -> None:
    evening.at(19, 38)
    evening.do(box.reconcile, unreturned=_UNRETURNED)


def _seal_urn(evening: Evening) -> None:
    evening.do(count.seal_urn)
    evening.at(19, 40)
    evening.do(draw_seed, dice="3 5 1 6")


def _count(evening: Evening) -> None:
    evening.count()


def _add_up_slips(evening: Evening) -> None:
    with _turned(evening, WHO_CAME):
        evening.do(
            slips.release_items,
            slips=millbrook.SLIPS_HANDED_IN,
            counts=millbrook.SLIPS,
        )


def _declare(evening: Evening) -> None:
    evening.at(19, 42)
    evening.do(declaration.declare)


MOMENTS: dict[str, tuple[Words, Callable[[Evening], Any]]] = {
    "charter": (say("The charter is written"), _charter),
    "rules": (say("The rulebook is written"), _rules),
    "sealed": (say("The rulebook is sealed"), _seal),
    "ideas": (say("Ideas are handed in"), _receive),
    "answering": (say("Most ideas are answered"), _answer_most),
    "answered": (say("Every idea is answered"), _answer_rest),
    "drawn-up": (say("The ballot is drawn up"), _draw_up),
    **DELIBERATING,
    "register": (say("The register is read"), _register),
    "open": (say("The vote is opened"), _open),
    "door": (say("People come to the door"), _half_the_door),
    "all-given": (say("The last ballots are given out"), _rest_of_the_door),
    "closed": (say("The vote is closed"), _close),
    "box": (say("The box is opened"), _open_box),
    "keying": (say("Papers are keyed twice"), _key_some),
    "keyed": (say("The last papers are keyed"), _key_rest),
    "ruling": (say("Doubtful papers are ruled on"), _rule_some),
    "ruled": (say("The last papers are ruled on"), _rule_rest),
    "reconciled": (say("The papers are reconciled"), _reconcile),
    "urn": (say("The ballots are sealed and the dice are thrown"), _seal_urn),
    "counted": (say("The ballots are counted"), _count),
    "slips": (say("The slips of who came are added up"), _add_up_slips),
    "declared": (say("The result is declared"), _declare),
}
"""The moments of the evening, in order: what is said while it is played, and the acts."""
