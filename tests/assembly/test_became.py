"""You asked, they answered, this was done: what a participant reads, half a year later."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

import msgspec
import pytest

from pbdesk.app.sample.following_up import play_on
from pbdesk.assembly.answers import Answers
from pbdesk.assembly.asked import items
from pbdesk.assembly.became import (
    STANDS,
    Became,
    of_item,
    of_matter,
    what_became,
)
from pbdesk.assembly.follow_up import FollowUp
from pbdesk.assembly.matters import Matters
from pbdesk.assembly.public import public
from pbdesk.assembly.way import ALL, became_of, followed, hang
from pbdesk.i18n import ENGLISH, locale_of, render
from pbdesk.minutes import handover
from pbdesk.paper.you_asked import you_asked_pdf
from pbdesk.ui.room.view import screens
from tests.evenings import evening_at
from tests.paper.reading import text_of

AFTER = date(2027, 5, 26)


@pytest.fixture(scope="module")
def evening(tmp_path_factory):
    evening = evening_at("declared", tmp_path_factory.mktemp("became"))
    evening.clock.at = datetime(2027, 4, 29, 9, 30, tzinfo=UTC)
    evening.do(handover.made, file="pack.zip", result="0" * 64)
    evening.do(handover.handed_over, to="Democratic Services")
    play_on(evening, 6)
    yield evening
    evening.desk.close()


@pytest.fixture(scope="module")
def state(evening):
    return evening.desk.state


def told(state, title: str, today: date = AFTER) -> dict[str, str]:
    """The parts of what is called so, each as a reader sees it."""
    [found] = [
        each
        for each in what_became(state, today)
        if title in render(each.label)
    ]
    return parts(found)


def parts(found: Became) -> dict[str, str]:
    said = {
        "asked": found.asked,
        "answered": found.answered,
        "done": found.done,
    }
    words = {
        name: " ".join(map(render, sentences))
        for name, sentences in said.items()
    }
    plain = {name: text.replace("\xa0", " ") for name, text in words.items()}
    return {**plain, "stands": render(STANDS[found.stands])}


def test_a_project_says_what_was_asked_answered_and_done(state):
    benches = told(state, "Benches")
    assert "The result asks £" in benches["asked"]
    assert (
        "Accept in part: £5,000. Answered on 12 February 2027."
        in benches["answered"]
    )
    assert (
        "The reason: Two benches; the shade needs a tree survey."
        in benches["answered"]
    )
    assert "One bench stands, the second is ordered." in benches["done"]
    assert (
        "A resident says: The one that is there is always taken."
        in benches["done"]
    )
    assert benches["stands"] == "Partly done"


def test_what_an_answer_left_out_is_said_as_missing_and_overdue(state):
    benches = told(state, "Benches")
    assert "It is to be done by 1 May 2027." in benches["answered"]
    assert (
        "Missing: an owner. Overdue since 12 February 2027."
        in benches["answered"]
    )


def test_silence_is_overdue_and_never_open(state):
    kerbs = told(state, "5. Dropped kerbs")
    due = "Not answered. It was promised by 29 January 2027, and is overdue since."
    assert kerbs["answered"] == due
    assert kerbs["stands"] == "Overdue"
    every = " ".join(
        " ".join(parts(each).values()) for each in what_became(state, AFTER)
    )
    assert "Under way" not in every


def test_before_its_day_nothing_is_overdue(state):
    silent = replace(state, answers=Answers(), follow_up=FollowUp())
    early = told(silent, "5. Dropped kerbs", date(2027, 1, 29))
    assert (
        early["answered"]
        == "Not answered yet. An answer is promised by 29 January 2027."
    )
    assert early["stands"] == "Not due yet"
    late = told(silent, "5. Dropped kerbs", date(2027, 1, 30))
    assert late["stands"] == "Overdue"


def test_a_promise_is_due_from_its_day_on(state):
    unseen = replace(state, follow_up=FollowUp())
    day = date(2027, 4, 1)
    club = told(unseen, "youth club", day)
    assert club["done"].endswith("Not due yet: promised by 1 April 2027.")
    assert club["stands"] == "Answered"
    club = told(unseen, "youth club", day + timedelta(days=1))
    assert (
        "Nobody has seen it done. It was promised by 1 April 2027: overdue."
        in club["done"]
    )
    assert club["stands"] == "Overdue"


def test_a_condition_says_how_it_was_varied_and_that_it_is_broken(state):
    first = told(state, "Condition 1, Table 1: Lighting")
    assert "The lamps dim at 22:30" in first["asked"]
    assert "7 for it, 2 against, 0 abstained" in first["asked"]
    assert first["answered"].startswith("Condition varied: From 23:00")
    assert (first["done"], first["stands"]) == ("Broken", "Not done")
    second = told(state, "Condition 2")
    assert "overdue since" in second["answered"]


def test_what_was_done_and_is_open_again_is_not_done(state):
    lamps = told(state, "1. Lighting")
    assert "Done, seen on 29 April 2027: Eleven lamps counted" in lamps["done"]
    assert "Open again since 26 May 2027: The condition" in lamps["done"]
    assert lamps["stands"] == "Not done"


def test_a_stopped_project_says_why_and_what_was_refused_asks_nothing(state):
    fridge = told(state, "Community fridge")
    assert fridge["done"].startswith("Stopped on 9 April 2027: The hall trust")
    kerbs = items(state)[4]
    assert "kerbs" in str(kerbs.title)
    silent = state.answers.by_item[items(state)[0].id]
    refused = replace(
        silent,
        entry=msgspec.structs.replace(
            silent.entry,
            item=kerbs.id,
            reply="reject",
        ),
    )
    answers = Answers(MappingProxyType({kerbs.id: refused}))
    said = parts(of_item(replace(state, answers=answers), kerbs, AFTER))
    assert said["done"] == "Refused, so nothing is to be done."
    assert "Missing: a reason." in said["answered"]
    assert said["stands"] == "Refused"


def test_a_matter_says_its_hands_and_what_the_room_did_with_it(state):
    every = [
        each
        for each in what_became(state, AFTER)
        if each.key.startswith("matter/")
    ]
    assert len(every) == len(state.matters.by_id)
    first = next(iter(state.matters.by_id.values()))
    said = parts(of_matter(state, first))
    assert "for it." in said["asked"]
    bare = replace(first, answer=None, item=None)
    silent = replace(state, matters=Matters(MappingProxyType({first.id: bare})))
    left = parts(of_matter(silent, bare))
    assert (
        left["answered"]
        == "Not answered, though enough people asked it: overdue."
    )
    assert left["stands"] == "Overdue"
    few = replace(bare, hands=1)
    assert parts(of_matter(silent, few))["answered"].endswith(
        "too few people asked the same.",
    )
    nobody = replace(bare, hands=None)
    assert parts(of_matter(silent, nobody))["answered"].endswith(
        "no hands were counted for it.",
    )


def test_a_project_without_money_stands_there_with_its_reason(state):
    without = [
        each for each in what_became(state, AFTER) if each.stands == "none"
    ]
    assert len(without) == len(state.ideas.projects) - sum(
        each.id in state.ideas.by_id for each in items(state)
    )
    assert "the vote gave it no money" in parts(without[0])["answered"]


def test_the_sheet_is_large_and_has_every_line(state):
    from tests.paper.reading import sizes_of

    pdf = you_asked_pdf(state, locale=ENGLISH, made=AFTER)
    text = text_of(pdf)
    for each in what_became(state, AFTER):
        assert render(each.label).replace("\xa0", " ") in text.replace(
            "\xa0",
            " ",
        )
    assert "As it stands on 26 May 2027." in text.replace("\xa0", " ")
    assert max(sizes_of(pdf)) >= 24
    assert {size for size in sizes_of(pdf) if size < 11} == {9.0}


def test_before_anything_is_declared_the_sheet_says_so(state):
    nothing = replace(state, questions=MappingProxyType({}), matters=Matters())
    text = text_of(you_asked_pdf(nothing, locale=ENGLISH, made=AFTER))
    assert "Nothing was asked yet" in text


def test_the_sheet_is_set_in_arabic_too(state):
    assert (
        len(you_asked_pdf(state, locale=locale_of("ar"), made=AFTER)) > 10_000
    )


def test_nobody_of_the_register_is_named_on_it(evening):
    from pbdesk.app.sample.evening import PASSPHRASE
    from tests.evenings import CHEAP

    evening.desk.unlock_people(PASSPHRASE, CHEAP)
    people = [
        evening.desk.people.get(ref) for ref in evening.desk.state.door.register
    ]
    text = text_of(
        you_asked_pdf(evening.desk.state, locale=ENGLISH, made=AFTER),
    )
    assert len(people) > 50
    assert not [each.name for each in people if each.name in text]


def test_all_of_it_hangs_in_the_room_one_after_the_other(evening):
    evening.do(hang, key=ALL)
    shown = screens(public(evening.desk.state), "way")
    titles = [render(each.title) for each in shown]
    labels = [
        render(each.label) for each in what_became(evening.desk.state, AFTER)
    ]
    assert list(dict.fromkeys(titles)) == labels
    evening.do(hang, key="condition/1")
    assert public(evening.desk.state).became == ()


def test_what_is_followed_says_the_same_at_its_head(state):
    for each in followed(state):
        found = became_of(state, each, AFTER)
        assert found.asked, each.key
        assert found.answered, each.key
        assert found.done, each.key
