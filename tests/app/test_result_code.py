"""The result code of a question: what was decided, and nothing else, makes it."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.app.jobs.packing import make_pack
from pbdesk.app.jobs.progress import silent
from pbdesk.i18n import ENGLISH, locale_of
from pbdesk.minutes.entries import Id
from pbdesk.pack.bag import read_zip
from pbdesk.pack.decided import decided, result_code
from pbdesk.pack.verify import verify
from pbdesk.questions.declaration import note_objection
from tests.evenings import evening_at, steering_at

type _Said = dict[str, Any]


def packed(
    desk: Desk,
    folder: Path,
    *,
    later: int = 0,
    language: str = "",
) -> Path:
    folder.mkdir(exist_ok=True)
    day = desk.state.about.day + timedelta(days=later)
    locale = locale_of(language) if language else ENGLISH
    return make_pack(
        pack_source(desk),
        folder,
        locale=locale,
        made=day,
        progress=silent,
    ).path


def said_in(pack: Path) -> _Said:
    return json.loads(read_zip(pack).files["data/result.json"])


def codes(result: _Said) -> dict[str, str]:
    """The code of each question that has one, worked out anew."""
    objects = decided(
        result,
        assembly=result["assembly"],
        stage=result["stage"],
    )
    return {each["question"]: " ".join(result_code(each)) for each in objects}


@pytest.fixture(scope="module", params=["money", "no money"])
def evening(request, tmp_path_factory):
    """A declared evening: one question of kind fund, or two that choose and two that decide."""
    folder = tmp_path_factory.mktemp("evening")
    if request.param == "money":
        desk = evening_at("declared", folder).desk
    else:
        desk = Desk.open(steering_at("declared", folder))
    with desk:
        yield desk


@pytest.fixture(scope="module")
def pack(evening, tmp_path_factory) -> Path:
    return packed(evening, tmp_path_factory.mktemp("pack"))


@pytest.fixture(scope="module")
def result(pack) -> _Said:
    return said_in(pack)


def test_each_kind_of_question_that_decides_something_has_a_code(result):
    kinds = {
        each["kind"] for each in result["questions"] if each["result_code"]
    }
    assert kinds in ({"fund"}, {"choose", "decide"})
    by_hands = [each for each in result["questions"] if each["way"] == "hands"]
    assert all(each["result_code"] for each in by_hands)


def test_the_codes_are_the_same_in_another_language_on_another_day_and_after_more_was_recorded(
    evening,
    pack,
    result,
    tmp_path,
):
    first = verify(pack, None, None)
    others = [packed(evening, tmp_path / "ar", language="ar")]
    others.append(packed(evening, tmp_path / "later", later=9))
    evening.turn(Id(str(result["questions"][-1]["id"])))
    assert evening.do(note_objection, words="The hall was too cold.") is None
    others.append(packed(evening, tmp_path / "again"))
    found = [verify(path, None, None) for path in others]
    assert {each.result_code for each in [first, *found]} == {first.result_code}
    assert (
        len({each.pack_code for each in [first, *found]}) == 3
    )  # of another day it is the same
    assert all(not each.failed for each in found)
    assert [codes(said_in(path)) for path in others] == [codes(result)] * 3


def figures(question: _Said) -> list[tuple[str, ...]]:
    """Where the result says what was decided of a question."""
    outcome = question["outcome"]
    places: list[tuple[str, ...]] = [("outcome", "ballots", "counted")]
    places += [
        ("outcome", "projects", str(n)) for n in range(len(outcome["projects"]))
    ]
    kept = ("funded", "cost", "leftover", "budget", "elected", "passed")
    places += [
        ("outcome", name) for name in kept if outcome.get(name) is not None
    ]
    return [*places, ("force",), ("rulebook",)]


def changed(question: _Said, place: tuple[str, ...]) -> None:
    *inner, last = place
    here: Any = question
    for name in inner:
        here = here[name]
    if isinstance(here, list):
        here[int(last)]["support"] += "1"
        return
    match here[last]:
        case bool() as passed:
            here[last] = not passed
        case int() as n:
            here[last] = n + 1
        case list() as names:
            here[last] = names[1:]
        case _:
            here[last] = "advisory" if here[last] == "binding" else "binding"


def test_one_changed_figure_changes_the_code_of_its_question_and_of_no_other(
    result,
):
    before = codes(result)
    for number, question in enumerate(result["questions"]):
        if not question["result_code"]:
            continue
        for place in figures(question):
            other = deepcopy(result)
            changed(other["questions"][number], place)
            after = codes(other)
            differing = {
                id_ for id_, code in after.items() if code != before[id_]
            }
            assert differing == {question["id"]}, place


def test_another_throw_changes_the_code_of_every_question_of_its_round(result):
    for name in result["rounds"]:
        other = deepcopy(result)
        other["rounds"][name]["dice"] = "1111"
        together = {
            each["id"]
            for each in result["questions"]
            if each["round"] == name and each["result_code"]
        }
        before, after = codes(result), codes(other)
        assert {
            id_ for id_, code in after.items() if code != before[id_]
        } == together


def test_another_condition_changes_the_code_of_the_money_alone(result):
    if not result["conditions"]:
        return
    other = deepcopy(result)
    other["conditions"][0]["words"] += " "
    before, after = codes(result), codes(other)
    kinds = {each["id"]: each["kind"] for each in result["questions"]}
    assert {
        kinds[id_] for id_, code in after.items() if code != before[id_]
    } == {
        "fund",
    }


def test_titles_times_and_who_keyed_make_no_part_of_a_code(result):
    other = deepcopy(result)
    other["name"], other["day"], other["place"] = (
        "Another",
        "2030-01-01",
        "Elsewhere",
    )
    for question in other["questions"]:
        question["keyed"] = []
        for line in question["outcome"]["projects"]:
            line["title"], line["reason"] = "", ""
    assert codes(other) == codes(result)
