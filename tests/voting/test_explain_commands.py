"""`pbdesk compare`, `explain` and `convert`: for people, for scripts, and in one sentence where it cannot be done."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from pbdesk.cli import main
from tests.conftest import ROOT

SOC = ROOT / "tests" / "data" / "ranked" / "tennessee.soc"


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def pb(tmp_path):
    file = tmp_path / "x.pb"
    rows = ["a"] * 4 + ["a,b"] * 3 + ["c"] * 3
    file.write_text(
        "META\nkey;value\nbudget;100\nvote_type;approval\nPROJECTS\nproject_id;cost;name\na;60;Trees\nb;40;Bench\n"
        "c;30;Swing\nVOTES\nvoter_id;vote\n" + "".join(f"{i};{vote}\n" for i, vote in enumerate(rows)))
    return file


def test_a_comparison_says_first_that_it_is_not_the_result(pb):
    output = run("compare", pb).output
    assert output.startswith("Not the result.")
    assert "1 Most support first 90 given, 10 left 100% of ballots with a project that they mark" in " ".join(
        output.split())


@pytest.mark.parametrize("width", [80, 120])
def test_a_comparison_fits_the_window(pb, width, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    pb.write_text(pb.read_text().replace("Trees", "Trees along the whole of the northern ring road " * 3))
    lines = run("compare", pb, "--margins").output.splitlines()
    assert max(len(line) for line in lines) <= width
    assert any("wrong ballot" in line for line in lines)


def test_a_comparison_for_scripts_names_rules_settings_and_figures(pb):
    found = json.loads(run("compare", pb, "--rule", "greedy", "--rule", "equal-shares,utility=count", "--json").output)
    assert found["result"] is False
    assert [each["rule"] for each in found["rules"]] == ["greedy", "equal-shares"]
    assert found["rules"][1]["settings"] == {"utility": "count"}
    assert found["rules"][0] | {"note": 0} == {
        "rule": "greedy", "settings": {}, "funded": ["a", "c"], "cost": 90, "leftover": 10, "ballots": 10,
        "with_win": 10, "wins_per_ballot": "1", "spend_per_ballot": "51", "overlooked": [], "note": 0}


def test_rules_that_choose_are_compared_where_there_is_no_pot():
    found = json.loads(run("compare", SOC, "--json").output)["rules"]
    winners = {each["rule"]: each.get("winners") for each in found}
    assert winners["schulze"] == ["Nashville"]
    assert winners["plurality"] == ["Memphis"]
    assert "✓" in run("compare", SOC).output


@pytest.mark.parametrize("words", [["--rule", "no-such-rule"], ["--rule", "greedy,fit"], ["--rule", "greedy,fit=x"]])
def test_a_comparison_that_cannot_be_meant_is_one_sentence(pb, words):
    result = run("compare", pb, *words)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_why_not_is_told_with_the_least_that_would_have_changed_it(pb):
    output = run("explain", pb, "--rule", "greedy", "--project", "b").output.splitlines()
    assert output[0] == "3 ballots. At its turn only 10 was left and it costs 40."
    assert output[1] == "It would have been funded with 1 more ballot."
    paid = run("explain", pb, "--rule", "phragmen", "--project", "a").output.splitlines()[1]
    assert paid.startswith("7 ballots gave all they had left, 8.57")


def test_who_paid_is_told_and_scripts_get_fractions(pb):
    found = json.loads(run("explain", pb, "--rule", "phragmen", "--project", "a", "--json").output)
    assert found["payments"] == [{"ballots": 7, "each": "60/7", "all_left": True}]
    assert (found["funded"], found["least_changes"]) == (True, [])
    assert found["supporters"] == {"ballots": 7, "paid": "60"}


def test_how_many_ballots_would_have_to_be_wrong_is_told_where_it_is_asked_for(pb):
    told = run("explain", pb, "--rule", "greedy", "--project", "b", "--wrong-ballots").output.splitlines()[-1]
    assert told == "1 wrong ballot could change the result."
    found = json.loads(run("explain", pb, "--rule", "phragmen", "--project", "a", "--wrong-ballots", "--json").output)
    assert found["wrong_ballots"]["proved"] is False


def test_a_project_that_is_not_on_the_ballot_has_no_reason(pb):
    result = run("explain", pb, "--rule", "greedy", "--project", "z")
    assert (result.exit_code, result.output.count("\n")) == (2, 1)


def test_ballots_are_converted_and_counted_alike(tmp_path):
    out = tmp_path / "x.blt"
    assert run("convert", SOC, out).output == "100 ballots written to “x.blt”.\n"
    assert json.loads(run("count", out, "--rule", "schulze", "--json").output)["winners"] == ["Nashville"]
    assert not list(tmp_path.glob("*.part"))


def test_nothing_is_written_over_unasked(tmp_path):
    out = tmp_path / "x.soi"
    out.write_text("kept")
    assert run("convert", SOC, out).exit_code == 2
    assert out.read_text() == "kept"
    assert run("convert", SOC, out, "--force").exit_code == 0


def test_what_cannot_be_held_is_refused_and_nothing_is_written(pb, tmp_path):
    out = tmp_path / "y.soc"
    result = run("convert", pb, out)
    assert (result.exit_code, out.exists()) == (2, False)
    assert "cannot hold these ballots without loss" in result.output
