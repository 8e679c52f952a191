"""One worry, followed from the table to the answer and to whether it was kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import msgspec
import pytest

from pbdesk.app.sample.following_up import play_on
from pbdesk.assembly.answers import Answer, Answers, apply
from pbdesk.assembly.asked import items
from pbdesk.assembly.follow_up import FollowUp
from pbdesk.assembly.way import ended, followed, hang, hanging, way
from pbdesk.i18n import ENGLISH, render
from pbdesk.minutes import handover
from pbdesk.minutes.entries import FreeText
from pbdesk.paper.reminder import reminder_pdf
from pbdesk.paper.way import way_pdf
from tests.evenings import evening_at
from tests.paper.reading import text_of


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    evening = evening_at("declared", tmp_path_factory.mktemp("way"))
    evening.clock.at = datetime(2027, 4, 29, 9, 30, tzinfo=UTC)
    evening.do(handover.made, file="pack.zip", result="0" * 64)
    evening.do(handover.handed_over, to="Democratic Services")
    play_on(evening, 5)
    yield evening.desk.state
    evening.desk.close()


def subject(state, key="condition/1"):
    return next(each for each in followed(state) if each.key == key)


def told(state) -> list[str]:
    return [
        " ".join(
            render(each)
            for each in (step.what, step.words, step.who)
            if each is not None
        )
        for step in way(state, subject(state))
    ]


def test_one_can_follow_it_from_the_table_to_the_broken_promise(state):
    lines = told(state)
    wanted = (
        "It became condition 1, read aloud",
        "The result asks for it",
        "Answered: Accept Highways",
        "Condition varied From 23:00: the last bus leaves at 22:52.",
        "Done Eleven lamps counted at 23:30, all bright.",
        "A resident says They never dim.",
        "The condition: Broken",
    )
    at = [
        next(n for n, line in enumerate(lines) if part in line)
        for part in wanted
    ]
    assert at == sorted(at)
    assert any(
        "A reminder went out Democratic Services" in line for line in lines
    )


def test_its_days_go_forward(state):
    days = [step.day for step in way(state, subject(state))]
    assert days == sorted(days)
    assert len(set(days)) == 6


def test_the_reminder_letter_names_what_is_owed_and_since_when(state):
    benches = items(state)[1]
    text = text_of(
        reminder_pdf(state, benches, locale=ENGLISH, made=date(2027, 5, 26)),
    )
    flat = " ".join(text.split()).replace("\xa0", " ")
    assert "item 2: Benches and shade at the bowling green, £8,400" in flat
    assert "The answer was promised by Friday 29 January 2027." in flat
    assert "What is owed" in flat
    assert "since" in flat


def test_the_reminder_letter_says_to_whom_it_goes_what_went_out_before_and_where_to_answer(
    state,
):
    kerbs = items(state)[4]
    text = text_of(
        reminder_pdf(state, kerbs, locale=ENGLISH, made=date(2027, 5, 26)),
    )
    flat = " ".join(text.split()).replace("\xa0", " ")
    assert "To Millbrook Town Council" in flat
    assert "reminded Democratic Services" in flat
    assert "Send the answer to" in flat
    assert "Until it is there it stands on the overdue list" in flat


def test_the_sheet_says_all_of_it(state):
    text = " ".join(
        text_of(way_pdf(state, subject(state), locale=ENGLISH)).split(),
    )
    for words in (
        "The way of condition 1",
        "From 23:00",
        "They never dim.",
        "Broken",
    ):
        assert words in text


def of_kind(state, kind: str):
    return [each for each in followed(state) if each.kind == kind]


def test_a_worry_is_followed_into_the_condition_that_came_of_it(state):
    worry = of_kind(state, "worry")[0]
    lines = [render(step.what) for step in way(state, worry)]
    assert lines[0] == "A worry was said"
    assert "Condition varied" in lines
    assert lines.index("A worry was said") < lines.index(
        "It became condition 1, read aloud",
    )
    assert ended(state, worry) == "broken"
    assert "The way of a worry" in text_of(
        way_pdf(state, worry, locale=ENGLISH),
    )


def test_a_project_is_followed_from_the_idea_to_the_money_and_who_bears_it(
    state,
):
    lamps = next(
        each
        for each in of_kind(state, "project")
        if each.project == subject(state).project
    )
    lines = [
        " ".join(render(part) for part in (step.what, step.words) if part)
        for step in way(state, lamps)
    ]
    for wanted in (
        "The idea was handed in",
        "It became a project of £12,500",
        "A table said who bears it Three houses on Mill Lane",
        "Some did not agree Two of nine",
        "Two options were traded The room would rather have",
        "The result asks £12,500",
        "was paid",
        "Answered: Accept",
    ):
        assert any(wanted in line for line in lines), wanted


def test_money_that_went_to_another_item_is_followed_to_it(state):
    fridge = next(
        each
        for each in of_kind(state, "project")
        if "fridge" in render(each.title)
    )
    lines = [
        " ".join(render(part) for part in (step.what, step.words) if part)
        for step in way(state, fridge)
    ]
    assert "£4,400 came back “Dropped kerbs on Station Road”" in lines


def test_an_answer_that_changed_stands_in_the_way_with_the_one_before(state):
    found = state.answers.by_item[subject(state).project]
    later = msgspec.structs.replace(
        found.entry,
        reply="reject",
        reason=FreeText("No lamps."),
        answered="2027-04-20",
    )
    answers = apply(state.answers, later, found.recorded)
    lines = told(replace(state, answers=answers))
    assert [line for line in lines if line.startswith("Answered:")] == [
        "Answered: Accept Highways",
        "Answered: Reject No lamps. Highways",
    ]
    assert [line.partition(" From")[0] for line in lines].count(
        "Condition varied",
    ) == 1


def test_a_project_that_got_no_money_ends_with_the_vote(state):
    lost = next(
        each
        for each in of_kind(state, "project")
        if ended(state, each) == "unfunded"
    )
    assert any("no money" in render(step.what) for step in way(state, lost))


def test_what_hangs_in_the_room_is_a_draft_and_no_entry(tmp_path):
    with evening_at("declared", tmp_path).desk as desk:
        before = desk.entries
        assert hanging(desk.state) is None
        assert desk.do(hang, key="condition/9").where == "key"
        assert desk.do(hang, key="condition/1") is None
        assert hanging(desk.state).key == "condition/1"
        assert desk.entries == before


def test_a_condition_that_was_refused_is_told_as_that(state):
    refused = state.answers.by_item[subject(state).project].entry
    conditions = tuple(
        msgspec.structs.replace(each, reply="refuse")
        for each in refused.conditions
    )
    entry = msgspec.structs.replace(refused, conditions=conditions)
    answered = {subject(state).project: Answer(entry, state.declared)}
    unseen = replace(state, answers=Answers(answered), follow_up=FollowUp())
    assert ended(unseen, subject(unseen)) == "refused"
