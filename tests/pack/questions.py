"""An evening with six questions for tests, and what somebody could do to them in a pack.

Money and a choice on sheets, each in a round of its own; then, under rules that were sealed later,
yes or no by hands, a straw poll on slips, and in a last round two seats and a name by ranks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pbdesk.pack.bag import Bag
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from pbdesk.voting.trace import outcome_bytes
from tests.pack.sample import LOT_CODE, Evening, Event, digest

CHOICE_DICE, CHOICE_CODE = "2718", "W3HC-0ZQN-8VBT"
CHOICE_LOT = {
    "seed": f"{CHOICE_DICE}-{CHOICE_CODE}",
    "dice": CHOICE_DICE,
    "lot_code": CHOICE_CODE,
}


SEATS_DICE, SEATS_CODE = "6165", "Q8RD-51MX-C0HA"
SEATS_LOT = {
    "seed": f"{SEATS_DICE}-{SEATS_CODE}",
    "dice": SEATS_DICE,
    "lot_code": SEATS_CODE,
}


def _rules(
    id_: str,
    kind: str,
    wording: str,
    **more: object,
) -> dict[str, object]:
    return {
        "id": id_,
        "kind": kind,
        "charter": {
            "question": wording,
            "binding": more.pop("force", "binding"),
        },
        "rulebook": more,
    }


MONEY, CHOICE = "What shall the money go to?", "Who speaks for us?"
DECISION, POLL = "Shall we meet again in May?", "How strong is the support?"
SEATS, NAME = "Who sits on the committee?", "What is the green called?"
THRESHOLD: dict[str, str | int] = {
    "numerator": 1,
    "denominator": 2,
    "than": "more-than",
    "base": "present",
    "of": 50,
}
FIRST_RULES: dict[str, Any] = {
    "format": "pbdesk/rulebook/2",
    "number": 1,
    "questions": [
        _rules("1", "fund", MONEY),
        _rules("2", "choose", CHOICE, round=2),
    ],
}
LATER_RULES: dict[str, Any] = {
    "format": "pbdesk/rulebook/2",
    "number": 2,
    "follows": digest(FIRST_RULES),
    "reason": "They were asked for in the hall.",
    "questions": [
        _rules(
            "3",
            "decide",
            DECISION,
            force="advisory",
            way="hands",
            rule="threshold",
            **{
                f"count.{name}": value
                for name, value in THRESHOLD.items()
                if name != "of"
            },
        ),
        {
            **_rules("4", "scale", POLL, way="slip"),
            "charter": {"question": POLL},
        },
        _rules(
            "5",
            "choose",
            SEATS,
            round=3,
            rule="stv-wigm",
            **{"count.seats": 2},
        ),
        _rules("6", "choose", NAME, round=3, rule="schulze"),
    ],
}


def _counted_by(
    rule: str,
    options: Sequence[str],
    ballots: Sequence[tuple[str, int]],
    **more: Any,
) -> dict[str, Any]:
    """Outcome and trace of a count; a ballot is its options by their first letters, in order."""
    lot, given = more.get("lot"), more.get("given", {})
    style = "ordinal" if "ordinal" in RULES[rule].takes else "approval"
    by_letter = (
        {option[0]: option for option in options} if more.get("letters") else {}
    )
    profile = Profile.of(
        style,
        [Project(option, 0) for option in options],
        0,
        [
            (_marks(style, named, by_letter), times)
            for named, times in ballots
            if times
        ],
    )
    outcome = RULES[rule].count(profile, given, lot)
    lines = [
        {
            "id": id_,
            "code": code,
            "title": f"Line {code}",
            "cost": 0,
            "support": str(outcome.support[id_]),
        }
        for code, id_ in zip("ABCDEFGH", options, strict=False)
    ]
    found: dict[str, Any] = {
        "rule": rule,
        "parameters": dict(outcome.parameters),
        "ballots": {"counted": profile.n, "rejected": {}},
        "projects": lines,
    }
    if outcome.winners is not None:
        found |= {
            "winners": list(outcome.winners),
            "elected": list(outcome.elected),
        }
    if outcome.decided is not None:
        found["passed"] = outcome.decided.passed
    return {"outcome": found, "trace": json.loads(outcome_bytes(outcome))}


def _marks(
    style: str,
    named: str,
    by_letter: Mapping[str, str],
) -> dict[str, int]:
    options = (
        [by_letter[letter] for letter in named] if by_letter else named.split()
    )
    if style == "ordinal":
        return {option: place for place, option in enumerate(options, 1)}
    return dict.fromkeys(options, 1)


def _more() -> list[dict[str, Any]]:
    """The questions after the first as result.json has them."""
    chosen, passed = _crossed(4, 3), _decided_by(30, THRESHOLD)
    answers = _polled((9, 8, 7, 3, 2, 1, 1, 0))
    seats = _counted_by(
        "stv-wigm",
        ("amal", "bea", "cem", "dov"),
        (("abd", 6), ("ac", 3), ("bd", 2), ("c", 3), ("d", 2), ("dc", 1)),
        lot=_lot(SEATS_LOT, "5"),
        given={"seats": 2},
        letters=True,
    )
    name = _counted_by(
        "schulze",
        ("alder", "birch", "cedar"),
        (("abc", 7), ("bca", 5), ("cab", 4), ("ba", 1)),
        lot=_lot(SEATS_LOT, "6"),
        letters=True,
    )
    return [
        {
            "id": "2",
            "kind": "choose",
            "way": "sheet",
            "force": "binding",
            "wording": CHOICE,
            "round": "2",
            "rulebook": 1,
            "papers": {"issued": 6, "counted": 5, "spoilt": 1},
            **chosen,
        },
        {
            "id": "3",
            "kind": "decide",
            "way": "hands",
            "force": "advisory",
            "wording": DECISION,
            "round": "",
            "rulebook": 2,
            "papers": None,
            **passed,
        },
        {
            "id": "4",
            "kind": "scale",
            "way": "slip",
            "force": "straw",
            "wording": POLL,
            "round": "",
            "rulebook": 2,
            "papers": None,
            **answers,
        },
        *(
            {
                "id": id_,
                "kind": "choose",
                "way": "sheet",
                "force": "binding",
                "wording": wording,
                "round": "3",
                "rulebook": 2,
                "papers": {"issued": 17, "counted": 17},
                **counted,
            }
            for id_, wording, counted in (
                ("5", SEATS, seats),
                ("6", NAME, name),
            )
        ),
    ]


def _crossed(first: int, second: int) -> dict[str, Any]:
    """Crosses for two people on five ballots."""
    both = first + second - 5
    ballots = (("p1 p2", both), ("p1", first - both), ("p2", second - both))
    return _counted_by(
        "approval",
        ("p1", "p2"),
        ballots,
        lot=_lot(CHOICE_LOT, "2"),
    )


def _decided_by(yes: int, settings: Mapping[str, str | int]) -> dict[str, Any]:
    """So many hands of 43 for yes."""
    answers = ("yes", "no", "abstain")
    hands = (("yes", yes), ("no", 41 - yes), ("abstain", 2))
    return _counted_by("threshold", answers, hands, given=settings)


def _polled(slips: Sequence[int]) -> dict[str, Any]:
    """So many slips on each step of the scale."""
    steps = [str(step) for step in range(1, len(slips) + 1)]
    return _counted_by(
        "distribution",
        steps,
        list(zip(steps, slips, strict=True)),
    )


def _lot(drawn: Mapping[str, str], question: str) -> Lot:
    return Lot(drawn["seed"], question)


def asked(said: dict[str, Any]) -> None:
    """Let result.json have all six."""
    said["rulebooks"].append(LATER_RULES)
    said["rounds"] |= {"2": dict(CHOICE_LOT), "3": dict(SEATS_LOT)}
    said["questions"] += _more()


def told(events: list[Event]) -> list[Event]:
    """Let the record tell of all six; every round is over before the next one opens."""
    codes = {"1": LOT_CODE, "2": CHOICE_CODE}
    sealed = {
        name: hashlib.sha256(code.encode()).hexdigest()
        for name, code in codes.items()
    }
    kind, body, public = events[1]
    first = (
        kind,
        {**body, "questions": ["1", "2"], "lot_codes": sealed},
        public,
    )
    choice, decision, poll, seats, name = _more()
    later = [
        _drawn_up(choice),
        (
            "papers.reconciled",
            {
                "issued": 6,
                "cast": 5,
                "spoilt": 1,
                "unreturned": 0,
                "missing": 0,
                "question": "2",
            },
        ),
        ("urn.sealed", {"question": "2", "urn_root": "0" * 64, "ballots": 5}),
        (
            "seed.drawn",
            {"round": "2", "dice": CHOICE_DICE, "code": CHOICE_CODE},
        ),
        _counted(choice),
        ("declared", {"question": "2", "quorum_met": True}),
        (
            "rulebook.sealed",
            {
                "number": 2,
                "digest": digest(LATER_RULES),
                "questions": ["3", "4", "5", "6"],
                "lot_codes": {
                    "3": hashlib.sha256(SEATS_CODE.encode()).hexdigest(),
                },
                "reason": LATER_RULES["reason"],
            },
        ),
        _drawn_up(decision),
        _drawn_up(poll),
        (
            "hands.counted",
            {
                "question": "3",
                "present": 50,
                "by": [],
                "hands": _support(decision),
            },
        ),
        _counted(decision),
        ("declared", {"question": "3", "quorum_met": True}),
        ("slips.released", {"question": "4", "answers": _support(poll)}),
        _counted(poll),
        _drawn_up(seats),
        _drawn_up(name),
        *(event for each in (seats, name) for event in _boxed(each)),
        ("seed.drawn", {"round": "3", "dice": SEATS_DICE, "code": SEATS_CODE}),
        _counted(seats),
        _counted(name),
        ("declared", {"question": "5", "quorum_met": True}),
        ("declared", {"question": "6", "quorum_met": True}),
    ]
    made = [
        (kind, {**body, "act": act}, True)
        for act, (kind, body) in enumerate(later, 101)
    ]
    return [events[0], first, *events[2:], *made]


def _boxed(question: Mapping[str, Any]) -> list[tuple[str, dict[str, object]]]:
    of, n = {"question": question["id"]}, question["papers"]["counted"]
    sums = {"issued": n, "cast": n, "spoilt": 0, "unreturned": 0, "missing": 0}
    return [
        ("papers.reconciled", {**sums, **of}),
        ("urn.sealed", {**of, "urn_root": "0" * 64, "ballots": n}),
    ]


def _support(question: Mapping[str, Any]) -> dict[str, int]:
    return {
        line["id"]: int(line["support"])
        for line in question["outcome"]["projects"]
    }


def _drawn_up(question: Mapping[str, Any]) -> tuple[str, dict[str, object]]:
    lines = [
        {
            "project": line["id"],
            **{key: line[key] for key in ("code", "title", "cost")},
        }
        for line in question["outcome"]["projects"]
    ]
    return "ballot.drawn_up", {
        "question": question["id"],
        "lines": lines,
        "seed": "1",
    }


def _counted(question: Mapping[str, Any]) -> tuple[str, dict[str, object]]:
    outcome = question["outcome"]
    return "counted", {
        "question": question["id"],
        "digest": digest(question["trace"]),
        **outcome["ballots"],
        "funded": [],
        "elected": outcome.get("elected", []),
        "passed": outcome.get("passed"),
    }


def _first_rules(content: dict[str, object]) -> None:
    content["rulebook"] = FIRST_RULES


SEVERAL = Evening(content=_first_rules, events=told, questions=asked)


def but(change: Callable[[list[dict[str, Any]], dict[str, Any]], None]) -> Bag:
    """The pack with its questions changed, every code made anew, signed by all."""

    def changed(said: dict[str, Any]) -> None:
        asked(said)
        change(said["questions"], said)

    return SEVERAL.but(questions=changed, pb=None).signed()


def record_but(change: Callable[[list[Event]], Sequence[Event]]) -> Bag:
    """The pack with another record, signed by all."""
    return SEVERAL.but(
        events=lambda events: list(change(told(events))),
        pb=None,
    ).signed()


def _with(number: int, **changes: object) -> Bag:
    return but(lambda questions, _: questions[number - 1].update(changes))


def _swapped(
    questions: list[dict[str, Any]],
    one: int,
    other: int,
    *names: str,
) -> None:
    for name in names:
        here, there = questions[one - 1], questions[other - 1]
        here[name], there[name] = there[name], here[name]


def _other_lot(_: object, said: dict[str, Any]) -> None:
    said["rounds"]["2"] = said["rounds"]["1"]


def _rules_turned(
    questions: list[dict[str, Any]],
    said: dict[str, Any],
) -> None:
    said["rulebooks"].reverse()
    for question in questions:
        question["rulebook"] = 3 - question["rulebook"]


def _code(number: int, code: str | None) -> Bag:
    def changed(said: dict[str, Any]) -> None:
        said["questions"][number - 1]["result_code"] = code

    return SEVERAL.but(codes=changed, pb=None).signed()


def _passed(questions: list[dict[str, Any]], *, passed: bool) -> None:
    questions[2]["outcome"]["passed"] = passed


def _elected(questions: list[dict[str, Any]]) -> None:
    questions[1]["outcome"] |= {"winners": ["p2"], "elected": ["p2"]}


def _told(number: int, path: str, value: object) -> Bag:
    """A figure of a count changed, and with it all that the result and the record say of it."""

    def change(questions: list[dict[str, Any]]) -> None:
        question = questions[number - 1]
        *inner, last = path.split(".")
        here = question["trace"]
        for name in inner:
            here = here[int(name) if isinstance(here, list) else name]
        here[last] = value
        _made_to_fit(question)

    return _all_made_to_fit(change)


def _made_to_fit(question: dict[str, Any]) -> None:
    trace, outcome = question["trace"], question["outcome"]
    if "chosen" in trace:
        outcome["elected"] = trace["chosen"]["elected"]
        outcome["winners"] = trace["chosen"]["winners"]
    if "decided" in trace:
        outcome["passed"] = trace["decided"]["passed"]
    for line in outcome["projects"]:
        line["support"] = str(trace["support"][line["id"]])


def _counted_otherwise(number: int, **settings: int) -> Bag:
    """A decision under other settings."""

    def change(questions: list[dict[str, Any]]) -> None:
        questions[number - 1] |= _decided_by(30, {**THRESHOLD, **settings})

    return _all_made_to_fit(change)


def _all_made_to_fit(change: Callable[[list[dict[str, Any]]], None]) -> Bag:
    """The pack with its questions changed, and the record telling the same."""

    def changed(said: dict[str, Any]) -> None:
        asked(said)
        change(said["questions"])

    def recorded(events: list[Event]) -> list[Event]:
        said: dict[str, Any] = {
            "rulebooks": [],
            "rounds": {},
            "questions": [{"id": "1"}],
        }
        changed(said)
        by_id = {
            each["id"]: each for each in said["questions"] if each["id"] != "1"
        }
        return [_recorded(event, by_id) for event in told(events)]

    return SEVERAL.but(questions=changed, events=recorded, pb=None).signed()


def _recorded(event: Event, by_id: Mapping[str, dict[str, Any]]) -> Event:
    kind, body, public = event
    question = by_id.get(str(body.get("question")))
    if kind != "counted" or question is None:
        return event
    return kind, {**body, **_counted(question)[1]}, public


def _one_hand_more(questions: list[dict[str, Any]]) -> None:
    questions[2]["outcome"]["projects"][0]["support"] = "31"


def _one_slip_more(questions: list[dict[str, Any]]) -> None:
    questions[3]["outcome"]["projects"][7]["support"] = "1"


ZEROS = " ".join(["0000"] * 8)

TAMPERED_QUESTIONS: dict[str, tuple[int, Callable[[], Bag]]] = {
    "outcomes of two questions swapped, all sign": (
        20,
        lambda: but(lambda all_, _: _swapped(all_, 1, 2, "outcome", "papers")),
    ),
    "outcomes of two questions without papers swapped, all sign": (
        20,
        lambda: but(lambda all_, _: _swapped(all_, 3, 4, "outcome")),
    ),
    "two questions under each other's number, all sign": (
        22,
        lambda: but(lambda all_, _: _swapped(all_, 1, 2, "id")),
    ),
    "a question dropped, all sign": (
        22,
        lambda: but(lambda all_, _: all_.pop(2) and None),
    ),
    "a straw poll dropped, all sign": (
        22,
        lambda: but(lambda all_, _: all_.pop(3) and None),
    ),
    "a question doubled, all sign": (
        22,
        lambda: but(lambda all_, _: all_.append(all_[1])),
    ),
    "no question at all, all sign": (
        16,
        lambda: but(lambda all_, _: all_.clear()),
    ),
    "a question that nobody counted, all sign": (
        22,
        lambda: but(lambda all_, _: all_.append({**all_[1], "id": "5"})),
    ),
    "the lot of another round, all sign": (22, lambda: but(_other_lot)),
    "ten thousand people in a round of six papers, all sign": (
        16,
        lambda: but(lambda _, said: said["rounds"]["1"].update(people=10_000)),
    ),
    "more people than papers of all rounds, all sign": (
        16,
        lambda: but(lambda _, said: said.update(turnout={"people": 29})),
    ),
    "a quorum that was reached and is called missed, all sign": (
        22,
        lambda: record_but(
            lambda events: [
                (kind, {**body, "quorum_met": kind != "declared"}, public)
                if "quorum_met" in body
                else (kind, body, public)
                for kind, body, public in events
            ],
        ),
    ),
    "a question in another round, all sign": (16, lambda: _with(2, round="1")),
    "a question on a sheet without a lot, all sign": (
        22,
        lambda: _with(2, round="9"),
    ),
    "another person elected, all sign": (
        20,
        lambda: but(lambda all_, _: _elected(all_)),
    ),
    "passed what did not pass, all sign": (
        20,
        lambda: but(lambda all_, _: _passed(all_, passed=False)),
    ),
    "one hand more than was counted, all sign": (
        20,
        lambda: but(lambda all_, _: _one_hand_more(all_)),
    ),
    "one slip more than was released, all sign": (
        20,
        lambda: but(lambda all_, _: _one_slip_more(all_)),
    ),
    "a ballot too many for the second question, all sign": (
        16,
        lambda: _with(2, papers={"issued": 7, "counted": 5, "spoilt": 1}),
    ),
    "a winner of the second question who did not stand, all sign": (
        17,
        lambda: but(lambda all_, _: all_[1]["outcome"].update(winners=["A"])),
    ),
    "hands in place of sheets, all sign": (22, lambda: _with(2, way="hands")),
    "a question without its papers, all sign": (
        22,
        lambda: _with(2, papers=None),
    ),
    "later rules before the first, all sign": (15, lambda: but(_rules_turned)),
    "later rules left out, all sign": (
        15,
        lambda: but(lambda _, said: said["rulebooks"].pop() and None),
    ),
    "a question as a straw poll, all sign": (
        22,
        lambda: _with(2, force="straw"),
    ),
    "a question in other words, all sign": (
        22,
        lambda: _with(3, wording="Never again?"),
    ),
    "a question under rules that do not have it, all sign": (
        22,
        lambda: _with(2, rulebook=2),
    ),
    "a question under no rules, all sign": (22, lambda: _with(2, rulebook=0)),
    "a question's code changed, all sign": (27, lambda: _code(2, ZEROS)),
    "a question's code left out, all sign": (27, lambda: _code(3, None)),
    "a straw poll with a code, all sign": (27, lambda: _code(4, ZEROS)),
    "decided.json changed, all sign": (
        27,
        lambda: SEVERAL.but(
            decided=lambda listed: listed.replace(
                b'"passed":true',
                b'"passed":false',
            ),
            pb=None,
        ).signed(),
    ),
    "decided.json without its last question, all sign": (
        27,
        lambda: SEVERAL.but(decided=lambda _: b"[]", pb=None).signed(),
    ),
    "counted a second time under another question, all sign": (
        22,
        lambda: record_but(
            lambda events: [*events, _again(events[-1], "1", act=900)],
        ),
    ),
    **{
        f"{what}, and everything else made to fit, all sign": (20, recounted)
        for what, recounted in (
            (
                "a vote more in a stage",
                lambda: _told(5, "rounds.1.totals.cem", 6),
            ),
            (
                "a vote that passed to another",
                lambda: _told(5, "rounds.0.figures.passed.bea", 1),
            ),
            ("another quota", lambda: _told(5, "chosen.figures.quota", 5)),
            (
                "another order of places",
                lambda: _told(5, "chosen.order", ["bea", "amal"]),
            ),
            (
                "another elected in a stage",
                lambda: _told(5, "rounds.0.elected", ["bea"]),
            ),
            (
                "another put out in a stage",
                lambda: _told(5, "rounds.1.eliminated", ["cem"]),
            ),
            (
                "another elected in all",
                lambda: _told(5, "chosen.elected", ["amal", "dov"]),
            ),
            (
                "a surplus of another size",
                lambda: _told(5, "rounds.0.figures.surplus.amal", 2),
            ),
            (
                "a cell of the pairs",
                lambda: _told(6, "chosen.matrix.cedar.alder", 12),
            ),
            (
                "another winner by pairs",
                lambda: _told(6, "chosen.elected", ["birch"]),
            ),
            (
                "a chain of another strength",
                lambda: _told(6, "chosen.strengths.alder.birch", 12),
            ),
            ("a lower threshold", lambda: _told(3, "decided.needed", 25)),
            ("another base", lambda: _told(3, "decided.of", 43)),
            (
                "not passed what passed",
                lambda: _told(3, "decided.passed", value=False),
            ),
            (
                "another middle of the poll",
                lambda: _told(4, "spread.middle", ["1"]),
            ),
            ("a cross more", lambda: _told(2, "support.p2", 4)),
        )
    },
    "one hand more than was counted, and the count made to fit, all sign": (
        22,
        lambda: but(lambda all_, _: all_[2].update(_decided_by(31, THRESHOLD))),
    ),
    "one slip more than was released, and the count made to fit, all sign": (
        22,
        lambda: but(
            lambda all_, _: all_[3].update(_polled((9, 8, 7, 3, 2, 1, 1, 1))),
        ),
    ),
    "another person elected, and the count made to fit, all sign": (
        22,
        lambda: but(lambda all_, _: all_[1].update(_crossed(2, 4))),
    ),
    "another threshold than was sealed, and everything else made to fit, all sign": (
        22,
        lambda: _counted_otherwise(3, numerator=2, denominator=3),
    ),
    "another base than was present, and everything else made to fit, all sign": (
        22,
        lambda: _counted_otherwise(3, of=44),
    ),
    "a question declared before it was counted, all sign": (
        22,
        lambda: record_but(
            lambda events: [*events[:16], events[17], events[16], *events[18:]],
        ),
    ),
}


def _again(event: Event, question: str, act: int) -> Event:
    kind, body, public = event
    return kind, {**body, "question": question, "act": act}, public
