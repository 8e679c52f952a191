"""Whoever hands in an idea is told what became of it, where they wish it, and can be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType

import pytest

from pbdesk.app.desk import Desk, people_path
from pbdesk.app.jobs.proposers import (
    contact_of,
    forget_contact,
    keep_contact,
    wishes,
)
from pbdesk.app.sample.evening import PASSPHRASE, Evening
from pbdesk.app.sample.following_up import play_on
from pbdesk.assembly import proposers
from pbdesk.assembly.ideas import Ideas, Proposal
from pbdesk.i18n import ENGLISH
from pbdesk.minutes import handover
from pbdesk.minutes.kept import forgotten
from pbdesk.paper.proposers import (
    idea_card_pdf,
    proposer_letter_pdf,
    proposers_list_pdf,
)
from tests.assembly.said import said
from tests.evenings import CHEAP, evening_at
from tests.paper.reading import text_of

NAME, REACH = "Ngozi Achebe", "14 Station Road"


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    evening = evening_at("declared", tmp_path)
    evening.desk.unlock_people(PASSPHRASE, CHEAP)
    yield evening
    evening.desk.close()


@pytest.fixture
def desk(evening) -> Desk:
    return evening.desk


def funded(desk: Desk) -> Proposal:
    return next(
        each for each in desk.state.ideas.projects if "Lighting" in each.title
    )


def keep(
    desk: Desk,
    idea: Proposal,
    *,
    name: str = NAME,
    reach: str = REACH,
    wish: bool = True,
):
    return keep_contact(
        desk,
        idea.id,
        name=name,
        reach=reach,
        wishes=wish,
        locale=ENGLISH,
    )


def test_the_record_has_a_reference_alone_and_the_people_file_who_it_is(desk):
    idea = funded(desk)
    assert keep(desk, idea) is None
    contact = contact_of(desk.people, desk.state.proposers.by_idea[idea.id])
    assert (contact.name, contact.reach) == (NAME, REACH)
    assert "at any time" in contact.shown
    path = desk.record.path
    desk.close()
    assert NAME.encode() not in path.read_bytes()
    with Desk.open(path) as again:
        again.unlock_people(PASSPHRASE, CHEAP)
        assert (
            contact_of(again.people, again.state.proposers.by_idea[idea.id])
            == contact
        )


def test_the_public_record_does_not_tell_that_somebody_is_kept(desk):
    kinds = {proposers.ProposerKept, proposers.ProposerTold}
    assert not any(kind.public for kind in kinds)


def test_the_letter_says_what_was_proposed_answered_and_done(evening):
    desk, idea = evening.desk, funded(evening.desk)
    assert keep(desk, idea) is None
    evening.clock.at = datetime(2027, 4, 29, 9, 30, tzinfo=UTC)
    evening.do(handover.made, file="pack.zip", result="0" * 64)
    evening.do(handover.handed_over, to="Democratic Services")
    play_on(evening, 5)
    letter = proposer_letter_pdf(
        desk.state,
        idea,
        NAME,
        REACH,
        locale=ENGLISH,
        made=date(2027, 5, 26),
    )
    text = text_of(letter)
    for words in (
        NAME,
        REACH,
        idea.title,
        "Accept",
        "Highways sees to it",
        "Eleven lamps counted",
    ):
        assert words in text, words


def test_an_idea_without_money_is_told_why_in_its_letter(desk):
    ideas = desk.state.ideas.by_id.values()
    reasons = {
        "not-feasible": "It cannot be done, and did not come to the vote.",
        "merged": "It became one with",
        "withdrawn": "It was withdrawn.",
        "accepted": "It came to the vote, and the vote gave it no money.",
    }
    unfunded = [each for each in ideas if each.state == "accepted"][-1:]
    others = [each for each in ideas if each.state != "accepted"]
    assert {each.state for each in others} >= {"not-feasible", "withdrawn"}
    for idea in (*others, *unfunded):
        letter = proposer_letter_pdf(
            desk.state,
            idea,
            NAME,
            REACH,
            locale=ENGLISH,
            made=desk.state.about.day,
        )
        assert reasons[idea.state] in text_of(letter), idea.title


def test_an_idea_that_went_up_in_another_by_a_third_is_told_what_became_of_that(
    desk,
):
    lamps, refused = (
        funded(desk),
        next(
            each
            for each in desk.state.ideas.by_id.values()
            if each.state == "not-feasible"
        ),
    )
    first, second, *_ = [
        each for each in desk.state.ideas.projects if each.id != lamps.id
    ]
    for last, words in (
        (lamps, "Nobody was asked yet"),
        (refused, "It cannot be done"),
    ):
        ideas = {
            **desk.state.ideas.by_id,
            first.id: replace(first, state="merged", into=second.id),
            second.id: replace(second, state="merged", into=last.id),
        }
        state = replace(desk.state, ideas=Ideas(MappingProxyType(ideas)))
        letter = proposer_letter_pdf(
            state,
            state.ideas.by_id[first.id],
            NAME,
            REACH,
            locale=ENGLISH,
            made=state.about.day,
        )
        assert words in text_of(letter)


def test_only_who_wished_it_is_on_the_list_and_told(desk):
    first, second, *_ = desk.state.ideas.projects
    assert keep(desk, first) is None
    assert keep(desk, second, name="Owen Pryce", wish=False) is None
    assert [each.contact.name for each in wishes(desk)] == [NAME]
    assert (
        desk.do(
            proposers.told,
            proposal=first.id,
            gone=forgotten(desk.recorded),
        )
        is None
    )
    [wish] = wishes(desk)
    assert len(wish.told) == 1
    refusal = desk.do(
        proposers.told,
        proposal=second.id,
        gone=forgotten(desk.recorded),
    )
    assert said(refusal) == "Whoever handed it in did not ask to be told."
    people = [(wish.idea, wish.contact.name, wish.contact.reach, wish.told)]
    text = text_of(
        proposers_list_pdf(
            desk.state,
            people,
            locale=ENGLISH,
            made=desk.state.about.day,
        ),
    )
    assert NAME in text
    assert "Owen Pryce" not in text
    assert "Told on" in text


def test_nobody_is_recorded_as_told_who_is_forgotten(desk):
    idea = funded(desk)
    assert keep(desk, idea) is None
    assert forget_contact(desk, idea.id, "They asked for it.") is None
    refusal = desk.do(
        proposers.told,
        proposal=idea.id,
        gone=forgotten(desk.recorded),
    )
    assert (
        said(refusal)
        == "Whoever handed it in is forgotten, so nobody can have told them."
    )
    assert keep(desk, idea) is None
    assert (
        desk.do(proposers.told, proposal=idea.id, gone=forgotten(desk.recorded))
        is None
    )


def test_where_nobody_wished_it_the_list_says_so(desk):
    text = text_of(
        proposers_list_pdf(
            desk.state,
            [],
            locale=ENGLISH,
            made=desk.state.about.day,
        ),
    )
    assert "Nobody asked to be told." in text


def test_who_is_written_anew_is_forgotten_as_they_were_and_stays_told(desk):
    idea = funded(desk)
    assert keep(desk, idea) is None
    before = desk.state.proposers.by_idea[idea.id]
    assert (
        desk.do(proposers.told, proposal=idea.id, gone=forgotten(desk.recorded))
        is None
    )
    assert keep(desk, idea, reach="ngozi@example.org") is None
    assert contact_of(desk.people, before) is None
    [wish] = wishes(desk)
    assert (wish.contact.reach, len(wish.told)) == ("ngozi@example.org", 1)


def test_who_asks_to_be_forgotten_is_gone_and_the_idea_stays(desk):
    idea = funded(desk)
    assert keep(desk, idea) is None
    assert forget_contact(desk, idea.id, "They asked for it.") is None
    assert wishes(desk) == ()
    assert desk.state.ideas.by_id[idea.id].title == idea.title
    assert (
        contact_of(desk.people, desk.state.proposers.by_idea[idea.id]) is None
    )


@pytest.mark.parametrize(
    ("name", "reach", "words"),
    [
        (" ", REACH, "Nobody is named."),
        (NAME, " ", "Nobody could tell them."),
    ],
)
def test_who_cannot_be_told_is_refused(desk, name, reach, words):
    assert said(keep(desk, funded(desk), name=name, reach=reach)) == words


def test_a_people_file_that_was_lost_and_made_anew_knows_nobody_and_stops_nothing(
    desk,
):
    idea = funded(desk)
    assert keep(desk, idea) is None
    desk.people.close()
    desk.people = None
    people_path(desk.record.path).unlink()
    desk.make_people(PASSPHRASE, CHEAP)
    assert (
        contact_of(desk.people, desk.state.proposers.by_idea[idea.id]) is None
    )
    assert wishes(desk) == ()


def test_a_locked_people_file_keeps_nobody(desk):
    desk.people.close()
    desk.people = None
    assert said(keep(desk, funded(desk))) == "The people file is locked."


def test_nobody_is_forgotten_who_is_not_kept_and_nobody_kept_without_an_idea(
    desk,
):
    assert (
        said(forget_contact(desk, funded(desk).id, "x"))
        == "Nobody is kept who handed it in."
    )
    refusal = keep_contact(
        desk,
        "nothing",
        name=NAME,
        reach=REACH,
        wishes=True,
        locale=ENGLISH,
    )
    assert said(refusal) == "This is no idea on the list."


def test_who_was_told_is_recorded_once_a_day(desk):
    idea = funded(desk)
    assert keep(desk, idea) is None
    assert (
        desk.do(proposers.told, proposal=idea.id, gone=forgotten(desk.recorded))
        is None
    )
    refusal = desk.do(
        proposers.told,
        proposal=idea.id,
        gone=forgotten(desk.recorded),
    )
    assert (
        said(refusal)
        == "It is recorded already that they were told on that day."
    )
    assert len(desk.state.proposers.by_idea[idea.id].told) == 1


@pytest.mark.parametrize(
    ("name", "reach"),
    [("Zed " * 30, REACH), (NAME, "x" * 301)],
)
def test_what_would_fill_a_letter_is_no_name_and_no_address(desk, name, reach):
    refusal = keep(desk, funded(desk), name=name, reach=reach)
    assert refusal is not None
    assert refusal.where == ("reach" if name == NAME else "name")


def test_nobody_was_told_on_a_day_that_is_still_to_come(desk):
    idea = funded(desk)
    assert keep(desk, idea) is None
    refusal = desk.do(
        proposers.told,
        proposal=idea.id,
        gone=forgotten(desk.recorded),
        day=date(2099, 1, 1),
    )
    assert said(refusal).endswith("is still to come.")


def test_the_card_for_an_idea_asks_who_it_is_from_with_the_words_that_are_agreed_to():
    from pbdesk.app.jobs.proposers import AGREED

    text = text_of(idea_card_pdf("Millbrook", AGREED, locale=ENGLISH))
    assert "You can take this back at any time" in text
    assert "Yes, tell me" in text
    assert "It may go on to the next assembly" in text
