"""An evening without money: a steering group, a name, a rule, and a poll before and after.

Six questions: a straw poll on slips, three seats by single transferable vote, a name by instant
runoff, a rule by two thirds on paper, a time by hands, and the straw poll again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import shake_256
from pathlib import Path

from pbdesk.app.jobs.progress import Progress, silent
from pbdesk.app.sample import millbrook
from pbdesk.app.sample.evening import Evening, begin
from pbdesk.assembly import rulebook
from pbdesk.ledger.people import Cost
from pbdesk.minutes.entries import Id, PersonRef
from pbdesk.questions import (
    box,
    count,
    declaration,
    door,
    hands,
    kiosk,
    sheet,
    slips,
    spares,
    terms,
    vote,
)
from pbdesk.questions.lot import draw_seed
from pbdesk.words import Words, say

__all__ = [
    "AFTER",
    "BEFORE",
    "NAME",
    "RULE",
    "SEATS",
    "STEPS",
    "TIME",
    "begin_steering",
    "play_steering",
]

BEFORE, SEATS, NAME, RULE, TIME, AFTER = (Id(str(n)) for n in range(1, 7))
_ON_SHEETS = (SEATS, NAME, RULE)
_PAPERS = 66
_KIOSK = 24
_REGISTER = 240
_SKIPPED = (NAME, 70)
"""One voter leaves out one question at the kiosk."""

_PEOPLE = (
    "Ngozi Achebe",
    "Bartek Zieliński",
    "Maureen Tully",
    "Idris Haddad",
    "Ffion Prys",
    "Gordon Yeo",
    "Shirin Talebi",
)
_NAMES = ("Weir Green", "Fuller's Yard", "The Tenters", "Alder Bank")

_WORDING = {
    BEFORE: "How strongly do you support closing Mill Lane to through traffic?",
    SEATS: "Who shall sit on the steering group for Mill Lane?",
    NAME: "What shall the new green be called?",
    RULE: "Shall the steering group meet in public?",
    TIME: "Shall the next assembly begin at six instead of seven?",
    AFTER: "How strongly do you support closing Mill Lane to through traffic?",
}
_BEFORE = (9, 14, 21, 16, 12, 9, 6, 3)
_AFTER = (17, 24, 19, 11, 7, 6, 4, 2)

_SHARED: dict[str, str | int | bool] = {
    "people": "Who lives, works or studies in Millbrook, from 14 years.",
    "kept": 12,
    "kept_papers": 6,
    "public_ballots": False,
}
_SIGN = {
    "facilitator": "R. Okafor",
    "teller-1": "Ida Brandt",
    "teller-2": "Ken Lowe",
}


def begin_steering(path: Path, *, cost: Cost | None = None) -> Evening:
    """Begin the evening in a new file, with its people file beside it."""
    return begin(
        path,
        name="Millbrook Steering Assembly",
        place="Millbrook Community Hall",
        cost=cost,
        asks="scale",
    )


def play_steering(evening: Evening, progress: Progress = silent) -> Evening:
    """Play the whole evening, to the declarations."""
    for number, (words, act) in enumerate(STEPS.values()):
        progress(number, len(STEPS), words)
        act(evening)
    return evening


def _ask(evening: Evening) -> None:
    for kind in ("choose", "choose", "decide", "decide", "scale"):
        evening.do(terms.ask, kind=kind)
    evening.set_charter(_SIGN)
    evening.set_rules(_SHARED)
    for question, wording in _WORDING.items():
        evening.turn(question)
        evening.set_charter({"question": wording})
    for question in (SEATS, NAME, RULE, TIME):
        evening.turn(question)
        _what_follows(evening, binding=question != RULE)
    _rules(evening)


def _what_follows(evening: Evening, *, binding: bool) -> None:
    evening.set_charter(
        {
            "binding": "binding" if binding else "advisory",
            "decider": "Millbrook Parish Council",
            "promise": "Promised on 3 September 2026 to answer with reasons.",
            "answer_by": "2027-01-29",
        },
    )


def _rules(evening: Evening) -> None:
    _set(evening, SEATS, rule="stv-scottish", quorum=30, **{"count.seats": 3})
    for person in _PEOPLE:
        evening.do(terms.add_option, name=person, person=True, consent=True)
    _set(evening, NAME, rule="irv", quorum=30)
    for name in _NAMES:
        evening.do(terms.add_option, name=name)
    _set(
        evening,
        RULE,
        quorum=30,
        **{"count.numerator": 2, "count.denominator": 3},
    )
    _set(evening, TIME, way="hands", quorum=0, **{"count.base": "present"})
    _set(evening, BEFORE, way="slip")
    _set(evening, AFTER, way="slip")


def _set(evening: Evening, question: Id, **clauses: str | int) -> None:
    evening.turn(question)
    evening.set_rules(clauses)


def _seal(evening: Evening) -> None:
    evening.at(16, 0)
    evening.do(rulebook.seal)
    for question in _WORDING:
        evening.turn(question)
        evening.do(sheet.draw_up)


def _first_poll(evening: Evening) -> None:
    evening.at(18, 10)
    _poll(evening, BEFORE, _BEFORE)


def _poll(evening: Evening, question: Id, answers: Sequence[int]) -> None:
    evening.turn(question)
    counted = {str(n): each for n, each in enumerate(answers, 1)}
    evening.do(slips.release, answers=counted)
    evening.count()


def _vote(evening: Evening) -> None:
    evening.turn(SEATS)
    evening.register(millbrook.people(_REGISTER))
    evening.at(18, 40)
    evening.do(vote.open_vote)
    people = sorted(evening.desk.state.door.register)
    _at_the_door(evening, people[:_PAPERS])
    _at_the_kiosk(evening, people[_PAPERS : _PAPERS + _KIOSK])
    evening.at(19, 20)
    evening.turn(SEATS)
    evening.do(vote.close_vote)


type _Voters = Sequence[PersonRef]


def _at_the_door(evening: Evening, people: _Voters) -> None:
    """Each gets the papers of the round; somebody spoils one of them."""
    for person in people:
        evening.do(
            door.give,
            person=person,
            channel="paper",
            checked_with="letter",
        )
    evening.do(spares.exchange_sheet, sheet=NAME, stub="7")


def _at_the_kiosk(evening: Evening, people: _Voters) -> None:
    """Each casts all questions of the round, one after the other."""
    for n, person in enumerate(people, _PAPERS):
        stub = door.next_stub(evening.desk.state.door, "kiosk")
        evening.do(
            door.give,
            person=person,
            channel="kiosk",
            checked_with="letter",
        )
        for question in _ON_SHEETS:
            evening.turn(question)
            _cast(evening, question, stub, n)


def _cast(evening: Evening, question: Id, stub: str, n: int) -> None:
    if (question, n) == _SKIPPED:
        evening.do(kiosk.skip, stub=stub)
    else:
        evening.do(kiosk.cast, stub=stub, marks=_marks(evening, question, n))


def _marks(evening: Evening, question: Id, n: int) -> Mapping[str, int]:
    """What the nth voter marks: a fixed stream of bytes leans towards the first options."""
    options = sorted(
        evening.desk.state.of(question).options,
        key=lambda each: each.title,
    )
    stream = shake_256(f"{question}/{n}".encode()).digest(len(options) + 1)
    if question == RULE:
        return {("yes", "yes", "yes", "yes", "no", "abstain")[stream[0] % 6]: 1}
    keyed = zip(options, stream, strict=False)
    order = sorted(
        keyed,
        key=lambda pair: (pair[1] // 4 + 9 * options.index(pair[0])) % 71,
    )
    ranked = order[: 2 + stream[-1] % (len(options) - 1)]
    return {option.id: place for place, (option, _) in enumerate(ranked, 1)}


def _key(evening: Evening) -> None:
    evening.at(19, 25)
    for question in _ON_SHEETS:
        evening.turn(question)
        evening.do(box.open_box, papers=_PAPERS - 1, batch_size=25)
        evening.key_all(_typed(evening, question))
        evening.do(box.reconcile, unreturned=1)


def _typed(evening: Evening, question: Id) -> Iterator[str]:
    """What a teller types for each paper: codes for a cross, else one number a line."""
    lines = evening.desk.state.sheet.lines
    for n in range(_PAPERS - 1):
        marks = _marks(evening, question, n)
        if question == RULE:
            yield "".join(line.code for line in lines if line.project in marks)
        else:
            yield " ".join(str(marks.get(line.project, "-")) for line in lines)


def _seal_and_count(evening: Evening) -> None:
    evening.at(20, 5)
    evening.turn(SEATS)
    evening.do(count.seal_urn)
    evening.do(draw_seed, dice="4 2 6 1")
    _count_sheets(evening)


def _count_sheets(evening: Evening) -> None:
    for question in _ON_SHEETS:
        evening.turn(question)
        evening.count()


def _hands(evening: Evening) -> None:
    evening.at(20, 15)
    evening.turn(TIME)
    for turn, yes in enumerate((51, 52, 52, 52)):
        evening.do(
            hands.count_hands,
            by=f"teller-{turn % 2 + 1}",
            hands={"yes": yes, "no": 27, "abstain": 6},
            present=88,
        )
    evening.count()


def _second_poll(evening: Evening) -> None:
    evening.at(20, 25)
    _poll(evening, AFTER, _AFTER)


def _declare(evening: Evening) -> None:
    evening.at(20, 30)
    for question in (SEATS, NAME, RULE, TIME):
        evening.turn(question)
        evening.do(declaration.declare)
    evening.turn(SEATS)


STEPS: dict[str, tuple[Words, Callable[[Evening], None]]] = {
    "asked": (say("Six questions are written"), _ask),
    "sealed": (say("The rules are sealed"), _seal),
    "before": (say("The room says how strong its support is"), _first_poll),
    "voted": (say("People vote on three questions at once"), _vote),
    "keyed": (say("Papers are keyed twice"), _key),
    "counted": (
        say("The dice are thrown, and each question is counted"),
        _seal_and_count,
    ),
    "hands": (say("Hands are counted by two people"), _hands),
    "after": (
        say("The room says again how strong its support is"),
        _second_poll,
    ),
    "declared": (say("The results are declared"), _declare),
}
"""The steps of the evening, in order: what is said while it is played, and the acts."""
