"""An evening with four questions for tests, and what somebody could do to them in a pack.

Money and a choice on sheets, each in a round of its own; then, under rules that were sealed later,
yes or no by hands, and a straw poll on slips.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pbdesk.pack.bag import Bag
from tests.pack.sample import LOT_CODE, Evening, Event, digest

CHOICE_DICE, CHOICE_CODE = "2718", "W3HC-0ZQN-8VBT"
CHOICE_LOT = {
    "seed": f"{CHOICE_DICE}-{CHOICE_CODE}",
    "dice": CHOICE_DICE,
    "lot_code": CHOICE_CODE,
}


def _rules(id_: str, kind: str, wording: str, **more: object) -> dict[str, object]:
    return {
        "id": id_,
        "kind": kind,
        "charter": {"question": wording, "binding": more.pop("force", "binding")},
        "rulebook": more,
    }


MONEY, CHOICE = "What shall the money go to?", "Who speaks for us?"
DECISION, POLL = "Shall we meet again in May?", "How strong is the support?"
FIRST_RULES: dict[str, Any] = {
    "format": "pbdesk/rulebook/2",
    "number": 1,
    "questions": [_rules("1", "fund", MONEY), _rules("2", "choose", CHOICE, round=2)],
}
LATER_RULES: dict[str, Any] = {
    "format": "pbdesk/rulebook/2",
    "number": 2,
    "follows": digest(FIRST_RULES),
    "reason": "They were asked for in the hall.",
    "questions": [
        _rules("3", "decide", DECISION, force="advisory", way="hands"),
        {**_rules("4", "scale", POLL, way="slip"), "charter": {"question": POLL}},
    ],
}


def _lines(support: Mapping[str, int]) -> list[dict[str, object]]:
    return [
        {"id": id_, "code": code, "title": f"Line {code}", "cost": 0, "support": str(n)}
        for code, (id_, n) in zip("ABCDEFGH", support.items(), strict=False)
    ]


def _outcome(rule: str, support: Mapping[str, int], counted: int, **came_out: object) -> Any:
    return {
        "rule": rule,
        "parameters": {},
        "ballots": {"counted": counted, "rejected": {}},
        "projects": _lines(support),
        **came_out,
    }


def _more() -> list[dict[str, Any]]:
    """The questions after the first as result.json has them."""
    chosen = _outcome("approval", {"p1": 4, "p2": 3}, 5, winners=["p1"], elected=["p1"])
    passed = _outcome("majority", {"yes": 30, "no": 11, "abstain": 2}, 43, passed=True)
    answers = {str(step): n for step, n in enumerate((9, 8, 7, 3, 2, 1, 1, 0), 1)}
    return [
        {
            "id": "2",
            "kind": "choose",
            "way": "sheet",
            "force": "binding",
            "wording": CHOICE,
            "round": "2",
            "rulebook": 1,
            "outcome": chosen,
            "papers": {"issued": 6, "counted": 5, "spoilt": 1},
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
            "outcome": passed,
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
            "outcome": _outcome("spread", answers, 31),
        },
    ]


def asked(said: dict[str, Any]) -> None:
    """Let result.json have all four."""
    said["rulebooks"].append(LATER_RULES)
    said["rounds"]["2"] = dict(CHOICE_LOT)
    said["questions"] += _more()


def told(events: list[Event]) -> list[Event]:
    """Let the record tell of all four; every round is over before the next one opens."""
    codes = {"1": LOT_CODE, "2": CHOICE_CODE}
    sealed = {name: hashlib.sha256(code.encode()).hexdigest() for name, code in codes.items()}
    kind, body, public = events[1]
    first = (kind, {**body, "questions": ["1", "2"], "lot_codes": sealed}, public)
    choice, decision, poll = _more()
    later = [
        _drawn_up(choice),
        (
            "papers.reconciled",
            {"issued": 6, "cast": 5, "spoilt": 1, "unreturned": 0, "missing": 0, "question": "2"},
        ),
        ("urn.sealed", {"question": "2", "urn_root": "0" * 64, "ballots": 5}),
        ("seed.drawn", {"round": "2", "dice": CHOICE_DICE, "code": CHOICE_CODE}),
        _counted(choice),
        ("declared", {"question": "2", "quorum_met": True}),
        (
            "rulebook.sealed",
            {
                "number": 2,
                "digest": digest(LATER_RULES),
                "questions": ["3", "4"],
                "lot_codes": {},
                "reason": LATER_RULES["reason"],
            },
        ),
        _drawn_up(decision),
        _drawn_up(poll),
        ("hands.counted", {"question": "3", "present": 50, "by": [], "hands": _support(decision)}),
        _counted(decision),
        ("declared", {"question": "3", "quorum_met": True}),
        ("slips.released", {"question": "4", "answers": _support(poll)}),
        _counted(poll),
    ]
    made = [(kind, {**body, "act": act}, True) for act, (kind, body) in enumerate(later, 101)]
    return [events[0], first, *events[2:], *made]


def _support(question: Mapping[str, Any]) -> dict[str, int]:
    return {line["id"]: int(line["support"]) for line in question["outcome"]["projects"]}


def _drawn_up(question: Mapping[str, Any]) -> tuple[str, dict[str, object]]:
    lines = [
        {"project": line["id"], **{key: line[key] for key in ("code", "title", "cost")}}
        for line in question["outcome"]["projects"]
    ]
    return "ballot.drawn_up", {"question": question["id"], "lines": lines, "seed": "1"}


def _counted(question: Mapping[str, Any]) -> tuple[str, dict[str, object]]:
    outcome = question["outcome"]
    return "counted", {
        "question": question["id"],
        "digest": "0" * 64,
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
    return SEVERAL.but(events=lambda events: list(change(told(events))), pb=None).signed()


def _with(number: int, **changes: object) -> Bag:
    return but(lambda questions, _: questions[number - 1].update(changes))


def _swapped(questions: list[dict[str, Any]], one: int, other: int, *names: str) -> None:
    for name in names:
        here, there = questions[one - 1], questions[other - 1]
        here[name], there[name] = there[name], here[name]


def _other_lot(_: object, said: dict[str, Any]) -> None:
    said["rounds"]["2"] = said["rounds"]["1"]


def _rules_turned(questions: list[dict[str, Any]], said: dict[str, Any]) -> None:
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


def _one_hand_more(questions: list[dict[str, Any]]) -> None:
    questions[2]["outcome"]["projects"][0]["support"] = "31"


def _one_slip_more(questions: list[dict[str, Any]]) -> None:
    questions[3]["outcome"]["projects"][7]["support"] = "1"


ZEROS = " ".join(["0000"] * 8)

TAMPERED_QUESTIONS: dict[str, tuple[int, Callable[[], Bag]]] = {
    "outcomes of two questions swapped, all sign": (
        22,
        lambda: but(lambda all_, _: _swapped(all_, 1, 2, "outcome", "papers")),
    ),
    "outcomes of two questions without papers swapped, all sign": (
        22,
        lambda: but(lambda all_, _: _swapped(all_, 3, 4, "outcome")),
    ),
    "two questions under each other's number, all sign": (
        22,
        lambda: but(lambda all_, _: _swapped(all_, 1, 2, "id")),
    ),
    "a question dropped, all sign": (22, lambda: but(lambda all_, _: all_.pop(2) and None)),
    "a straw poll dropped, all sign": (22, lambda: but(lambda all_, _: all_.pop(3) and None)),
    "a question doubled, all sign": (22, lambda: but(lambda all_, _: all_.append(all_[1]))),
    "no question at all, all sign": (16, lambda: but(lambda all_, _: all_.clear())),
    "a question that nobody counted, all sign": (
        22,
        lambda: but(lambda all_, _: all_.append({**all_[1], "id": "5"})),
    ),
    "the lot of another round, all sign": (22, lambda: but(_other_lot)),
    "a question in another round, all sign": (22, lambda: _with(2, round="1")),
    "a question on a sheet without a lot, all sign": (22, lambda: _with(2, round="9")),
    "another person elected, all sign": (22, lambda: but(lambda all_, _: _elected(all_))),
    "passed what did not pass, all sign": (
        22,
        lambda: but(lambda all_, _: _passed(all_, passed=False)),
    ),
    "one hand more than was counted, all sign": (
        22,
        lambda: but(lambda all_, _: _one_hand_more(all_)),
    ),
    "one slip more than was released, all sign": (
        22,
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
    "a question without its papers, all sign": (22, lambda: _with(2, papers=None)),
    "later rules before the first, all sign": (15, lambda: but(_rules_turned)),
    "later rules left out, all sign": (
        15,
        lambda: but(lambda _, said: said["rulebooks"].pop() and None),
    ),
    "a question as a straw poll, all sign": (22, lambda: _with(2, force="straw")),
    "a question in other words, all sign": (22, lambda: _with(3, wording="Never again?")),
    "a question under rules that do not have it, all sign": (22, lambda: _with(2, rulebook=2)),
    "a question under no rules, all sign": (22, lambda: _with(2, rulebook=0)),
    "a question's code changed, all sign": (27, lambda: _code(2, ZEROS)),
    "a question's code left out, all sign": (27, lambda: _code(3, None)),
    "a straw poll with a code, all sign": (27, lambda: _code(4, ZEROS)),
    "decided.json changed, all sign": (
        27,
        lambda: SEVERAL.but(
            decided=lambda listed: listed.replace(b'"passed":true', b'"passed":false'), pb=None
        ).signed(),
    ),
    "decided.json without its last question, all sign": (
        27,
        lambda: SEVERAL.but(decided=lambda _: b"[]", pb=None).signed(),
    ),
    "counted a second time under another question, all sign": (
        22,
        lambda: record_but(lambda events: [*events, _again(events[-1], "1", act=900)]),
    ),
    "a question declared before it was counted, all sign": (
        22,
        lambda: record_but(lambda events: [*events[:16], events[17], events[16], *events[18:]]),
    ),
}


def _again(event: Event, question: str, act: int) -> Event:
    kind, body, public = event
    return kind, {**body, "question": question, "act": act}, public
