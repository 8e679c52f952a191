"""What was answered, what became of the money, and whether it was kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.assembly import answers, asked, book, follow_up, supplements
from pbdesk.assembly.answers import ConditionAnswered
from pbdesk.assembly.became import of_item
from pbdesk.assembly.carried import last_of
from pbdesk.assembly.follow_up import ConditionLookedAt
from pbdesk.assembly.owed import owed as debts
from pbdesk.i18n import render
from pbdesk.minutes.decision import Moment, Refusal, Writing
from pbdesk.minutes.entries import FreeText
from pbdesk.minutes.handover import LEFTOVER, Handover
from pbdesk.minutes.kept import Enclosed
from pbdesk.words import Day, say
from tests.assembly.said import said
from tests.evenings import state_at

AT = datetime(2027, 1, 10, 12, tzinfo=UTC)
MOMENT = Moment(AT, lambda: "id", lambda: "code")
STATE = replace(
    state_at("declared"),
    handover=Handover("pack.zip", "ab" * 32, AT, to="The clerk"),
)
DUE = asked.answer_due(STATE) or date.max
LAMPS = next(each for each in asked.items(STATE) if each.conditions)
OTHER = next(
    each for each in asked.items(STATE) if each.id not in {LAMPS.id, LEFTOVER}
)
EARLY = date(2026, 11, 25)
CHAPTERS = ("answers", "book", "follow_up", "supplements")
FOLDS = (answers, book, follow_up, supplements)


def on(day: date) -> Moment:
    """Noon of a day."""
    return replace(
        MOMENT,
        at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
    )


def after(state, decision, moment=MOMENT, **given):
    """The state after a decision that must not be refused."""
    decided = decision(state, moment, **given)
    assert isinstance(decided, Writing), decided
    for entry in decided.entries:
        for name, chapter in zip(CHAPTERS, FOLDS, strict=True):
            if type(entry).__module__ == chapter.__name__:
                state = replace(
                    state,
                    **{name: chapter.apply(getattr(state, name), entry, AT)},
                )
    return state


def owed(state, today) -> list[str]:
    return [
        f"{each.item.number}: {render(each.what)}"
        for each in answers.overdue(state, today)
        if each.item.id == LAMPS.id
    ]


WHOLE = {
    "item": LAMPS.id,
    "reply": "accept",
    "owner": "Parks",
    "day": DUE + timedelta(days=90),
    "conditions": [
        ConditionAnswered(each.number, "accept", FreeText(""))
        for each in LAMPS.conditions
    ],
}


# Answers


def test_silence_is_overdue_from_the_day_after_the_answer_was_due():
    assert owed(STATE, DUE) == []
    assert owed(STATE, DUE + timedelta(days=1)) == [
        f"{LAMPS.number}: Not answered",
    ]


def test_nothing_is_overdue_before_the_pack_was_handed_over():
    assert answers.overdue(state_at("declared"), DUE + timedelta(days=99)) == ()


def test_a_whole_answer_is_owed_nothing_until_its_day_is_over():
    state = after(STATE, answers.answer, **WHOLE)
    assert owed(state, DUE + timedelta(days=90)) == []
    assert owed(state, DUE + timedelta(days=91)) == [
        f"{LAMPS.number}: Promised, and not seen to be done",
    ]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"owner": ""}, "Answered without an owner"),
        ({"day": None}, "Answered without a day"),
        ({"reply": "reject", "reason": ""}, "Answered without a reason"),
        (
            {"reply": "part", "reason": "Too dear"},
            "Answered without the sum that is given",
        ),
        ({"conditions": []}, "Answered without an answer to every condition"),
        ({"owner": "", "day": None}, "Answered without an owner and a day"),
    ],
)
def test_an_answer_by_half_is_recorded_and_stays_overdue(change, what):
    state = after(STATE, answers.answer, **{**WHOLE, **change})
    assert owed(state, DUE + timedelta(days=1)) == [f"{LAMPS.number}: {what}"]


def test_a_late_answer_that_is_whole_is_owed_nothing_more():
    answered = DUE + timedelta(days=40)
    late = after(
        STATE,
        answers.answer,
        on(answered),
        **{**WHOLE, "answered": answered},
    )
    assert owed(late, DUE + timedelta(days=41)) == []


def test_what_is_missing_may_come_later():
    state = after(STATE, answers.answer, **{**WHOLE, "owner": ""})
    state = after(state, answers.answer, **WHOLE)
    assert owed(state, DUE + timedelta(days=1)) == []
    assert len(state.answers.by_item[LAMPS.id].earlier) == 1


def test_half_an_answer_given_again_is_overdue_since_the_first_one():
    """Else an office that repeats itself would never be long overdue."""
    half, again = {**WHOLE, "owner": ""}, DUE + timedelta(days=60)
    first = DUE + timedelta(days=5)
    state = after(
        STATE,
        answers.answer,
        on(first),
        **{**half, "answered": first},
    )
    change = {**half, "reason": "As we said.", "answered": again}
    for typed in (change, {**change, "answered": None}):
        state = after(state, answers.answer, on(again), **typed)
    [late] = [e for e in answers.overdue(state, again) if e.item.id == LAMPS.id]
    assert (render(late.what), late.since) == (
        "Answered without an owner",
        first,
    )
    assert "Overdue since" in told_of(state, again)


def test_a_whole_answer_that_loses_its_owner_is_overdue_since_then():
    later = DUE + timedelta(days=60)
    state = after(STATE, answers.answer, **WHOLE)
    change = {**WHOLE, "owner": "", "answered": later}
    state = after(state, answers.answer, on(later), **change)
    found = answers.overdue(state, DUE + timedelta(days=70))
    assert [each.since for each in found if each.item.id == LAMPS.id] == [later]


@pytest.mark.parametrize("reply", ["vary", "refuse"])
def test_a_condition_that_is_varied_or_refused_owes_the_words_of_it(reply):
    number = LAMPS.conditions[0].number
    state = after(STATE, answers.answer, **WHOLE)
    state = after(
        state,
        answers.answer_condition,
        item=LAMPS.id,
        number=number,
        reply=reply,
        words=" ",
    )
    tomorrow = DUE + timedelta(days=1)
    words = (
        "Answered without the words of a condition that is varied or refused"
    )
    assert owed(state, tomorrow) == [f"{LAMPS.number}: {words}"]
    state = after(
        state,
        answers.answer_condition,
        item=LAMPS.id,
        number=number,
        reply=reply,
        words="At 23:00",
    )
    assert owed(state, tomorrow) == []


def test_an_answer_in_time_that_is_put_right_later_did_not_come_late():
    in_time, later = DUE - timedelta(days=1), DUE + timedelta(days=30)
    state = after(
        STATE,
        answers.answer,
        on(in_time),
        **{**WHOLE, "answered": in_time},
    )
    change = {**WHOLE, "owner": "Parks and Trees", "answered": later}
    state = after(state, answers.answer, on(later), **change)
    assert "late" not in {
        each.stand for each in debts(state, later) if each.item.id == LAMPS.id
    }


def test_the_same_answer_typed_twice_is_one_and_of_its_own_day():
    letter = Enclosed("ref", "ab" * 32)
    first = {**WHOLE, "answered": DUE, "letter": letter}
    state = after(STATE, answers.answer, on(DUE), **first)
    entry = state.answers.by_item[LAMPS.id].entry
    by_form = msgspec.structs.replace(entry, answered="", letter=None)
    state = after(state, answers.answered, answers=[by_form])
    found = state.answers.by_item[LAMPS.id]
    assert (found.day, found.earlier, found.entry.letter) == (DUE, (), letter)


def told_of(state, today) -> str:
    return " ".join(
        render(each) for each in of_item(state, LAMPS, today).answered
    )


def test_a_day_that_was_put_off_and_an_answer_that_changed_are_told():
    state = after(STATE, answers.answer, on(DUE), **{**WHOLE, "answered": DUE})
    put_off = {
        **WHOLE,
        "day": DUE + timedelta(days=300),
        "answered": DUE + timedelta(days=1),
    }
    state = after(state, answers.answer, on(DUE + timedelta(days=9)), **put_off)
    told = told_of(state, DUE)
    assert (
        f"Before, it was promised by {render(say('{day}', day=Day(WHOLE['day'])))}."
        in told
    )
    assert "the answer was" not in told
    no = {"item": LAMPS.id, "reply": "reject", "reason": "No.", "answered": DUE}
    told = told_of(after(state, answers.answer, on(DUE), **no), DUE)
    assert (
        f"Before, on {render(say('{day}', day=Day(DUE + timedelta(days=1))))}, the answer was: Accept."
        in told
    )


def test_a_rejection_with_its_reason_promises_nothing():
    state = after(
        STATE,
        answers.answer,
        item=LAMPS.id,
        reply="reject",
        reason="No money.",
    )
    assert owed(state, DUE + timedelta(days=999)) == []


def test_what_was_rejected_with_a_reason_is_no_promise_of_the_next_assembly():
    for reason, carried_on in (("No money.", False), ("", True)):
        state = after(
            STATE,
            answers.answer,
            item=LAMPS.id,
            reply="reject",
            reason=reason,
        )
        last = last_of(state, ())
        assert not isinstance(last, Refusal)
        assert (
            LAMPS.title in {each.title for each in last.over.promises}
        ) is carried_on


def test_a_reminder_is_counted_beside_what_is_overdue():
    state = after(
        STATE,
        answers.remind,
        items=[LAMPS.id],
        to="The member responsible",
    )
    [found] = [
        each
        for each in answers.overdue(state, date(2030, 1, 1))
        if each.item == LAMPS
    ]
    assert found.reminded == 1


def test_an_item_is_named_once_in_a_reminder():
    state = after(STATE, answers.remind, items=[LAMPS.id, LAMPS.id], to="Parks")
    [reminder] = state.answers.reminders
    assert "about 1 item." in render(answers.tell(reminder, state))


@pytest.mark.parametrize(
    ("decision", "given", "where"),
    [
        (answers.answer, {**WHOLE, "item": "nothing"}, "item"),
        (answers.answer, {**WHOLE, "reply": "part", "sum": LAMPS.cost}, "sum"),
        (answers.answer, {**WHOLE, "reply": "part", "sum": 0}, "sum"),
        (
            answers.answer,
            {
                **WHOLE,
                "conditions": [ConditionAnswered(99, "accept", FreeText(""))],
            },
            "conditions",
        ),
        (answers.remind, {"items": [], "to": "Parks"}, "items"),
        (answers.remind, {"items": [LAMPS.id], "to": " "}, "to"),
        (
            answers.remind,
            {"items": [LAMPS.id, "nothing"], "to": "Parks"},
            "items",
        ),
        (book.allocate, {"item": "nothing", "sum": 5}, "item"),
        (book.allocate, {"item": LAMPS.id, "sum": 0}, "sum"),
        (book.pay, {"item": LAMPS.id, "sum": 5, "what": " "}, "what"),
        (book.reach, {"item": LAMPS.id, "what": ""}, "what"),
        (book.stop, {"item": LAMPS.id, "reason": ""}, "reason"),
        (
            book.help_out,
            {"item": LAMPS.id, "hours": 0, "what": "Digging"},
            "hours",
        ),
        (book.help_out, {"item": LAMPS.id, "hours": 2, "what": ""}, "what"),
        (
            book.give_back,
            {"item": LAMPS.id, "sum": 5, "source": "unspent"},
            "to",
        ),
        (
            book.give_back,
            {
                "item": LAMPS.id,
                "sum": 5,
                "source": "unspent",
                "to_item": LAMPS.id,
            },
            "to_item",
        ),
        (
            book.give_back,
            {"item": LAMPS.id, "sum": 5, "source": "paid back", "to": "Fund"},
            "sum",
        ),
        (
            follow_up.look,
            {"item": "nothing", "done": "done", "evidence": "Seen"},
            "item",
        ),
        (
            follow_up.look,
            {"item": LAMPS.id, "done": "done", "evidence": ""},
            "evidence",
        ),
        (
            follow_up.look,
            {
                "item": LAMPS.id,
                "done": "done",
                "evidence": "Seen",
                "conditions": [ConditionLookedAt(99, "kept")],
            },
            "conditions",
        ),
        (follow_up.reopen, {"item": LAMPS.id, "reason": "It broke."}, "item"),
        (follow_up.learn, {"words": " "}, "words"),
        (answers.answer, {**WHOLE, "answered": EARLY}, "answered"),
        (book.allocate, {"item": LAMPS.id, "sum": 5, "day": EARLY}, "day"),
        (
            book.pay,
            {"item": LAMPS.id, "sum": 5, "what": "Poles", "day": EARLY},
            "day",
        ),
        (book.reach, {"item": LAMPS.id, "what": "Poles", "day": EARLY}, "day"),
        (book.stop, {"item": LAMPS.id, "reason": "No.", "day": EARLY}, "day"),
        (
            follow_up.look,
            {
                "item": LAMPS.id,
                "done": "done",
                "evidence": "Seen",
                "day": EARLY,
            },
            "day",
        ),
        (
            supplements.supplement_signed,
            {"number": 1, "who": "keeper", "ink": True},
            "who",
        ),
    ],
)
def test_what_was_typed_wrongly_is_refused_at_its_field(decision, given, where):
    refusal = decision(STATE, MOMENT, **given)
    assert isinstance(refusal, Refusal)
    assert refusal.where == where


@pytest.mark.parametrize(
    ("decision", "given"),
    [
        (answers.answer, WHOLE),
        (answers.remind, {"items": [LAMPS.id], "to": "Parks"}),
        (book.allocate, {"item": LAMPS.id, "sum": 5}),
        (book.pay, {"item": LAMPS.id, "sum": 5, "what": "Poles"}),
        (book.reach, {"item": LAMPS.id, "what": "Poles"}),
        (
            book.give_back,
            {"item": LAMPS.id, "sum": 5, "source": "unspent", "to": "Parks"},
        ),
        (book.stop, {"item": LAMPS.id, "reason": "No."}),
        (book.help_out, {"item": LAMPS.id, "hours": 2, "what": "Digging"}),
        (
            follow_up.look,
            {"item": LAMPS.id, "done": "done", "evidence": "Seen"},
        ),
        (follow_up.reopen, {"item": LAMPS.id, "reason": "It broke."}),
        (follow_up.learn, {"words": "Ask earlier."}),
    ],
)
def test_nothing_is_recorded_as_happened_on_a_day_that_is_still_to_come(
    decision,
    given,
):
    state = after(STATE, book.allocate, item=LAMPS.id, sum=10)
    state = after(
        state,
        follow_up.look,
        item=LAMPS.id,
        done="done",
        evidence="Seen",
    )
    field = "answered" if decision is answers.answer else "day"
    refusal = decision(
        state,
        MOMENT,
        **{**given, field: AT.date() + timedelta(days=1)},
    )
    assert isinstance(refusal, Refusal)
    assert (refusal.where, render(refusal.words)) == (
        field,
        "11\N{NO-BREAK SPACE}January\N{NO-BREAK SPACE}2027 is still to come.",
    )
    assert isinstance(
        decision(state, MOMENT, **{**given, field: AT.date()}),
        Writing,
    )


def test_no_form_without_an_answer_is_recorded():
    refusal = answers.answered(STATE, MOMENT, answers=())
    assert said(refusal) == "There is no answer to record."


# Money


SUMS = st.integers(1, 10_000)
MOVES = st.lists(
    st.one_of(
        st.tuples(
            st.just("allocate"),
            st.sampled_from([LAMPS.id, OTHER.id]),
            SUMS,
        ),
        st.tuples(st.just("pay"), st.sampled_from([LAMPS.id, OTHER.id]), SUMS),
        st.tuples(st.just("back"), st.sampled_from([LAMPS.id, OTHER.id]), SUMS),
        st.tuples(
            st.just("unspent"),
            st.sampled_from([LAMPS.id, OTHER.id]),
            SUMS,
        ),
        st.tuples(
            st.just("moved"),
            st.sampled_from([LAMPS.id, OTHER.id]),
            SUMS,
        ),
        st.tuples(
            st.just("again"),
            st.sampled_from([LAMPS.id, OTHER.id]),
            SUMS,
        ),
    ),
    max_size=20,
)


def moved(state, what, item, minor):
    """The state after a move of money, or as it was where that was refused."""
    other = OTHER.id if item == LAMPS.id else LAMPS.id
    decided = {
        "allocate": lambda: book.allocate(state, MOMENT, item=item, sum=minor),
        "pay": lambda: book.pay(
            state,
            MOMENT,
            item=item,
            sum=minor,
            what="Timber",
        ),
        "back": lambda: book.give_back(
            state,
            MOMENT,
            item=item,
            sum=minor,
            source="paid back",
            to="The fund",
        ),
        "unspent": lambda: book.give_back(
            state,
            MOMENT,
            item=item,
            sum=minor,
            source="unspent",
            to="The fund",
        ),
        "moved": lambda: book.give_back(
            state,
            MOMENT,
            item=item,
            sum=minor,
            source="unspent",
            to_item=other,
        ),
        "again": lambda: book.give_back(
            state,
            MOMENT,
            item=item,
            sum=minor,
            source="paid back",
            to_item=item,
        ),
    }[what]()
    if isinstance(decided, Refusal):
        return state, False
    [entry] = decided.entries
    return replace(state, book=book.apply(state.book, entry, AT)), True


@given(MOVES)
def test_no_money_is_lost_and_none_is_made(moves):
    state, outside, left_the_book, paid = STATE, 0, 0, 0
    for what, item, minor in moves:
        state, done = moved(state, what, item, minor)
        outside += minor if done and what == "allocate" else 0
        left_the_book += minor if done and what in ("back", "unspent") else 0
        paid += minor if done and what == "pay" else 0
        paid -= minor if done and what in ("back", "again") else 0
    accounts = [line.account for line in book.lines(state)]
    for account in accounts:
        assert (
            account.allocated == account.spent + account.returned + account.left
        )
    whole = book.total(book.lines(state))
    assert whole.spent == paid
    assert whole.left == outside - paid - left_the_book


def test_what_was_paid_too_much_comes_back_to_the_item_and_is_there_again():
    state = after(STATE, book.allocate, item=LAMPS.id, sum=100)
    state = after(state, book.pay, item=LAMPS.id, sum=90, what="Lamps")
    back = {"item": LAMPS.id, "to_item": LAMPS.id, "sum": 80}
    state = after(state, book.give_back, **back, source="paid back")
    account = state.book.of(LAMPS.id)
    assert (account.spent, account.returned, account.left) == (10, 0, 90)
    assert "came back to it" in render(book.tell(account.happened[-1], state))
    refused = book.give_back(state, MOMENT, **back, source="unspent")
    assert said(refused) == "The money stays where it is."


def test_paying_more_than_was_set_aside_is_told_and_not_refused():
    state = after(STATE, book.allocate, item=LAMPS.id, sum=100)
    state = after(state, book.pay, item=LAMPS.id, sum=130, what="Lamps")
    assert state.book.of(LAMPS.id).left == -30


def test_a_payee_that_is_a_person_is_not_named():
    state = after(STATE, book.pay, item=LAMPS.id, sum=130, what="Painting")
    [entry] = state.book.of(LAMPS.id).happened
    assert "was paid to a person" in render(book.tell(entry, state))


def test_the_book_says_what_the_council_accepted():
    state = after(
        STATE,
        answers.answer,
        item=LAMPS.id,
        reply="part",
        sum=100,
        reason="Too dear",
        owner="Parks",
    )
    accepted = {line.item.id: line.accepted for line in book.lines(state)}
    assert (accepted[LAMPS.id], accepted[OTHER.id]) == (100, None)


# Follow-up


def test_what_was_found_done_is_no_longer_owed_until_it_is_opened_again():
    state = after(STATE, answers.answer, **WHOLE)
    later = DUE + timedelta(days=91)
    state = after(
        state,
        follow_up.look,
        item=LAMPS.id,
        done="done",
        evidence="Seen at night.",
    )
    assert owed(state, later) == []
    state = after(
        state,
        follow_up.reopen,
        item=LAMPS.id,
        reason="Two are dark.",
    )
    assert owed(state, later) == [
        f"{LAMPS.number}: Promised, and not seen to be done",
    ]


def test_a_condition_that_is_ticked_later_neither_moves_the_look_nor_closes_what_is_open_again():
    seen, later = EARLY + timedelta(days=150), EARLY + timedelta(days=180)
    state = after(STATE, answers.answer, **WHOLE)
    look = {"item": LAMPS.id, "done": "done", "evidence": "Seen at night."}
    state = after(state, follow_up.look, on(seen), **look, day=seen)
    state = after(
        state,
        follow_up.reopen,
        on(later),
        item=LAMPS.id,
        reason="Two are dark.",
    )
    number = LAMPS.conditions[0].number
    tick = {"item": LAMPS.id, "number": number, "kept": "broken"}
    state = after(state, follow_up.look_at_condition, on(later), **tick)
    assert state.follow_up.by_item[LAMPS.id].day == seen.isoformat()
    assert state.follow_up.kept(number) == "broken"
    assert not state.follow_up.is_done(LAMPS.id)
    assert len(state.follow_up.happened) == 2
    state = after(state, follow_up.look, on(later), **look, day=later)
    assert state.follow_up.is_done(LAMPS.id)


def test_a_stopped_project_owes_only_the_word_where_its_money_goes():
    later = DUE + timedelta(days=91)
    state = after(STATE, answers.answer, **WHOLE)
    state = after(state, book.allocate, item=LAMPS.id, sum=10)
    state = after(
        state,
        book.stop,
        item=LAMPS.id,
        reason="The landlord said no.",
    )
    assert owed(state, later) == [
        f"{LAMPS.number}: Stopped, and not said where its money goes",
    ]
    state = after(
        state,
        book.give_back,
        item=LAMPS.id,
        sum=10,
        source="unspent",
        to="Community Fund",
    )
    assert owed(state, later) == []


def test_a_condition_that_was_broken_is_told_as_that():
    number = LAMPS.conditions[0].number
    state = after(
        STATE,
        follow_up.look,
        item=LAMPS.id,
        done="partly",
        evidence="Lit all night.",
        resident="They never dim.",
        conditions=[ConditionLookedAt(number, "broken")],
    )
    assert state.follow_up.kept(number) == "broken"
    assert state.follow_up.kept(99) is None


def test_packs_that_follow_count_on_and_name_the_newest_code():
    assert supplements.last_code(STATE) == STATE.handover.code
    state = after(
        STATE,
        supplements.supplement_made,
        kind="answer",
        file="a.zip",
        result="cd" * 32,
    )
    assert state.supplements.next == 2
    assert supplements.last_code(state) == state.supplements.made[0].code


def test_without_a_result_pack_none_follows():
    refusal = supplements.supplement_made(
        state_at("declared"),
        MOMENT,
        kind="answer",
        file="a.zip",
        result="cd" * 32,
    )
    assert said(refusal) == "There is no pack that this could follow."


def test_who_signed_a_pack_that_follows_does_not_sign_it_again():
    state = after(
        STATE,
        supplements.supplement_made,
        kind="answer",
        file="a.zip",
        result="cd" * 32,
    )
    state = after(
        state,
        supplements.supplement_signed,
        number=1,
        who="keeper",
        ink=False,
    )
    refusal = supplements.supplement_signed(
        state,
        MOMENT,
        number=1,
        who="keeper",
        ink=True,
    )
    assert said(refusal) == "{who} has signed already.".format(
        who="Keeper of the record",
    )
