"""`pbdesk draw`: words, exit codes and one line of JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pbdesk.cli import main
from tests.jury.pools import KEPT


def folder(name: str) -> list[str]:
    found = next(each for each in KEPT if each.name.startswith(name))
    return [str(found / "pool.csv"), str(found / "quotas.csv")]


def run(*given: str):
    return CliRunner().invoke(main, ["draw", *given])


def test_the_same_dice_draw_the_same_panel_and_others_another():
    asked = (*folder("small_17"), "--seats", "6", "--json")
    panels = [
        json.loads(run(*asked, "--seed", dice).stdout)["panel"]
        for dice in "1123456"
    ]
    assert panels[0] == panels[1]
    assert len({tuple(panel) for panel in panels}) > 1


def test_without_dice_it_throws_its_own_and_names_them():
    asked = (*folder("small_17"), "--seats", "6", "--json")
    told = json.loads(run(*asked).stdout)
    assert len(told["dice"].split()) == 12
    assert (
        json.loads(run(*asked, "--seed", told["dice"]).stdout)["panel"]
        == told["panel"]
    )


def test_dice_that_are_given_are_never_thrown_again_even_if_nothing_is_written():
    told = json.loads(
        run(*folder("small_17"), "--seats", "6", "--seed", "", "--json").stdout,
    )
    assert told["dice"] == ""


def test_a_certificate_is_written_and_drawn_from_by_dice_alone(tmp_path: Path):
    file = str(tmp_path / "draw.json")
    asked = (*folder("small_17"), "--seats", "6", "--seed", "4 1 6", "--json")
    told = json.loads(run(*asked, "--certificate", file).stdout)
    again = json.loads(run("--from", file, "--seed", "4 1 6", "--json").stdout)
    assert {**told, "bound": 0} == {**again, "bound": 0}


def test_quotas_that_cannot_be_met_end_with_the_smallest_step_and_exit_2():
    ended = run(*folder("small_23"), "--seats", "4", "--json")
    told = json.loads(ended.stdout)
    assert (ended.exit_code, told["feasible"], len(told["relaxation"])) == (
        2,
        False,
        1,
    )
    plain = run(*folder("small_23"), "--seats", "4")
    assert plain.exit_code == 2
    assert "No panel meets these quotas." in plain.stderr


def test_where_no_quota_helps_it_says_so():
    ended = run(*folder("small_25"), "--seats", "8", "--json")
    assert (ended.exit_code, json.loads(ended.stdout)["relaxation"]) == (
        2,
        None,
    )


@pytest.mark.parametrize(
    "given",
    [
        (),
        ("a.csv",),
        ("a.csv", "b.csv", "--seats", "3"),
        ("--from", "nowhere.json"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_2(given: tuple[str, ...]):
    ended = run(*given)
    assert ended.exit_code == 2
    assert "Traceback" not in ended.output
