"""What cannot be done, and the sentence that says so: a row for each that no other test meets.

`pytest --every-refusal` lists those without one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from pbdesk.assembly import (
    agenda,
    answers,
    arguments,
    floor,
    ideas,
    mandate,
    matters,
    placed,
    public,
    rulebook,
    seating,
    steering,
    tradeoffs,
    trades,
)
from pbdesk.assembly.state import Assembly
from pbdesk.minutes import handover, interests, retention
from pbdesk.minutes.decision import Moment, Refusal, Writing
from pbdesk.minutes.entries import Id, PersonRef
from pbdesk.questions import (
    batches,
    box,
    count,
    declaration,
    door,
    kiosk,
    register,
    sheet,
    vote,
)
from pbdesk.questions.keying import read_paper
from pbdesk.questions.lot import draw_seed
from tests.assembly.said import said
from tests.evenings import state_at
from tests.turned import with_given

MOMENT = Moment(
    datetime(2026, 11, 26, 20, tzinfo=UTC),
    lambda: "fresh",
    lambda: "JK7QM2XD",
)
NOBODY = Id("nobody")


def project_of(state: Assembly) -> Id:
    return state.ideas.projects[0].id


def refused(moment: str, decision: Any, given: dict[str, Any]) -> Refusal:
    """What the decision says at that moment of the evening; what is written there fails the test.

    What is given as a function is asked of the state first.
    """
    state = state_at(moment)
    asked = {
        name: value(state) if callable(value) else value
        for name, value in given.items()
    }
    found = decision(state, MOMENT, **asked)
    assert isinstance(found, Refusal), found
    return found


def open_idea(state: Assembly) -> Id:
    return state.ideas.open[0].id


def checked() -> dict[str, Any]:
    return {
        "proposal": open_idea,
        "aspect": "cost",
        "verdict": "yes",
        "by": "Parks",
        "reason": "It is cheap.",
    }


def differing(state: Assembly) -> int:
    return state.papers.batch(2).at("differs")[0]


def agreeing(state: Assembly) -> int:
    return state.papers.batch(2).at("counted")[0]


def doubtful(place: int) -> Any:
    """The batch (0) or the number (1) of the first paper that waits for a ruling."""
    return lambda state: batches.to_rule(state)[0][place]


ACCEPTED: dict[str, Any] = {"proposal": open_idea, "accepted": True}
KEYED: dict[str, Any] = {
    "batch": 10,
    "turn": 1,
    "teller": "teller-1",
    "text": "A",
}
RULED: dict[str, Any] = {
    "batch": doubtful(0),
    "paper": doubtful(1),
    "reading": None,
    "reason": "Unclear.",
}
TEN = {"minutes": 10}
RULES = "rulebook has no"

EARLY = [
    ("charter", box.open_box, {"papers": 1}, "The vote is not closed."),
    (
        "charter",
        count.seal_urn,
        {},
        "It is not recorded that the papers add up.",
    ),
    ("charter", draw_seed, {"dice": "4261"}, "The ballots are not sealed."),
    ("charter", declaration.declare, {}, "Nothing is counted yet."),
    (
        "charter",
        declaration.note_objection,
        {"words": "No"},
        "There is no result to object to yet.",
    ),
    ("charter", vote.close_vote, {}, "The vote is not open."),
    (
        "charter",
        agenda.draw_order,
        {},
        "There are no two presentations to put in an order.",
    ),
    ("charter", sheet.draw_up, {}, "A ballot needs at least two projects."),
    (
        "counted",
        handover.made,
        {"file": "x", "result": "y"},
        "The result is not declared.",
    ),
    (
        "declared",
        handover.signed,
        {"who": "facilitator", "ink": True},
        "There is no pack to sign.",
    ),
    (
        "declared",
        handover.handed_over,
        {"to": "Clerk"},
        "There is no pack to hand over.",
    ),
    (
        "declared",
        answers.answered,
        {"answers": ()},
        "The pack is not handed over.",
    ),
    (
        "charter",
        retention.certify,
        {"kind": "papers", "how": "shredded"},
        "No sealed rulebook says",
    ),
]
"""What has its time, and asked for before it."""

LATE = [
    ("box", box.open_box, {"papers": 1}, "The box was opened already."),
    ("urn", count.seal_urn, {}, "The ballots are sealed already."),
    ("urn", draw_seed, {"dice": "4261"}, "The dice were thrown already."),
    ("declared", declaration.declare, {}, "The result was declared at "),
    ("drawn-up", sheet.draw_up, {}, "The ballot is already drawn up."),
    ("open", vote.open_vote, {}, "The vote was opened at "),
    ("closed", vote.close_vote, {}, "The vote was closed at "),
    ("sealed", rulebook.seal, {}, "The rulebook is already sealed."),
    (
        "closed",
        register.register,
        {"people": (PersonRef("new"),)},
        "The vote is closed; the register",
    ),
    (
        "charter",
        mandate.start,
        {"name": "Another", "place": "Hall", "day": "2026-11-26"},
        "This file already holds ",
    ),
    (
        "open",
        placed.place,
        {"proposal": project_of, "category": "Parks"},
        "The vote is open.",
    ),
]
"""What is done already, or fixed by what came after it."""

WRONG = [
    (
        "closed",
        box.open_box,
        {"papers": -1},
        "Count the papers by hand and write how many",
    ),
    (
        "closed",
        box.open_box,
        {"papers": 1, "batch_size": 0},
        "A bundle holds from 1 to 200",
    ),
    (
        "closed",
        box.open_box,
        {"papers": 1, "batch_size": 201},
        "A bundle holds from 1 to 200",
    ),
    (
        "register",
        register.register,
        {"people": ()},
        "Nobody new is in this list.",
    ),
    (
        "open",
        door.give,
        {
            "person": PersonRef("nobody"),
            "channel": "paper",
            "checked_with": "register",
        },
        "This person is not in the register.",
    ),
    (
        "open",
        register.forget,
        {"person": PersonRef("nobody")},
        "This person is not in the register.",
    ),
    (
        "open",
        door.exchange,
        {"stub": "999"},
        "There is no paper 999 to exchange.",
    ),
    (
        "closed",
        door.exchange,
        {"stub": "1"},
        "There is no paper 1 to exchange.",
    ),
    (
        "drawn-up",
        agenda.plan,
        {"kind": "presentation", **TEN},
        "Nobody knows which project is presented.",
    ),
    (
        "drawn-up",
        agenda.plan,
        {"kind": "talk", "project": NOBODY, **TEN},
        "This project is not on the list.",
    ),
    (
        "drawn-up",
        agenda.plan,
        {"kind": "talk", "title": "x" * 81, **TEN},
        "The title is longer than 80",
    ),
    (
        "answered",
        interests.declare,
        {
            "role": "teller",
            "what": "Lives there",
            "handled": "stated",
            "project": NOBODY,
        },
        "This project is not on the list.",
    ),
    (
        "counted",
        declaration.note_objection,
        {"words": " \u200b "},
        "Write what was objected.",
    ),
    (
        "rules",
        placed.place,
        {"proposal": NOBODY, "category": "Moon"},
        f"The {RULES} category “Moon”.",
    ),
    (
        "answered",
        placed.place,
        {
            "proposal": project_of,
            "excludes": lambda state: (project_of(state),),
        },
        "The rulebook does not say that projects exclude each other.",
    ),
    (
        "rules",
        rulebook.set_rule,
        {"clause": "moon", "value": 1},
        f"This {RULES} clause “moon”.",
    ),
    (
        "charter",
        mandate.set_charter,
        {"clause": "answer_by", "value": "soon"},
        "“soon” is not a day.",
    ),
    (
        "charter",
        mandate.set_charter,
        {"clause": "answer_by", "value": "2026-11-25"},
        "The assembly meets on 26\u00a0November\u00a02026: nothing can be answered before.",
    ),
    (
        "charter",
        mandate.set_charter,
        {"clause": "pot", "value": "much"},
        "“much” is not a whole number.",
    ),
    ("answered", tradeoffs.take_up, {"projects": ()}, "No project is chosen."),
    (
        "answered",
        tradeoffs.take_up,
        {"projects": (NOBODY,)},
        "Only accepted projects are weighed.",
    ),
    (
        "answered",
        tradeoffs.take_up,
        {"projects": lambda state: (project_of(state),), "tables": 61},
        "There are at most 60 tables.",
    ),
    (
        "answered",
        arguments.note,
        {"tradeoff": NOBODY, "kind": "gain", "words": "Light."},
        "Nobody weighs this project.",
    ),
    (
        "answered",
        ideas.merge,
        {
            "proposal": project_of,
            "into": project_of,
            "consent": True,
            "reason": "Alike",
        },
        "A proposal cannot be merged with itself.",
    ),
    (
        "answered",
        ideas.withdraw,
        {"proposal": project_of, "reason": " "},
        "A withdrawal needs a reason.",
    ),
    (
        "answering",
        ideas.receive,
        {"title": "x" * 81, "summary": "", "wish": None},
        "The title is longer",
    ),
    (
        "answering",
        ideas.receive,
        {"title": "Lamps", "summary": "", "wish": -1},
        "A sum is not below",
    ),
    (
        "answering",
        ideas.check,
        {**checked(), "by": " "},
        "Nobody is named who looked at this.",
    ),
    (
        "answering",
        ideas.check,
        {**checked(), "reason": " "},
        "A check needs a reason in plain words.",
    ),
    (
        "answering",
        ideas.answer,
        {**ACCEPTED, "cost": None},
        "A project needs a cost.",
    ),
    (
        "answering",
        ideas.answer,
        {**ACCEPTED, "cost": -1},
        "A project needs a cost.",
    ),
    (
        "answering",
        ideas.answer,
        {**ACCEPTED, "cost": 0},
        "A project that costs nothing needs a reason",
    ),
    ("keying", box.key, {**KEYED, "batch": 99}, "There is no batch 99."),
    (
        "keying",
        box.key,
        {**KEYED, "batch": 1},
        "This batch is keyed twice and agreed.",
    ),
    ("keying", box.key, {**KEYED, "teller": " "}, "Say who keys."),
    (
        "keying",
        box.key,
        {**KEYED, "batch": 2, "teller": "teller-5"},
        "All 25 papers of batch 2 are keyed.",
    ),
    ("keying", box.key, {**KEYED, "text": " "}, "Nothing is typed."),
    (
        "keying",
        box.key,
        {**KEYED, "text": "?Z9"},
        "“Z9” is no mark on this paper.",
    ),
    ("urn", box.key, KEYED, "The ballots are sealed; no paper can be keyed."),
    (
        "keying",
        box.take_back,
        {"batch": 1, "turn": 1},
        "There is no paper to take back.",
    ),
    (
        "keying",
        box.take_back,
        {"batch": 12, "turn": 1},
        "There is no paper to take back.",
    ),
    (
        "keying",
        box.settle,
        {"batch": 1, "paper": 1, "teller": "T", "text": "A"},
        "This batch is keyed twice and agreed.",
    ),
    (
        "keying",
        box.settle,
        {"batch": 2, "paper": agreeing, "teller": "T", "text": "A"},
        "The two who keyed do not differ on paper ",
    ),
    (
        "keying",
        box.settle,
        {"batch": 2, "paper": differing, "teller": " ", "text": "A"},
        "Say who looks",
    ),
    (
        "keying",
        box.correct_batch,
        {"batch": 99, "papers": 1, "reason": "x"},
        "Batch 99 cannot be corrected.",
    ),
    (
        "urn",
        box.correct_batch,
        {"batch": 1, "papers": 1, "reason": "x"},
        "Batch 1 cannot be corrected.",
    ),
    (
        "keying",
        box.correct_batch,
        {"batch": 9, "papers": 12, "reason": "x"},
        "Paper 13 is keyed already.",
    ),
    (
        "keying",
        box.correct_batch,
        {"batch": 9, "papers": 26, "reason": " "},
        "Say where the paper was found",
    ),
    (
        "ruling",
        box.rule_paper,
        {**RULED, "batch": 1, "paper": 1},
        "This paper is not waiting for a ruling.",
    ),
    (
        "ruling",
        box.rule_paper,
        {**RULED, "code": "moon"},
        "“moon” is no reason for a rejection.",
    ),
    (
        "ruling",
        box.rule_paper,
        {**RULED, "reading": "ABCDEF"},
        "Read like this it would not count: ",
    ),
    (
        "ruling",
        public.put_on_the_wall,
        {"batch": 1, "paper": 1},
        "This paper is not doubtful.",
    ),
    ("closed", box.reconcile, {"unreturned": 0}, "The box is not counted yet."),
    (
        "keyed",
        box.reconcile,
        {"unreturned": 0},
        "Papers are still to be keyed or ruled on.",
    ),
    (
        "keying",
        box.reconcile,
        {"unreturned": 0},
        "Papers are still to be keyed or ruled on.",
    ),
    ("ruled", box.reconcile, {"unreturned": 0}, "5 papers are missing."),
    ("ruled", box.reconcile, {"unreturned": 7}, "2 papers are too many."),
    ("urn", door.exchange, {"stub": "K1"}, "There is no paper K1 to exchange."),
    (
        "open",
        kiosk.cast,
        {"stub": "K999", "marks": {}},
        "Ticket K999 has no ballot to cast.",
    ),
    ("charter", vote.open_vote, {}, "The rulebook is not sealed."),
]
"""What was said is not enough, or means nothing here."""


@pytest.mark.parametrize(
    ("moment", "decision", "given", "sentence"),
    [*EARLY, *LATE, *WRONG],
    ids=lambda value: (
        getattr(value, "__qualname__", None)
        or (value if isinstance(value, str) else "")
    ),
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    moment,
    decision,
    given,
    sentence,
):
    assert said(refused(moment, decision, given)).startswith(sentence)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": " ", "day": "2026-11-26"}, "The assembly has no name."),
        ({"name": "Millbrook", "day": "26.11."}, "“26.11.” is not a day."),
        (
            {"name": "Millbrook", "day": "2026-11-26", "currency": "XYZ"},
            "“XYZ” is not a currency.",
        ),
    ],
)
def test_an_assembly_is_not_begun_without_name_day_and_currency(
    given,
    sentence,
):
    found = mandate.start(Assembly(), MOMENT, place="Hall", **given)
    assert isinstance(found, Refusal)
    assert said(found).startswith(sentence)


def test_how_a_person_was_checked_is_always_said():
    def given(state: Assembly) -> PersonRef:
        return next(
            ref
            for ref in sorted(state.door.register)
            if ref not in state.door.by_person
        )

    asked = {"person": given, "channel": "paper", "checked_with": "a wink"}
    assert (
        said(refused("open", door.give, asked))
        == "Say how the person was checked."
    )


def test_a_pack_is_signed_once_by_each_and_handed_to_somebody(evening):
    desk = evening("declared").desk
    assert desk.do(handover.made, file="pack.zip", result="ab") is None
    assert desk.do(handover.signed, who="facilitator", ink=False) is None
    assert said(desk.do(handover.signed, who="facilitator", ink=True)).endswith(
        "has signed already.",
    )
    assert said(desk.do(handover.handed_over, to=" ")) == "Say who took it."
    assert desk.do(handover.handed_over, to="The clerk") is None
    assert (
        said(desk.do(answers.answered, answers=()))
        == "There is no answer to record."
    )


def test_what_stands_in_the_pack_is_not_changed_once_it_is_made(evening):
    desk = evening("declared").desk
    assert desk.do(handover.made, file="pack.zip", result="ab") is None
    project = project_of(desk.state)
    late = desk.do(tradeoffs.take_up, projects=(project,))
    assert said(late) == "The pack is made, and the trade-offs stand in it."
    asked = {"role": "teller", "what": "Lives there", "handled": "stated"}
    told = said(desk.do(interests.declare, **asked))
    assert told == "The pack is made, and it says which interests there were."


def test_a_clock_that_runs_is_not_started_again_and_what_is_over_stays_over(
    evening,
):
    desk = evening("drawn-up").desk
    assert desk.do(agenda.present_projects, minutes=2) is None
    assert (
        said(desk.do(agenda.present_projects, minutes=2))
        == "Every project has its presentation."
    )
    first, second, *_ = desk.state.agenda.items
    assert desk.do(floor.begin, item=first.id) is None
    assert said(desk.do(floor.begin, item=first.id)) == "The clock is running."
    assert desk.do(floor.begin, item=second.id) is None
    again = desk.do(agenda.change, item=first.id, title="Anew", minutes=2)
    assert said(again).endswith("is over.")


def test_a_trade_off_that_nothing_has_changed_is_confirmed_once(evening):
    desk = evening("answered").desk
    assert (
        desk.do(tradeoffs.take_up, projects=(project_of(desk.state),)) is None
    )
    [taken] = desk.state.tradeoffs.by_id
    worded = {
        "gained": "Light",
        "costs": "Money",
        "bears": "All",
        "choice": "support",
        "reason": "Safer",
    }
    assert desk.do(tradeoffs.word, tradeoff=taken, **worded) is None
    assert desk.do(tradeoffs.confirm, tradeoff=taken) is None
    assert said(desk.do(tradeoffs.confirm, tradeoff=taken)).startswith(
        "It is confirmed already",
    )


def test_projects_exclude_others_and_not_themselves():
    state = state_at("answered")
    given = {**state.rulebook.given, "exclusive": True}
    may = with_given(state, given)
    own = project_of(state)
    for excluded in (own, NOBODY):
        found = placed.place(may, MOMENT, proposal=own, excludes=(excluded,))
        assert isinstance(found, Refusal)
        assert said(found) == "A project excludes others, not itself."


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        (
            "charter",
            "No rulebook is sealed that says how long the register is kept.",
        ),
        ("open", "The vote is open, and the door needs the people file."),
        ("declared", "The rulebook keeps the register until "),
    ],
)
def test_the_people_file_stays_as_long_as_it_is_needed(moment, sentence):
    why = register.may_be_destroyed(state_at(moment), date(2026, 11, 26))
    assert said(why).startswith(sentence)


def test_a_people_file_is_destroyed_once_and_nobody_is_added_afterwards():
    state = state_at("register")
    gone = replace(
        state,
        people=replace(state.people, destroyed=date(2027, 1, 1)),
    )
    assert said(register.may_be_destroyed(gone, date(2030, 1, 1))).startswith(
        "The people file was destroyed",
    )
    found = register.register(gone, MOMENT, people=(PersonRef("new"),))
    assert isinstance(found, Refusal)
    assert said(found).startswith("The people file was destroyed; nobody")
    somebody = min(state.registered)
    again = register.forget(gone, MOMENT, person=somebody)
    assert isinstance(again, Refusal)
    assert (
        said(again) == "The people file was destroyed: everybody is forgotten."
    )


def test_a_kiosk_stub_is_no_spoilt_paper_while_the_vote_is_open():
    state = state_at("door")
    stub = next(
        number
        for number, one in state.door.stubs.items()
        if one.channel == "kiosk"
    )
    assert (
        said(refused("door", door.exchange, {"stub": stub}))
        == f"There is no paper {stub} to exchange."
    )


def test_what_is_counted_without_the_lot_is_not_recorded():
    asked = {
        "outcome": None,
        "counted": 1,
        "rejected": {},
        "trace": b"{}",
    }  # it is not looked at
    assert (
        said(refused("reconciled", count.record_count, asked))
        == "The lot is not drawn."
    )


@pytest.mark.parametrize(("more", "met"), [(-1, True), (0, True), (1, False)])
def test_a_quorum_is_met_at_the_number_of_people_who_took_a_ballot_and_not_above(
    more,
    met,
):
    """Spoilt papers and ballots that do not count are of people who took part."""
    state = state_at("slips")
    quorum = len(state.door.by_person) + more
    given = {**state.rulebook.given, "quorum": quorum}
    asked = with_given(state, given)
    found = declaration.declare(asked, MOMENT)
    assert isinstance(found, Writing)
    [declared] = found.entries
    assert isinstance(declared, declaration.Declared)
    assert declared.quorum_met is met


def test_paper_that_is_destroyed_already_is_not_destroyed_again():
    state = state_at("declared")
    rehearsed = replace(state, convened=replace(state.convened, rehearsal=True))
    once = retention.certify(rehearsed, MOMENT, kind="papers", how="shredded")
    assert isinstance(once, Writing)
    kept = retention.apply(state.retention, once.entries[0], MOMENT.at)
    again = retention.certify(
        replace(rehearsed, retention=kept),
        MOMENT,
        kind="papers",
        how="shredded",
    )
    assert isinstance(again, Refusal)
    assert said(again) == "The record says already that they were destroyed."


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("1 2", "The paper has "), (" ".join(["x"] * 8), "“x” is no number.")],
)
def test_a_ranked_paper_is_typed_line_by_line(typed, sentence):
    state = state_at("keying")
    given = {**state.rulebook.given, "style": "ordinal"}
    ranked = with_given(state, given)
    found = read_paper(ranked, typed, ("teller-1",))
    assert isinstance(found, Refusal)
    assert said(found).startswith(sentence)


def test_an_idea_that_was_withdrawn_is_not_answered(evening):
    desk = evening("answering").desk
    gone = open_idea(desk.state)
    assert (
        desk.do(ideas.withdraw, proposal=gone, reason="Built already") is None
    )
    late = desk.do(ideas.answer, proposal=gone, accepted=True, cost=100)
    assert said(late).endswith("is no longer on the list.")


def test_once_the_pack_is_made_nothing_is_said_asked_or_traded_any_more():
    declared = state_at("declared")
    packed = replace(
        declared,
        handover=replace(declared.handover, made=MOMENT.at),
    )
    late = {
        "The pack is made, and it says what people asked together.": matters.raise_matter(
            packed,
            MOMENT,
            words="Clear the drains.",
        ),
        "The pack is made, and what was said stands in it.": arguments.hear(
            packed,
            MOMENT,
            tradeoff=Id("any"),
            line="+ It is safer.",
        ),
        "The pack is made, and the trades stand in it.": trades.word(
            packed,
            MOMENT,
            rather=project_of(packed),
            than=packed.ideas.projects[1].id,
            reason="It is nearer.",
            gained="A shorter way",
            given_up="The second bench",
            bears="Whoever sits there",
        ),
        "The pack is made, and it says how the tables were drawn.": seating.draw(
            packed,
            MOMENT,
            tables=3,
            cards=9,
        ),
        "The pack is made, and it says who steered.": steering.set_seats(
            packed,
            MOMENT,
            interest="residents",
            seats=2,
        ),
    }
    for sentence, found in late.items():
        assert isinstance(found, Refusal)
        assert said(found) == sentence
