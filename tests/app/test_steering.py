"""The evening of six questions: what it comes to, and that its pack says nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.app.jobs.packing import make_pack
from pbdesk.app.jobs.progress import silent
from pbdesk.app.jobs.result import question_code
from pbdesk.app.sample.steering import begin_steering, play_steering
from pbdesk.assembly.deliberated import deliberated
from pbdesk.i18n import ENGLISH, locale_of, render
from pbdesk.ledger.people import Cost
from pbdesk.minutes.entries import Id
from pbdesk.pack.bag import read_zip
from pbdesk.pack.checks.case import Case
from pbdesk.pack.checks.made import made
from pbdesk.pack.decided import decided, result_code
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.verify import verify
from pbdesk.questions.sealing import rule_settings
from pbdesk.questions.tally import profile_of
from pbdesk.ui.pages import result
from pbdesk.ui.projector import shown_in_room
from pbdesk.ui.render.blocks import Notes
from pbdesk.ui.render.view import Here
from pbdesk.voting.profile import Profile
from pbdesk.voting.rules import RULES
from tests.evenings import evening_at
from tests.pack.tampering import changed


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    evening = begin_steering(
        tmp_path_factory.mktemp("steering") / "a.pbdesk",
        cost=Cost(64, 1),
    )
    with play_steering(evening).desk as desk:
        yield desk


@pytest.fixture(scope="module")
def pack(desk, tmp_path_factory) -> Path:
    return packed(desk, tmp_path_factory.mktemp("pack"), ENGLISH)


def packed(desk, folder: Path, locale) -> Path:
    day = desk.state.about.day
    return make_pack(
        pack_source(desk),
        folder,
        locale=locale,
        made=day,
        progress=silent,
    ).path


def said(path: Path) -> dict:
    return json.loads(read_zip(path).files["data/result.json"])


def test_every_question_has_its_own_count_and_only_what_binds_is_declared(desk):
    kinds = [desk.state.of(each).terms.kind for each in desk.state.order]
    assert kinds == ["scale", "choose", "choose", "decide", "decide", "scale"]
    assert [len(desk.state.of(Id(each)).outcome.elected) for each in "23"] == [
        3,
        1,
    ]
    declared = [
        each
        for each in desk.state.order
        if desk.state.of(each).declaration.declared
    ]
    assert declared == ["2", "3", "4", "5"]


def test_the_pack_tells_four_results_with_a_code_and_two_polls_without(pack):
    found = verify(pack, None, None)
    assert found.verdict == "whole"
    told = cast("list[dict[str, Any]]", found.as_json()["questions"])
    assert [each["kind"] for each in told if each["result_code"]] == [
        "choose",
        "choose",
        "decide",
        "decide",
    ]
    assert [each["force"] for each in told if not each["result_code"]] == [
        "straw",
        "straw",
    ]


def test_the_result_code_is_the_same_in_another_language_and_a_changed_figure_changes_it(
    desk,
    pack,
    tmp_path,
):
    arabic = packed(desk, tmp_path, locale_of("ar"))
    first, second = verify(pack, None, None), verify(arabic, None, None)
    assert first.result_code == second.result_code
    told = said(pack)
    before = decided(told, assembly=told["assembly"], stage=told["stage"])
    told["questions"][1]["outcome"]["projects"][0]["support"] = "99"
    after = decided(told, assembly=told["assembly"], stage=told["stage"])
    assert result_code(before[0]) != result_code(after[0])
    assert before[1:] == after[1:]


def test_page_and_wall_bear_the_result_code_of_each_question_as_the_pack_has_it(
    desk,
    pack,
):
    for told in said(pack)["questions"]:
        state = desk.state.of(Id(told["id"]))
        code = " ".join(question_code(state))
        assert code == (told["result_code"] or "")
        assert " ".join(shown_in_room(state).code) == code
        left = result.view(state, None, Here()).left
        assert isinstance(left, tuple)
        page = [
            render(text)
            for block in left
            if isinstance(block, Notes)
            for _, text in block.notes
        ]
        assert (not code) or any(code.split() == each.split() for each in page)


def test_the_code_of_a_vote_on_money_with_conditions_stands_on_page_and_pack(
    tmp_path,
):
    evening = evening_at("declared", tmp_path)
    with evening.desk as desk:
        (told,) = said(packed(desk, tmp_path, ENGLISH))["questions"]
        assert deliberated(desk.state).conditions
        assert " ".join(question_code(desk.state)) == told["result_code"]


@pytest.mark.parametrize("question", ["2", "3"])
def test_the_pack_says_the_fewest_ballots_that_would_have_elected_another(
    desk,
    pack,
    question,
):
    state = desk.state.of(Id(question))
    told = next(
        each for each in said(pack)["questions"] if each["id"] == question
    )
    lines = {line["id"] for line in told["outcome"]["projects"]}
    assert told["least_changes"].keys() == lines - set(
        told["outcome"]["elected"],
    )
    profile, _ = profile_of(state, desk.ballots(question))
    settings = rule_settings(state.rulebook, profile.n)
    lot = state.lot.of(state.asked, state.rulebook.rungs)

    def elected(option: str, more: int) -> bool:
        ballots = [(dict(each), times) for each, times in ranked(profile)]
        grown = Profile.of(
            "ordinal",
            profile.projects,
            0,
            [*ballots, ({option: 1}, more)],
        )
        return (
            option
            in RULES[state.rulebook.rule].count(grown, settings, lot).elected
        )

    for option, (least, *_) in told["least_changes"].items():
        assert least["proved"]
        assert elected(option, least["more"])
        assert not elected(option, least["more"] - 1)


def ranked(profile: Profile) -> Iterator[tuple[dict[str, int], int]]:
    """Each distinct ballot by ids, and how often it was cast."""
    for ballot in profile.ballots():
        yield (
            {profile.ids[option]: place for option, place in ballot.marks},
            ballot.times,
        )


def test_what_would_have_won_is_no_part_of_the_result_code(pack):
    result = said(pack)
    before = decided(result, assembly=result["assembly"], stage=result["stage"])
    for question in result["questions"]:
        question["least_changes"] = {}
    assert (
        decided(result, assembly=result["assembly"], stage=result["stage"])
        == before
    )


@pytest.mark.parametrize("question", [1, 2, 3])
def test_no_sum_of_a_choice_or_a_decision_is_other_than_its_count_tells(
    pack,
    question,
):
    told = said(pack)
    line = told["questions"][question]["outcome"]["projects"][0]
    line["support"] = str(int(line["support"]) + 1)
    data = json.dumps(
        told,
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    ).encode()
    bag = changed(read_zip(pack), {"data/result.json": data})
    case = Case(pack.name, b"", None, None, frozenset())
    case.__dict__["bag"] = bag
    with pytest.raises(PackRefused, match="The result says otherwise"):
        made(case)
