"""What is new in packs, attacked by somebody who has every key: questions, rounds, rules, supplements.

`pbdesk verify` and verify.html must name each attack, by the same check.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pbdesk.pack.bag import Bag
from pbdesk.pack.contents import assemble, canonical
from pbdesk.pack.verify import verify
from tests.pack.both import USUAL, Brought, Found, by_command, by_page
from tests.pack.browser import CHROMIUM, MISSING, Browser
from tests.pack.chains import CHAIN_KEYS, CHAIN_SIGNERS, following
from tests.pack.questions import FIRST_RULES, LATER_RULES, SEATS_CODE, SEVERAL
from tests.pack.sample import (
    ASSEMBLY,
    LOT_CODE,
    SIGNERS,
    Event,
    digest,
    pdf,
    record_jsonl,
    sign_all,
)
from tests.pack.tampering import CONDITION, HERE, conditioned, zipped
from tests.pack.test_happened import EVENTS, whole

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)

type Change = Callable[[list[dict[str, Any]], dict[str, Any]], object]
type Retold = Callable[[list[Event]], list[Event]]

DRAWN: dict[str, str] = {
    "seed": "1111-AAAA",
    "dice": "1111",
    "lot_code": "AAAA",
}
SUPPLEMENTED = Brought(CHAIN_SIGNERS, ASSEMBLY)
ABSENT = object()


@pytest.fixture
def found(browser: Browser, tmp_path: Path) -> Callable[..., Found]:
    """What both find of a pack; they must agree on every check."""

    def look(bag: Bag, brought: Brought = USUAL) -> Found:
        path = tmp_path / "pack.zip"
        path.write_bytes(zipped(bag))
        command, page = (
            by_command(path, brought),
            by_page(path, browser, brought),
        )
        assert page == command
        return command

    return look


def failing(found: Found) -> list[int]:
    """The numbers of the checks that failed."""
    return [
        number for number, passed in found.passed.items() if passed is False
    ]


def asked(
    change: Change,
    retold: Retold = lambda events: events,
) -> Callable[[], Bag]:
    """Six questions, changed in result.json and in the record."""

    def questions(said: dict[str, Any]) -> None:
        SEVERAL.questions(said)
        change(said["questions"], said)

    def events(told: list[Event]) -> list[Event]:
        return retold(SEVERAL.events(told))

    return lambda: SEVERAL.but(
        questions=questions,
        events=events,
        pb=None,
    ).signed()


def recorded(retold: Retold) -> Callable[[], Bag]:
    """The same result, another record."""
    return asked(lambda _, __: None, retold)


def outcome(question: int, **changes: object) -> Change:
    return lambda all_, _: all_[question - 1]["outcome"].update(changes)


def question(number: int, **changes: object) -> Change:
    return lambda all_, _: all_[number - 1].update(changes)


def at(events: Sequence[Event], kind: str, nth: int) -> int:
    return [place for place, event in enumerate(events) if event[0] == kind][
        nth
    ]


def said(kind: str, nth: int = 0, **changes: object) -> Retold:
    """The n-th entry of a kind says something else."""

    def retold(events: list[Event]) -> list[Event]:
        place = at(events, kind, nth)
        _, body, public = events[place]
        return [
            *events[:place],
            (kind, {**body, **changes}, public),
            *events[place + 1 :],
        ]

    return retold


def moved(kind: str, nth: int, to: int) -> Retold:
    def retold(events: list[Event]) -> list[Event]:
        kept = list(events)
        kept.insert(to % len(kept), kept.pop(at(kept, kind, nth)))
        return kept

    return retold


def drawn_up_again(events: list[Event]) -> list[Event]:
    place = at(events, "vote.closed", 0) + 1
    return [
        *events[:place],
        events[at(events, "ballot.drawn_up", 0)],
        *events[place:],
    ]


def put_in_place_of_another(record: bytes) -> bytes:
    """The second entry says more, under a digest of its own; the hashes after it stay as they were."""
    first, second, *others = record.splitlines(keepends=True)
    line = json.loads(second)
    line["body"]["more"] = "x"
    told = {part: line[part] for part in ("type", "body", "random")}
    line["digest"] = hashlib.sha256(
        b"\0pbdesk/entry/2\0" + canonical(told),
    ).hexdigest()
    return b"".join([first, canonical(line) + b"\n", *others])


def later_rules(**changes: object) -> Callable[[], Bag]:
    """The second sealed document says something else; the record sealed that."""
    rules = {**LATER_RULES, **changes}
    sealed = said("rulebook.sealed", 1, digest=digest(rules))
    return asked(
        lambda _, result: result["rulebooks"].__setitem__(1, rules),
        sealed,
    )


def sealed_codes(**codes: str) -> Callable[[], Bag]:
    kept = {
        "3": SEATS_CODE,
        **{name.removeprefix("_"): code for name, code in codes.items()},
    }
    hashed = {
        name: hashlib.sha256(code.encode()).hexdigest()
        for name, code in kept.items()
    }
    return recorded(said("rulebook.sealed", 1, lot_codes=hashed))


def rounds(name: str, lot: dict[str, Any]) -> Callable[[], Bag]:
    return asked(lambda _, result: result["rounds"].update({name: lot}))


def both(
    question_: int,
    entry: str,
    nth: int,
    **changes: object,
) -> Callable[[], Bag]:
    return asked(outcome(question_, **changes), said(entry, nth, **changes))


def without_rounds(number: int, support: str) -> Change:
    def change(all_: list[dict[str, Any]], _: object) -> None:
        all_[number - 1]["trace"] = None
        all_[number - 1]["outcome"]["projects"][0]["support"] = support

    return change


def supported(support: str) -> Callable[[], Bag]:
    def content(told: dict[str, Any]) -> None:
        told["outcome"]["projects"][0]["support"] = told["trace"]["support"][
            "A"
        ] = support

    return lambda: HERE.but(content=content, pb=None).signed()


def costing(cost: int, *, funded: bool) -> Callable[[], Bag]:
    """The last project costs so much."""

    def content(told: dict[str, Any]) -> None:
        told["outcome"]["projects"][2] |= {"cost": cost, "funded": funded}
        if funded:
            told["trace"]["rounds"][2]["funded"] = True
            told["outcome"]["funded"] = told["trace"]["funded"] = [
                "A",
                "B",
                "C",
            ]

    return lambda: HERE.but(content=content, pb=None).signed()


def numbered(**changes: object) -> Callable[[], Bag]:
    return lambda: HERE.but(content=lambda told: told.update(changes)).signed()


def first_sealed(
    rules: dict[str, Any],
    *tallies: dict[str, Any],
    change: Change = lambda _, __: None,
    besides: Retold = lambda events: events,
) -> Callable[[], Bag]:
    """These were the first rules that were sealed; the record sealed them, the later follow.

    `tallies`: what is told of the slips that were released besides. `change` of the result and
    `besides` of the record come on top.
    """
    later = {**LATER_RULES, "follows": digest(rules)}

    def retold(events: list[Event]) -> list[Event]:
        ids = [each["id"] for each in rules["questions"]]
        first = said("rulebook.sealed", 0, digest=digest(rules), questions=ids)(
            events,
        )
        released: list[Event] = [
            ("slips.released", RELEASED, True) for _ in tallies
        ]
        again = said("rulebook.sealed", 1, digest=digest(later))(first)
        return [*besides(again), *released]

    def told(questions: list[dict[str, Any]], result: dict[str, Any]) -> None:
        result |= {
            "rulebooks": [rules, later],
            "tallies": copy.deepcopy(list(tallies)),
        }
        change(questions, result)

    return asked(told, retold)


def with_pot(pot: int) -> Callable[[], Bag]:
    """The sealed charter shares out another sum than was counted."""
    rules: dict[str, Any] = copy.deepcopy(FIRST_RULES)
    rules["questions"][0]["charter"]["pot"] = pot
    return first_sealed(rules)


TALLY: dict[str, Any] = {
    "id": "9",
    "slips": 30,
    "items": [
        {"id": "age", "cells": [{"answers": ["18-24", "25-44"], "slips": 30}]},
    ],
}
RELEASED: dict[str, Any] = {
    "act": 998,
    "question": "9",
    "answers": {},
    "slips": 30,
    "items": [
        {
            "item": "age",
            "cells": [{"answers": ["18-24", "25-44"], "slips": 30}],
        },
    ],
}


def with_clause(rules: dict[str, Any], **clauses: object) -> dict[str, Any]:
    """What was sealed of a question, with other clauses."""
    return {**rules, "rulebook": {**rules["rulebook"], **clauses}}


def with_quorum(
    least: int,
    *,
    declared: bool = True,
    **told: object,
) -> Callable[[], Bag]:
    """So many ballots had to be given out for the money; what the result tells of it."""
    money, choice = FIRST_RULES["questions"]
    rules = {
        **FIRST_RULES,
        "questions": [with_clause(money, quorum=least), choice],
    }
    quorum = question(1, quorum=told or None)
    return first_sealed(
        rules,
        change=quorum,
        besides=said("declared", 0, quorum_met=declared),
    )


def worded(wording: str = "Who came?", title: str = "Age") -> Callable[[], Bag]:
    """Slips that asked who came, and how old, told in these words."""
    slips = {
        "id": "9",
        "kind": "tally",
        "charter": {"question": "Who came?"},
        "items": [{"id": "age", "title": "Age"}],
    }
    rules = {**FIRST_RULES, "questions": [*FIRST_RULES["questions"], slips]}
    items = [{**item, "title": title} for item in TALLY["items"]]
    return first_sealed(rules, TALLY | {"wording": wording, "items": items})


def tallied(told: list[Any], **released: Any) -> Callable[[], Bag]:
    """Slips with several items: what result.json tells of them, and the entry of the record."""

    def change(_: object, result: dict[str, Any]) -> None:
        result["tallies"] = copy.deepcopy(told)

    body = {
        name: value
        for name, value in (RELEASED | released).items()
        if value is not ABSENT
    }
    return asked(
        change,
        lambda events: [*events, ("slips.released", body, True)],
    )


def other_cells(*cells: dict[str, Any]) -> list[Any]:
    return [TALLY | {"items": [{"id": "age", "cells": list(cells)}]}]


def turnout(lots: dict[str, int], **told: Any) -> Callable[[], Bag]:
    """How many people came: to each round, by its lot, and to any of them."""

    def change(_: object, result: dict[str, Any]) -> None:
        result["turnout"] = told
        for name, people in lots.items():
            result["rounds"][name]["people"] = people

    return asked(change)


CAME = {"1": 6, "2": 5, "3": 17}
"""Who was given a ballot of each round, by the papers of the six questions."""


def named_twice(_: object, result: dict[str, Any]) -> None:
    """A round says one thing beside its lot and another beside the turnout."""
    result["turnout"] = {"rounds": CAME}
    result["rounds"]["2"]["people"] = 6


def more_in_one_of_a_round(all_: list[dict[str, Any]], _: object) -> None:
    all_[5]["papers"] |= {"issued": 18, "unreturned": 1}


WORDS = {"said": "0" * 64}
DELIBERATION: list[tuple[str, dict[str, Any]]] = [
    (
        "interest.declared",
        {
            "interest": "i",
            "role": "teller",
            "project": "A",
            "handled": "declared",
            "what": WORDS,
        },
    ),
    (
        "interest.handled",
        {"interest": "i", "handled": "recused", "reason": WORDS},
    ),
    (
        "tradeoff.taken_up",
        {"tradeoff": "t", "number": 1, "project": "A", "table": 2},
    ),
    (
        "tradeoff.worded",
        {"tradeoff": "t", "choice": "condition", "minority": WORDS},
    ),
    ("tradeoff.confirmed", {"tradeoff": "t"}),
    (
        "tradeoff.taken_up",
        {"tradeoff": "u", "number": 2, "project": "B", "table": 1},
    ),
    ("tradeoff.skipped", {"tradeoff": "u", "reason": WORDS}),
    (
        "trade.worded",
        {
            "trade": "r",
            "number": 1,
            "table": 1,
            "hands": [12, 3, 1],
            "rather": {"option": "A", "words": WORDS},
            "than": {"option": None, "words": WORDS},
        },
    ),
    ("trade.confirmed", {"trade": "r"}),
    ("matter.raised", {"matter": "m", "number": 1, "words": WORDS}),
    ("matter.counted", {"matter": "m", "hands": 31}),
    ("proposal.received", {"proposal": "D", "title": "Benches"}),
    ("proposal.amended", {"proposal": "D", "title": "Two more benches"}),
    ("proposal.merged", {"proposal": "D", "into": "A", "reason": WORDS}),
    (
        "agenda.planned",
        {"item": "w", "title": "Welcome", "minutes": 9, "tables": 0},
    ),
    (
        "agenda.planned",
        {"item": "b", "title": "A break", "minutes": 5, "tables": 0},
    ),
    (
        "agenda.planned",
        {"item": "p", "title": "The path", "minutes": 3, "tables": 2},
    ),
    (
        "agenda.planned",
        {"item": "s", "title": "A song", "minutes": 1, "tables": 0},
    ),
    (
        "agenda.changed",
        {"item": "w", "title": "Hello", "minutes": 5, "tables": 0},
    ),
    ("agenda.dropped", {"item": "s"}),
    ("agenda.order_set", {"items": ["p", "w", "b"], "seed": ""}),
    (
        "agenda.clock_started",
        {"item": "w", "table": 0, "at": "2026-11-26T17:05:00+00:00"},
    ),
    (
        "agenda.ended",
        {
            "item": "w",
            "at": "2026-11-26T17:09:59+00:00",
            "over": "2026-11-26T17:09:56+00:00",
        },
    ),
    (
        "agenda.clock_started",
        {"item": "p", "table": 1, "at": "2026-11-26T17:10:00+00:00"},
    ),
    ("agenda.clock_paused", {"item": "p", "at": "2026-11-26T17:11:00+00:00"}),
    (
        "agenda.clock_started",
        {"item": "p", "table": 1, "at": "2026-11-26T18:15:00+01:00"},
    ),
    (
        "agenda.clock_started",
        {"item": "p", "table": 2, "at": "2026-11-26T17:16:00+00:00"},
    ),
    ("agenda.ended", {"item": "p", "at": "2026-11-26T17:18:00+00:00"}),
    (
        "argument.noted",
        {"argument": "1", "tradeoff": "t", "kind": "question", "table": 2},
    ),
    (
        "argument.noted",
        {"argument": "2", "tradeoff": "t", "kind": "worry", "table": 2},
    ),
    (
        "argument.noted",
        {"argument": "3", "tradeoff": "u", "kind": "gain", "table": 1},
    ),
    ("argument.corrected", {"argument": "3", "kind": "question"}),
    ("argument.answered", {"argument": "1", "by": WORDS, "words": WORDS}),
    ("matter.raised", {"matter": "n", "number": 2, "words": WORDS}),
    ("matter.put_on", {"matter": "n", "item": "b"}),
    ("matter.answered", {"matter": "m", "by": WORDS, "reason": WORDS}),
    ("seats.set", {"interest": "residents", "seats": 2}),
    ("seat.taken", {"seat": "s", "interest": "residents", "who": WORDS}),
    ("need.checked", {"need": "place", "met": True, "words": WORDS}),
    ("tables.drawn", {"tables": 2, "cards": 9, "seed": "4261"}),
    ("tables.late", {"cards": 2, "seed": "1135"}),
    (
        "argument.noted",
        {"argument": "e", "tradeoff": "t", "kind": "worry", "table": 1},
    ),
    ("argument.corrected", {"argument": "e", "kind": "evidence"}),
    (
        "argument.enclosed",
        {"argument": "e", "file": {"ref": "f", "digest": "cd" * 32}},
    ),
    (
        "dots.counted",
        {
            "sheet": "",
            "table": 1,
            "people": 12,
            "lines": ["A", "B"],
            "dots": [20, 4],
        },
    ),
    (
        "dots.counted",
        {
            "sheet": "t",
            "table": 2,
            "people": None,
            "lines": ["1", "e"],
            "dots": None,
        },
    ),
]
"""Who stood aside, two trade-offs, a trade, what people asked together, an idea merged, an agenda
of three items of which two began, two questions at tables, who steered and sat where, and dots."""
DELIBERATED: dict[str, list[dict[str, Any]]] = {
    "interests": [
        {
            "role": "teller",
            "project": "A",
            "handled": "recused",
            "what": "Lives there.",
        },
    ],
    "tradeoffs": [
        {
            "number": 1,
            "project": "A",
            "table": 2,
            "condition": None,
            "choice": "condition",
            "confirmed": True,
            "skipped": None,
            "minority": "Two of nine: no.",
        },
        {
            "number": 2,
            "project": "B",
            "table": 1,
            "condition": None,
            "choice": None,
            "confirmed": False,
            "skipped": "The time was up.",
            "minority": None,
        },
    ],
    "trades": [
        {
            "number": 1,
            "table": 1,
            "for": 12,
            "against": 3,
            "abstained": 1,
            "condition": None,
            "rather": {"project": "A", "line": None},
            "confirmed": True,
            "than": {"project": None, "line": "Roads"},
        },
    ],
    "matters": [
        {
            "number": 1,
            "hands": 31,
            "words": "Who cleans?",
            "agenda": None,
            "answered_by": "The office",
            "reason": "It does.",
        },
        {
            "number": 2,
            "hands": None,
            "words": "Who locks up?",
            "agenda": "A break",
        },
    ],
    "merged": [{"title": "Two more benches", "into": "A"}],
    "timings": [
        {"title": "The path", "minutes": 3, "tables": 2, "took": 240},
        {"title": "Hello", "minutes": 5, "tables": 0, "took": 296},
    ],
    "questions": [
        {
            "project": "A",
            "table": 2,
            "words": "Who pays?",
            "answer": "We do.",
            "answered_by": "The office",
        },
        {
            "project": "B",
            "table": 1,
            "words": "And then?",
            "answer": None,
            "answered_by": None,
        },
    ],
    "evidence": [
        {"project": "A", "table": 1, "words": "A count.", "file": "cd" * 32},
    ],
    "dots": [
        {
            "about": None,
            "table": 1,
            "people": 12,
            "lines": [
                {"project": "A", "words": None},
                {"project": "B", "words": None},
            ],
            "dots": [20, 4],
        },
        {
            "about": "A",
            "table": 2,
            "people": None,
            "lines": [
                {"project": None, "words": "Who?"},
                {"project": None, "words": "A."},
            ],
            "dots": None,
        },
    ],
}
PREPARED: dict[str, Any] = {
    "steering": {
        "seats": [{"interest": "residents", "seats": 2, "taken": 1}],
        "needs": [{"need": "place", "met": True, "words": "Step-free."}],
    },
    "seating": {
        "tables": 2,
        "dealt": [{"cards": 9, "seed": "4261"}, {"cards": 2, "seed": "1135"}],
    },
}
"""Who prepared the evening, and how its tables were drawn."""


def deliberated(
    part: str = "",
    nth: int = 0,
    *more: str,
    **changes: object,
) -> Callable[[], Bag]:
    """What was deliberated, one line of it told otherwise; `more`: entries that came after it."""
    told: dict[str, Any] = copy.deepcopy({**DELIBERATED, **PREPARED})
    if part in PREPARED:
        told[part] |= changes
    elif changes:
        told[part][nth] |= changes
    entries = [*DELIBERATION, *((kind, {"tradeoff": "t"}) for kind in more)]

    def retold(events: list[Event]) -> list[Event]:
        acts = enumerate(entries, 501)
        return [
            *events,
            *((kind, {**body, "act": act}, True) for act, (kind, body) in acts),
        ]

    return asked(lambda _, result: result.update(deliberated=told), retold)


def without_deliberated(part: str | None) -> Callable[[], Bag]:
    """Of a part of what was deliberated nothing is told; None: of nothing that was."""
    nothing = {"steering": {}, "seating": None}.get(part or "", [])
    whole = copy.deepcopy({**DELIBERATED, **PREPARED})
    told = None if part is None else {**whole, part: nothing}

    def retold(events: list[Event]) -> list[Event]:
        acts = enumerate(DELIBERATION, 501)
        return [
            *events,
            *((kind, {**body, "act": act}, True) for act, (kind, body) in acts),
        ]

    return asked(lambda _, result: result.update(deliberated=told), retold)


EVENING: dict[str, tuple[int, Callable[[], Bag]]] = {
    "ten thousand came to a round": (16, turnout({"1": 10_000})),
    "one fewer came than had a ballot": (16, turnout({"2": 4})),
    "nobody came, though ballots were counted": (16, turnout(CAME, people=0)),
    "fewer came than to one round": (16, turnout(CAME, people=16)),
    "more came than to all rounds together": (16, turnout(CAME, people=29)),
    "more came than may": (16, turnout(CAME, people=20, register=19)),
    "fewer than nobody came": (16, turnout({}, rounds={"4": -1})),
    "other people came by the turnout than by the lots": (
        16,
        turnout({}, rounds=CAME | {"3": 18}),
    ),
    "two turnouts of one round": (16, asked(named_twice)),
    "one sheet of a round more than of the other": (
        16,
        asked(more_in_one_of_a_round),
    ),
    "papers for hands": (
        22,
        asked(question(3, papers={"issued": 43, "counted": 43})),
    ),
    "papers for slips": (
        22,
        asked(question(4, papers={"issued": 31, "counted": 31})),
    ),
    "no papers for sheets": (22, asked(question(2, papers=None))),
    "a lot for hands": (22, asked(question(3, round="2"))),
    "a lot that nobody drew": (22, rounds("9", DRAWN)),
    "a seed that nobody drew": (22, rounds("9", {"seed": "x"})),
    "somebody elected by money": (22, asked(outcome(1, elected=["A"]))),
    "somebody elected who did not stand": (
        17,
        both(2, "counted", 1, elected=["p9"]),
    ),
    "money in a choice": (22, asked(outcome(2, budget=5, cost=5, leftover=0))),
    "a part of its cost in a decision": (
        22,
        asked(outcome(3, awards={"yes": 5})),
    ),
    "somebody funded in a choice": (
        22,
        asked(
            lambda all_, _: all_[1]["outcome"]["projects"][0].update(
                funded=True,
            ),
        ),
    ),
    "something funded in a decision": (17, asked(outcome(3, funded=["yes"]))),
    "a choice without its stages, other sums": (
        22,
        asked(without_rounds(2, "400")),
    ),
    "a decision without its figures": (22, asked(without_rounds(3, "30"))),
    "another pot than was sealed": (22, with_pot(200_000)),
    "the code of a round sealed anew": (22, sealed_codes(_1="ZZZZ")),
    "the code of a round sealed twice": (22, sealed_codes(_1=LOT_CODE)),
    "rules that were sealed after the count": (
        22,
        recorded(moved("rulebook.sealed", 1, -1)),
    ),
    "the first rules sealed last": (
        15,
        recorded(moved("rulebook.sealed", 0, -2)),
    ),
    "rules with another number in the record": (
        22,
        recorded(said("rulebook.sealed", 1, number=3)),
    ),
    "rules of other questions in the record": (
        22,
        recorded(said("rulebook.sealed", 0, questions=["1"])),
    ),
    "a vote that closed after its papers were added up": (
        22,
        recorded(moved("vote.closed", 0, 9)),
    ),
    "somebody who stood aside is said to have stayed": (
        25,
        deliberated("interests", handled="declared"),
    ),
    "another stood aside": (25, deliberated("interests", role="expert")),
    "a trade-off of another project": (
        25,
        deliberated("tradeoffs", project="B"),
    ),
    "another choice of a trade-off": (
        25,
        deliberated("tradeoffs", choice="yes"),
    ),
    "a trade-off that nobody confirmed": (
        25,
        deliberated("tradeoffs", 1, confirmed=True),
    ),
    "a trade-off that was opened again": (
        25,
        deliberated("", 0, "tradeoff.reopened"),
    ),
    "a trade-off that was not left out": (
        25,
        deliberated("tradeoffs", skipped="No time."),
    ),
    "a trade the other way round": (
        25,
        deliberated("trades", rather={"project": None}, than={"project": "A"}),
    ),
    "other hands for a trade": (25, deliberated("trades", against=30)),
    "a trade that nobody confirmed": (
        25,
        deliberated("trades", confirmed=False),
    ),
    "other hands for what people asked": (25, deliberated("matters", hands=3)),
    "hands for what nobody counted": (25, deliberated("matters", 1, hands=31)),
    "an item of the agenda that was another": (
        25,
        deliberated("matters", 1, agenda="Hello"),
    ),
    "an answer to what nobody answered": (
        25,
        deliberated("matters", 1, reason="Nobody does."),
    ),
    "an idea merged into another": (25, deliberated("merged", into="B")),
    "an idea merged under another title": (
        25,
        deliberated("merged", title="A car park"),
    ),
    "an item that took as long as it was to": (
        25,
        deliberated("timings", took=360),
    ),
    "an item with other minutes": (25, deliberated("timings", 1, minutes=9)),
    "an item with other tables": (25, deliberated("timings", tables=3)),
    "an item under another title": (
        25,
        deliberated("timings", 1, title="Welcome"),
    ),
    "a question about another project": (
        25,
        deliberated("questions", project="B"),
    ),
    "a question of another table": (25, deliberated("questions", 1, table=2)),
    "an answer to an open question": (
        25,
        deliberated("questions", 1, answer="We do."),
    ),
    "somebody who answered an open question": (
        25,
        deliberated("questions", 1, answered_by="The office"),
    ),
    **{
        f"what was deliberated without its {part}": (
            25,
            without_deliberated(part),
        )
        for part in (*DELIBERATED, *PREPARED)
    },
    "a trade-off whose condition nobody agreed": (
        25,
        deliberated("tradeoffs", condition=1),
    ),
    "a trade whose condition nobody agreed": (
        25,
        deliberated("trades", condition=1),
    ),
    "one more seat taken": (
        25,
        deliberated(
            "steering",
            seats=[{"interest": "residents", "seats": 2, "taken": 2}],
        ),
    ),
    "a need that was not met": (
        25,
        deliberated(
            "steering",
            needs=[{"need": "place", "met": False, "words": None}],
        ),
    ),
    "one table more": (25, deliberated("seating", tables=3)),
    "tables dealt by another lot": (
        25,
        deliberated(
            "seating",
            dealt=[{"cards": 9, "seed": "4261"}, {"cards": 2, "seed": "1136"}],
        ),
    ),
    "evidence of another table": (25, deliberated("evidence", table=2)),
    "evidence in another file": (25, deliberated("evidence", file="ef" * 32)),
    "evidence without its file": (25, deliberated("evidence", file=None)),
    "more dots": (25, deliberated("dots", dots=[20, 5])),
    "dots on another project": (
        25,
        deliberated("dots", lines=[{"project": "B"}, {"project": "A"}]),
    ),
    "dots of a table that is too small": (
        25,
        deliberated("dots", 1, people=6, dots=[1, 2]),
    ),
    "nothing told of what was deliberated": (25, without_deliberated(None)),
    "an entry put in place of another under the old hashes": (
        14,
        lambda: HERE.but(record=put_in_place_of_another).signed(),
    ),
    "an evening that began at its end": (
        22,
        recorded(moved("assembly.started", 0, -1)),
    ),
    "later rules that follow others": (22, later_rules(follows="0" * 64)),
    "later rules with another number": (22, later_rules(number=3)),
    "later rules of another assembly": (22, later_rules(assembly="ward8")),
    "later rules that change a question": (
        22,
        later_rules(
            questions=[*LATER_RULES["questions"], FIRST_RULES["questions"][1]],
        ),
    ),
    "a ballot drawn up again when the vote was over": (
        22,
        recorded(drawn_up_again),
    ),
    "more hands than were counted": (
        22,
        asked(
            lambda all_, _: all_[2]["outcome"]["ballots"].update(counted=44),
            said("counted", 2, counted=44),
        ),
    ),
    "hands below nothing": (
        22,
        recorded(said("hands.counted", 0, hands={"yes": -1, "no": 44})),
    ),
    "another name than the record's": (
        22,
        asked(lambda _, result: result.update(name="Ward 8")),
    ),
    "another place than the record's": (
        22,
        asked(lambda _, result: result.update(place="Pub")),
    ),
    "a quorum that was reached and is called missed": (
        22,
        recorded(said("declared", 0, quorum_met=False)),
    ),
    "a quorum of ballots that nobody reached": (
        22,
        with_quorum(7, needed=7, people=6, met=False),
    ),
    "a quorum that the result does not tell": (22, with_quorum(6)),
    "a quorum that is told as another": (
        22,
        with_quorum(6, needed=5, people=6, met=True),
    ),
    "a quorum that was reached and is told as missed": (
        22,
        with_quorum(6, needed=6, people=6, met=False),
    ),
    "a quorum of a question that needs none": (
        22,
        asked(question(1, quorum={"needed": 0, "people": 6, "met": True})),
    ),
    "a quorum of hands that nobody reached": (
        22,
        later_rules(
            questions=[with_clause(LATER_RULES["questions"][0], quorum=51)],
        ),
    ),
    "other words for what slips asked": (22, worded(wording="Which tea?")),
    "another title of an item": (22, worded(title="Tea")),
    "slips left out": (22, tallied([])),
    "slips told twice": (22, tallied([TALLY, TALLY])),
    "one slip more": (22, tallied([TALLY | {"slips": 31}])),
    "slips of another question": (22, tallied([TALLY | {"id": "4"}])),
    "answers taken apart": (
        22,
        tallied(
            other_cells(
                {"answers": ["18-24"], "slips": 12},
                {"answers": ["25-44"], "slips": 18},
            ),
        ),
    ),
    "answers in another order": (
        22,
        tallied(other_cells({"answers": ["25-44", "18-24"], "slips": 30})),
    ),
    "items that are no list": (22, tallied([TALLY], items={})),
    "items that are null": (22, tallied([TALLY], items=None)),
    "items of a slip with half a person": (
        22,
        tallied(
            [TALLY],
            items=[
                {
                    "item": "age",
                    "cells": [{"answers": ["18-24"], "slips": "30"}],
                },
            ],
        ),
    ),
    "figures of slips that were too few to tell": (
        22,
        recorded(said("slips.released", 0, answers={})),
    ),
    "a count that is withheld": (
        22,
        recorded(
            lambda events: [
                (k, b, p and b.get("question") != "2") for k, b, p in events
            ],
        ),
    ),
    "a straw poll that was declared": (
        22,
        recorded(
            lambda events: [
                *events,
                ("declared", {"question": "4", "act": 999}, True),
            ],
        ),
    ),
    "a straw poll that elects": (20, asked(outcome(4, elected=["1"]))),
    "a straw poll that binds": (22, asked(question(4, force="binding"))),
    "a force that nobody knows": (22, asked(question(2, force="law"))),
    "a way that nobody knows": (22, asked(question(2, way="mail"))),
    "a kind that nobody knows": (22, asked(question(2, kind="lottery"))),
    "rules number -1": (22, asked(question(2, rulebook=-1))),
    "rules that are not there": (22, asked(question(2, rulebook=3))),
    "a round in other letters": (22, asked(question(2, round="02"))),
    "a round named as JavaScript names things": (
        22,
        asked(question(2, round="__proto__")),
    ),
    "support that is no lowest fraction": (20, supported("6/2")),
    "support with a nought before it": (20, supported("03")),
    "support that is no number": (20, supported("+3")),
    "a project that costs less than nothing": (17, costing(-5, funded=False)),
    "a result with a number": (11, numbered(number=5)),
    "a result with a number below nothing": (11, numbered(number=-1)),
    "a result that replaces what has no code": (
        11,
        numbered(previous="code \u202e"),
    ),
    "a condition erased by an entry that is true": (
        25,
        lambda: conditioned(
            {**CONDITION, "words": None, "salt": None},
            more=(("words.erased", {"act": 990, "number": True}, True),),
        ),
    ),
}
"""What was done, the check that names it, and the pack."""


@pytest.mark.parametrize("attack", EVENING)
def test_an_evening_that_was_told_otherwise_is_named_by_both(
    attack: str,
    found,
):
    number, make = EVENING[attack]
    assert number in failing(found(make()))


def test_slips_with_several_items_are_genuine_as_they_were_added_up(found):
    assert found(tallied([TALLY])()).verdict == "genuine"
    assert found(worded()()).verdict == "genuine"


@pytest.mark.parametrize("more", [(), ("tradeoff.worded",)])
def test_what_was_deliberated_is_genuine_as_it_was_recorded(
    more: tuple[str, ...],
    found,
):
    """Words written anew may be the same, so that what was confirmed may stand."""
    choice = None if more else "condition"
    assert (
        found(deliberated("tradeoffs", 0, *more, choice=choice)()).verdict
        == "genuine"
    )


def test_a_quorum_that_was_reached_by_so_many_is_genuine(found):
    assert (
        found(with_quorum(6, needed=6, people=6, met=True)()).verdict
        == "genuine"
    )


def test_a_question_that_missed_its_quorum_is_told_as_that(tmp_path, found):
    pack = with_quorum(7, declared=False, needed=7, people=6, met=False)()
    assert found(pack).verdict == "genuine"
    questions: Any = verify(tmp_path / "pack.zip", SIGNERS, ASSEMBLY).as_json()[
        "questions"
    ]
    assert [each["quorum_met"] for each in questions] == [
        False,
        *[True] * (len(questions) - 1),
    ]


@pytest.mark.parametrize("undone", [None, [17], "17", True, 999, 2**53 - 1])
def test_only_an_act_that_there_is_is_taken_back_and_both_agree_which(
    undone: object,
    found,
):
    entry: Event = ("undone", {"act": 999, "undone": undone}, True)
    pack = recorded(lambda events: [*events, entry])()
    assert found(pack).verdict == "genuine"


@pytest.mark.parametrize(
    ("more", "verdict"),
    [(0, "genuine"), (1, "not-genuine")],
)
def test_a_line_of_80_kilobytes_is_read_by_both_and_a_longer_one_by_none(
    more: int,
    verdict: str,
    found,
):
    def retold(events: list[Event]) -> list[Event]:
        empty, _ = record_jsonl(
            [*events, ("note", {"act": 999, "text": ""}, True)],
        )
        room = 80 * 1024 - len(empty.splitlines()[-1])
        return [
            *events,
            ("note", {"act": 999, "text": "x" * (room + more)}, True),
        ]

    look = found(recorded(retold)())
    assert (look.verdict, look.passed[14]) == (verdict, not more)


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"people": 17},
        {"people": 28, "register": 28},
        {"register": 17, "rounds": CAME},
    ],
)
def test_a_turnout_that_fits_the_papers_is_genuine(told: dict[str, Any], found):
    assert found(turnout(CAME, **told)()).verdict == "genuine"


def without_act(kind: str, body: Any, *, public: bool) -> Event:
    return (
        kind,
        {name: value for name, value in body.items() if name != "act"},
        public,
    )


def test_an_act_whose_undoing_was_undone_counts_again_for_both(found):
    def retold(events: list[Event]) -> list[Event]:
        act = events[at(events, "declared", -1)][1]["act"]
        undos = [
            ("undone", {"act": n, "undone": of}, True)
            for n, of in ((998, act), (999, 998))
        ]
        return [*events, *undos]

    assert found(recorded(retold)()).verdict == "genuine"


def test_an_undo_of_nothing_takes_back_no_entry_that_has_no_act(found):
    """Python's None and JavaScript's null and undefined are three words."""
    entry: Event = ("undone", {"act": 999, "undone": None}, True)

    def retold(events: list[Event]) -> list[Event]:
        return [
            *(
                without_act(kind, body, public=public)
                for kind, body, public in events
            ),
            entry,
        ]

    assert found(recorded(retold)()).verdict == "genuine"


def test_a_project_that_costs_nothing_is_genuine(found):
    assert found(costing(0, funded=True)()).verdict == "genuine"


@pytest.mark.parametrize(
    "name",
    ["__proto__", "constructor", "toString", "é", "e\u0301", "😀", ""],
)
def test_no_project_has_a_name_that_only_one_of_both_can_look_up(
    name: str,
    found,
):
    def content(told: dict[str, Any]) -> None:
        text = json.dumps({part: told[part] for part in ("outcome", "trace")})
        told |= json.loads(text.replace('"A"', json.dumps(name)))

    assert (
        found(HERE.but(content=content, pb=None).signed()).verdict == "genuine"
    )


def supplement(
    change: Callable[[dict[str, Any]], object] = lambda _: None,
    events: Sequence[Event] = EVENTS,
    begun: Callable[[Event], Event] = lambda event: event,
    **more: Any,
) -> Callable[[], Bag]:
    """The answer of the sample's chain, changed in what it tells and in its record."""

    def make() -> Bag:
        content, one = copy.deepcopy(whole()), following()[0]
        change(content)
        first, *others = one.events
        told = (begun(first), *others, *events)
        return replace(one, events=told, content=content, **more).bag()

    return make


