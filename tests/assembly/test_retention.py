"""How long each class is kept, and what the record says when its time is over."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pbdesk.app.chance import from_seed
from pbdesk.app.desk import Desk
from pbdesk.app.sample.evening import WHO_CAME
from pbdesk.assembly import rulebook
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.assembly.retained import CLASSES
from pbdesk.i18n import render
from pbdesk.minutes import retention
from pbdesk.minutes.retention import certify, due, kept
from pbdesk.questions.slips import release_items
from tests.evenings import evening_at
from tests.turned import with_given


@pytest.fixture
def desk_on(tmp_path):
    """The declared evening, whose rulebook keeps papers for six months and slips for none.

    On another day.
    """
    opened: list[Desk] = []

    def on(day: date, moment: str = "declared") -> Desk:
        evening = evening_at(moment, tmp_path)
        evening.desk.close()
        desk = Desk.open(
            evening.desk.record.path,
            from_seed(
                "later",
                lambda: datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
            ),
        )
        opened.append(desk)
        return desk

    yield on
    for desk in opened:
        desk.close()


def with_months(desk: Desk, **months: int):
    """The state as if the sealed rulebook said so."""
    return retention_state(desk, {**desk.state.rulebook.given, **months})


def retention_state(desk: Desk, given):
    return with_given(desk.state, given)


def test_every_class_has_a_clause_in_the_rulebook(desk_on):
    desk = desk_on(date(2027, 1, 1))
    named = {clause.name for clause in rulebook.clauses(desk.state.rulebook)}
    assert {each.clause for each in CLASSES.values()} <= named


def test_the_months_count_from_the_meeting_to_the_last_day_of_a_shorter_month(
    desk_on,
):
    state = with_months(desk_on(date(2027, 1, 1)), kept_papers=3)
    assert retention.kept_until(state, "papers") == date(2027, 2, 26)


def test_a_class_is_named_when_its_time_is_over_and_no_more_once_it_is_destroyed(
    desk_on,
):
    desk = desk_on(date(2027, 6, 1))
    state = with_months(desk, kept_papers=6, kept=24)
    assert due(state, date(2027, 5, 25)) == ()
    assert [each.kind for each in due(state, date(2027, 5, 26))] == ["papers"]
    entry = certify(
        state,
        desk.moment(),
        kind="papers",
        how="shredded",
    ).entries[0]
    after = retention.apply(state.retention, entry, desk.moment().at)
    assert after.destroyed["papers"] == desk.moment().at


def test_slips_are_named_only_where_some_were_added_up(desk_on):
    desk = desk_on(date(2027, 6, 1), "counted")
    assert "slips" not in [
        each.kind
        for each in due(with_months(desk, kept_slips=0), date(2027, 6, 1))
    ]
    desk.turn(WHO_CAME)
    assert desk.do(release_items, slips=80, counts={"gender/woman": 40}) is None
    assert "slips" in [
        each.kind
        for each in due(with_months(desk, kept_slips=0), date(2027, 6, 1))
    ]


def test_before_its_day_nothing_is_certified(desk_on):
    desk = desk_on(date(2027, 3, 1))
    refusal = certify(
        with_months(desk, kept_papers=6),
        desk.moment(),
        kind="papers",
        how="shredded",
    )
    assert (
        render(refusal.words).replace("\xa0", " ")
        == "The rulebook keeps them until 26 May 2027."
    )


@pytest.mark.parametrize(
    ("kind", "how", "where"),
    [("register", "shredded", "kind"), ("papers", "", "how")],
)
def test_what_cannot_be_certified_is_refused_at_its_field(
    desk_on,
    kind,
    how,
    where,
):
    desk = desk_on(date(2028, 1, 1))
    assert (
        certify(
            with_months(desk, kept_papers=6),
            desk.moment(),
            kind=kind,
            how=how,
        ).where
        == where
    )


def test_an_older_rulebook_says_nothing_of_paper_and_nothing_is_due(desk_on):
    desk = desk_on(date(2030, 1, 1))
    given = {
        name: value
        for name, value in desk.state.rulebook.given.items()
        if name != "kept_papers"
    }
    state = retention_state(desk, given)
    assert (
        next(each for each in kept(state) if each.kind == "papers").until
        is None
    )
    assert "papers" not in [each.kind for each in due(state, date(2030, 1, 1))]


def test_the_certificate_is_a_sentence_of_the_minutes_and_final(desk_on):
    assert render(
        ASSEMBLY.tell(
            retention.ClassDestroyed("papers", "shredded"),
            desk_on(date(2027, 1, 1)).state,
        ),
    ) == (
        "Destroyed, its time being over: Ballot papers and count sheets. Shredded in front "
        "of two people."
    )
    assert not retention.ClassDestroyed.undoable
    assert retention.ClassDestroyed.public
