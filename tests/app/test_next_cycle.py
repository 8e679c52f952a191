"""The next assembly begins from the last: its rules, ideas without money, and what is still owed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from pbdesk.app.jobs.next_cycle import begin_next, renew_register
from pbdesk.app.jobs.proposers import forget_contact, goes_on, keep_contact
from pbdesk.app.sample.following_up import play_on
from pbdesk.assembly import follow_up
from pbdesk.assembly.carried import NEXT, unfunded
from pbdesk.cli import main
from pbdesk.i18n import ENGLISH
from pbdesk.ledger.consent import Consent
from pbdesk.ledger.sqlite import Error, File
from pbdesk.minutes import handover
from pbdesk.minutes.decision import Refusal
from tests.assembly.said import said
from tests.evenings import CHEAP, evening_at


@pytest.fixture(scope="module")
def last(tmp_path_factory):
    evening = evening_at("declared", tmp_path_factory.mktemp("last"))
    evening.clock.at = datetime(2027, 4, 29, 9, 30, tzinfo=UTC)
    evening.do(handover.made, file="pack.zip", result="0" * 64)
    evening.do(handover.handed_over, to="Democratic Services")
    play_on(evening, 6)
    evening.do(follow_up.learn, words="Ask for the day in the room.")
    yield evening.desk
    evening.desk.close()


def test_rules_promises_lessons_and_chosen_ideas_go_over_and_nothing_is_sealed(
    last,
    tmp_path,
):
    chosen = unfunded(last.state)[0]
    begun = begin_next(
        last,
        tmp_path / "next.pbdesk",
        day="2027-11-25",
        ideas=[chosen.id],
    )
    assert not isinstance(begun, Refusal)
    with begun as desk:
        state = desk.state
        assert state.about.id != last.state.about.id
        assert state.mandate.said("holder") == "Millbrook Town Council"
        assert state.mandate.said("answer_by") == ""
        assert not state.rulebook.sealed
        assert state.rules.given == last.state.rules.given
        assert [each.title for each in state.ideas.by_id.values()] == [
            chosen.title,
        ]
        assert state.agenda.items[0].title == "What was promised last time"
        over = state.carried.last
        owed = {each.title: each.stands for each in over.promises}
        assert owed["Friday night youth club"] == "not"
        assert owed["Lighting on the riverside path"] == "open"
        assert str(over.lessons[-1]) == "Ask for the day in the room."


def test_an_idea_goes_on_by_the_word_of_whoever_handed_it_in(last, tmp_path):
    agreed, other, *_ = unfunded(last.state)
    path = tmp_path / "next.pbdesk"
    assert goes_on(last.state, last.people, agreed)
    refused = keep_contact(
        last,
        other.id,
        name="Ngozi Achebe",
        reach="Weir Lane",
        wishes=True,
        locale=ENGLISH,
    )
    assert refused is None
    refusal = begin_next(
        last,
        path,
        day="2027-11-25",
        ideas=[agreed.id, other.id],
    )
    assert (
        said(refusal)
        == f"Whoever handed in “{other.title}” has not agreed that it goes on."
    )
    assert not path.exists()
    assert forget_contact(last, other.id, "They asked for it.") is None
    begun = begin_next(
        last,
        path,
        day="2027-11-25",
        ideas=[agreed.id, other.id],
    )
    assert not isinstance(begun, Refusal)
    begun.close()


def test_only_ideas_without_money_of_an_assembly_that_is_over_go_on(
    last,
    tmp_path,
):
    funded = next(
        each
        for each in last.state.ideas.projects
        if each not in unfunded(last.state)
    )
    path = tmp_path / "next.pbdesk"
    refusal = begin_next(last, path, day="2027-11-25", ideas=[funded.id])
    assert said(refusal) == "Only ideas that got no money go on."
    assert said(begin_next(last, path, day="soon")) == "“soon” is not a day."
    assert not path.exists()


@pytest.mark.parametrize("day", ["2026-11-26", "2020-01-01"])
def test_the_next_assembly_meets_after_the_last(last, tmp_path, day):
    path = tmp_path / "next.pbdesk"
    refusal = begin_next(last, path, day=day)
    assert "The last assembly met on " in said(refusal)
    assert not path.exists()


def test_what_the_disk_does_not_take_whole_begins_nothing(
    last,
    tmp_path,
    monkeypatch,
):
    add, added = File.add, iter(range(20))

    def adding(*given):
        if next(added, None) is None:
            raise Error("database or disk is full")
        return add(*given)

    path = tmp_path / "next.pbdesk"
    with monkeypatch.context() as broken:
        broken.setattr(File, "add", adding)
        assert isinstance(begin_next(last, path, day="2027-11-25"), Refusal)
    assert not path.exists()
    begun = begin_next(last, path, day="2027-11-25")
    assert not isinstance(begun, Refusal)
    with begun as desk:
        assert len({each.act for each in desk.recorded}) == 1


def test_a_name_that_no_entry_holds_is_said_and_leaves_nothing(last, tmp_path):
    path = tmp_path / "next.pbdesk"
    refusal = begin_next(last, path, day="2027-11-25", name="x" * 70_000)
    assert (
        said(refusal)
        == "This is longer than the record takes at once. Shorten it."
    )
    assert [each.name for each in tmp_path.iterdir()] == ["next.pbdesk.lock"]
    with evening_at("door", tmp_path).desk as running:
        assert (
            said(begin_next(running, path, day="2027-11-25"))
            == "This assembly is not over."
        )


def test_only_who_agreed_is_in_the_next_register(last, tmp_path):
    ref = min(last.state.door.register)
    last.people.consent(
        ref,
        Consent(NEXT, "shown", datetime(2026, 11, 26, tzinfo=UTC).date()),
    )
    begun = begin_next(last, tmp_path / "next.pbdesk", day="2027-11-25")
    assert not isinstance(begun, Refusal)
    with begun as desk:
        assert renew_register(last, desk, "quiet weir lamp stone", CHEAP) == 1
        assert len(desk.state.door.register) == 1
        assert set(desk.state.door.register).isdisjoint(
            last.state.door.register,
        )


def test_on_the_command_line(last, tmp_path):
    asked, *_, other = (each.number for each in unfunded(last.state))
    args = [
        "next",
        str(last.record.path),
        str(tmp_path / "next.pbdesk"),
        "--day",
        "2027-11-25",
    ]
    locked = CliRunner().invoke(main, [*args, "--idea", str(asked)])
    assert (locked.exit_code, "stands in the people file" in locked.output) == (
        2,
        True,
    )
    wrong = CliRunner().invoke(main, [*args, "--idea", "999"])
    assert (wrong.exit_code, "Idea 999 got money" in wrong.output) == (2, True)
    ran = CliRunner().invoke(main, [*args, "--idea", str(other)])
    assert ran.exit_code == 0, ran.output
    assert "1 ideas, 0 people taken over" in ran.output