def money(place: int, **changes: object) -> Callable[[], Bag]:
    """An entry about money says something else, and so does the supplement."""

    def changed(body: dict[str, Any]) -> dict[str, Any]:
        return {
            name: value
            for name, value in {**body, **changes}.items()
            if value is not ABSENT
        }

    def tell(content: dict[str, Any]) -> None:
        row = content["happened"][place]
        row["body"] = changed(row["body"])

    kind, body, public = EVENTS[place]
    entry: Event = (kind, changed(dict(body)), public)
    return supplement(tell, [*EVENTS[:place], entry, *EVENTS[place + 1 :]])


def begun(
    *,
    public: bool = True,
    **changes: object,
) -> Callable[[Event], Event]:
    return lambda event: (event[0], {**event[1], **changes}, public)


def booked(book: Callable[[dict[str, Any]], object]) -> Callable[[], Bag]:
    """A supplement with the open book beside it."""

    def make() -> Bag:
        content, one = whole(), following()[0]
        record, head = record_jsonl([*one.events, *EVENTS])
        told = {"entries": len(one.events) + len(EVENTS), "head": head}
        files = {
            "START-HERE.txt": b"docs/pack-format.md tells how.\n",
            "record.jsonl": record,
            "open-book.json": canonical(book(copy.deepcopy(content["book"]))),
        }
        said_ = {
            "number": 1,
            "previous": one.previous,
            "record": told,
            **content,
        }
        bag = assemble(
            files,
            said_,
            pdf,
            assembly=ASSEMBLY,
            stage="final",
            day=one.day,
            kind="answer",
        )
        return sign_all(bag, CHAIN_KEYS, "answer")

    return make


