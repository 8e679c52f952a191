"""A box in which no ballot is valid: nothing is funded, nobody chosen, nothing passed, and all say so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pbdesk.app.desk import Desk
from pbdesk.app.jobs import packing
from pbdesk.app.jobs.counting import count_now
from pbdesk.app.jobs.near_misses import all_near_misses
from pbdesk.app.jobs.pack_source import PackSource, pack_source
from pbdesk.app.jobs.packing import make_pack
from pbdesk.app.jobs.progress import silent
from pbdesk.app.jobs.register import add_people
from pbdesk.app.jobs.result import came_out, content
from pbdesk.assembly.figures import figures
from pbdesk.assembly.reported import answers
from pbdesk.i18n import ENGLISH, render
from pbdesk.ledger.people import Particulars
from pbdesk.minutes.entries import Id
from pbdesk.pack.bag import read_zip, write_zip
from pbdesk.pack.keys import public_of
from pbdesk.pack.signers import Signer
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.source import Source
from pbdesk.paper.report.summary import summary
from pbdesk.questions import box, count, declaration, door, kiosk, sheet, vote
from pbdesk.questions.lot import draw_seed
from pbdesk.questions.tally import profile_of
from pbdesk.ui.pages.result import PAGE
from pbdesk.ui.render.blocks import Paragraph
from pbdesk.ui.render.view import Here
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.rules import RULES
from pbdesk.voting.trace import outcome_bytes
from pbdesk.words import as_words
from tests import four_questions
from tests.asking import do
from tests.four_questions import FUND, NAME, ROUND, RULE, SEATS, asked, begun
from tests.pack.both import Brought, by_command, by_page
from tests.pack.sample import KEYS, sign_all

OF_THE_PAGE = 24
"""A page does not judge a page."""

NOTHING = "No ballot is valid, so the vote funds nothing."


@pytest.fixture(scope="module")
def evening(tmp_path_factory) -> Iterator[Desk]:
    """Three people cast an empty ballot for every question."""
    greedy = {"style": "approval", "rule": "greedy", "quorum": 0}
    with (
        begun(tmp_path_factory.mktemp("empty")) as desk,
        pytest.MonkeyPatch.context() as patched,
    ):
        patched.setitem(four_questions.RULES, FUND, greedy)
        asked(desk)
        for question in ROUND:
            desk.turn(question)
            do(desk, sheet.draw_up)
        people = [
            Particulars(name, "1 Mill Road") for name in ("Abe", "Bea", "Cat")
        ]
        assert add_people(desk, people) is None
        do(desk, vote.open_vote)
        for n, person in enumerate(sorted(desk.state.door.register), 1):
            do(
                desk,
                door.give,
                person=person,
                channel="kiosk",
                checked_with="known",
            )
            for question in ROUND:
                desk.turn(question)
                do(desk, kiosk.cast, stub=f"K{n}", marks={})
        desk.turn(FUND)
        do(desk, vote.close_vote)
        for question in ROUND:
            desk.turn(question)
            do(desk, box.reconcile, unreturned=0)
        do(desk, count.seal_urn)
        do(desk, draw_seed, dice="3 5 1 6")
        for question in ROUND:
            desk.turn(question)
            assert count_now(desk, silent) is None
            do(desk, declaration.declare)
        desk.turn(FUND)
        yield desk


@pytest.fixture(scope="module")
def source(evening) -> PackSource:
    return pack_source(evening)


def outcome_of(desk: Desk, question: Id) -> Outcome:
    """What the count of the question found."""
    outcome = desk.state.of(question).outcome
    assert outcome is not None
    return outcome


def test_nothing_comes_out_of_ballots_that_are_all_empty(evening):
    came = {each: outcome_of(evening, each) for each in ROUND}
    assert (came[FUND].funded, came[FUND].leftover) == (
        (),
        evening.state.of(FUND).pot,
    )
    assert came[SEATS].elected == came[NAME].elected == ()
    decided = came[RULE].decided
    assert decided is not None
    assert not decided.passed
    assert not any(outcome.ties for outcome in came.values())
    told = {each.id: render(each.came) for each in answers(evening.state)}
    assert (told[SEATS], told[NAME]) == (
        "Nobody is chosen.",
        "Nobody is chosen.",
    )
    assert "Not passed" in told[RULE]


def test_page_report_and_room_say_that_nothing_is_funded(evening, source):
    view = PAGE.view(evening.state.of(FUND), None, Here())
    assert isinstance(view.left, tuple)
    said = [
        b.text
        for b in view.left
        if isinstance(b, Paragraph) and b.key == "empty"
    ]
    assert [render(as_words(each)) for each in said] == [NOTHING]
    assert NOTHING in str(
        summary(Source(figures(evening.state), Pen(ENGLISH, "GBP"))),
    )
    assert NOTHING in map(render, source.figures.notes)


def test_no_ballot_could_have_been_another_where_there_is_none(evening):
    state = evening.state.of(FUND)
    found = all_near_misses(state, tuple(evening.ballots(FUND)), silent)
    assert set(found.values()) == {()}


def signed(source: PackSource, folder: Path) -> tuple[Path, Brought]:
    """The pack of the evening, signed by all, and what an officer brings."""
    day, assembly = source.state.about.day, source.state.about.id
    made = make_pack(source, folder, locale=ENGLISH, made=day, progress=silent)
    path = folder / "signed.zip"
    write_zip(sign_all(read_zip(made.path)), path)
    signers = (
        Signer(who, assembly, public_of(key)).line + "\n"
        for who, key in KEYS.items()
    )
    return path, Brought("".join(signers), assembly)


def test_both_verifiers_find_that_nothing_follows_from_empty_boxes(
    source,
    tmp_path,
    browser,
):
    path, brought = signed(source, tmp_path)
    found = by_command(path, brought)
    assert found.verdict == "genuine"
    assert found.passed[20]
    on_page = by_page(path, browser, brought)
    differ = {
        n
        for n, passed in on_page.passed.items()
        if passed is not found.passed[n]
    }
    assert (on_page.verdict, differ) == ("genuine", {OF_THE_PAGE})


def test_both_verifiers_find_money_that_an_empty_box_gave(
    source,
    tmp_path,
    browser,
    monkeypatch,
):
    """The rule alone would go down the list and leave it to the lot whom it favours."""
    state = source.state.of(FUND)
    profile, _ = profile_of(state, source.urn)
    gift = RULES["greedy"].count(
        profile,
        {},
        state.lot.of(FUND, state.rulebook.rungs),
    )
    assert gift.funded

    def content_with_a_gift(source: PackSource) -> dict[str, Any]:
        said = content(source)
        asked = said["questions"][0]
        asked["trace"] = json.loads(outcome_bytes(gift))
        asked["outcome"] |= came_out("fund", gift, state.pot)
        for line in asked["outcome"]["projects"]:
            line["funded"] = line["id"] in gift.funded
        return said

    monkeypatch.setattr(packing, "content", content_with_a_gift)
    path, brought = signed(source, tmp_path)
    for found in (by_command(path, brought), by_page(path, browser, brought)):
        assert (found.verdict, found.passed[17], found.passed[20]) == (
            "not-genuine",
            True,
            False,
        )