def item(place: int, **changes: object) -> Callable[[dict[str, Any]], object]:
    return lambda content: content["book"]["items"][place].update(changes)


def again(content: dict[str, Any]) -> None:
    content["book"]["items"].append(content["book"]["items"][0])


def row(place: int, **changes: object) -> Callable[[dict[str, Any]], object]:
    return lambda content: content["happened"][place].update(changes)


def words(place: int, **changes: object) -> Callable[[dict[str, Any]], object]:
    return lambda content: content["happened"][place]["body"]["what"].update(
        changes,
    )


FOLLOWED: dict[str, tuple[int, Callable[[], Bag]]] = {
    "number 0": (11, supplement(number=0)),
    "a number below nothing": (11, supplement(number=-1)),
    "nothing before it": (11, supplement(previous=None)),
    "no code before it": (11, supplement(previous="abc")),
    "a code with a letter that no code has": (
        11,
        supplement(previous="0000 " * 7 + "000I"),
    ),
    "the record of another assembly": (26, supplement(begun=begun(id="ward8"))),
    "the record of a rehearsal": (26, supplement(begun=begun(rehearsal=True))),
    "a record that does not say whose it is": (
        26,
        supplement(begun=begun(public=False)),
    ),
    "a record that begins twice": (
        26,
        supplement(events=[*EVENTS, following()[0].events[0]]),
    ),
    "an item twice in the book": (26, supplement(again)),
    "more set aside than was": (26, supplement(item(0, allocated=2**53 - 1))),
    "money back that does not say whose": (26, money(2, source=ABSENT)),
    "money back that does not say where to": (26, money(2, to_item=ABSENT)),
    "money back to a number": (26, money(2, to_item=7)),
    "money for a number": (26, money(0, item=5)),
    "money for what JavaScript names": (26, money(0, item="__proto__")),
    "a sum that is true": (26, money(0, sum=True)),
    "a sum that is a text": (26, money(0, sum="900")),
    "a sum below nothing": (26, money(1, sum=-5)),
    "no sum": (26, money(0, sum=ABSENT)),
    "hours that are nothing": (26, money(3, hours=None)),
    "a payment that is withheld": (
        26,
        supplement(events=[(k, b, k != "money.paid") for k, b, _ in EVENTS]),
    ),
    "an undo that names a text": (
        26,
        supplement(
            events=[
                *EVENTS[:6],
                ("undone", {"act": 807, "undone": "806"}, True),
            ],
        ),
    ),
    "a row of another entry": (26, supplement(row(0, entry=1))),
    "words without their salt": (26, supplement(words(1, salt=""))),
    "words that nobody erased": (
        26,
        supplement(words(1, words=None, salt=None)),
    ),
    "an open book with another sum": (
        26,
        booked(lambda book: item(0, paid=0)({"book": book}) or book),
    ),
    "an open book with nothing in it": (26, booked(lambda _: {})),
}


@pytest.mark.parametrize("attack", FOLLOWED)
def test_what_followed_and_was_told_otherwise_is_named_by_both(
    attack: str,
    found,
):
    number, make = FOLLOWED[attack]
    assert number in failing(found(make(), SUPPLEMENTED))


@pytest.mark.parametrize("make", [supplement(), booked(lambda book: book)])
def test_what_followed_and_was_told_as_it_was_is_genuine(make, found):
    assert found(make(), SUPPLEMENTED).verdict == "genuine"
