"""`pbdesk compare`, `explain` and `convert`.

For people, for scripts, and in one sentence where it cannot be done.
"""

from __future__ import annotations

import json
from fractions import Fraction

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
        "c;30;Swing\nVOTES\nvoter_id;vote\n"
        + "".join(f"{i};{vote}\n" for i, vote in enumerate(rows)),
    )
    return file


def test_a_comparison_says_first_that_it_is_not_the_result(pb):
    output = run("compare", pb).output
    assert output.startswith("Not the result.")
    assert (
        "1 Most support first 90 given, 10 left 100% of ballots with a project that they mark"
        in " ".join(output.split())
    )


@pytest.mark.parametrize("width", [80, 120])
def test_a_comparison_fits_the_window(pb, width, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    pb.write_text(
        pb.read_text().replace(
            "Trees",
            "Trees along the whole of the northern ring road " * 3,
        ),
    )
    lines = run("compare", pb, "--margins").output.splitlines()
    assert max(len(line) for line in lines) <= width
    assert any("wrong ballot" in line for line in lines)


def test_a_comparison_for_scripts_names_rules_settings_and_figures(pb):
    found = json.loads(
        run(
            "compare",
            pb,
            "--rule",
            "greedy",
            "--rule",
            "equal-shares,utility=count",
            "--json",
        ).output,
    )
    assert found["result"] is False
    assert [each["rule"] for each in found["rules"]] == [
        "greedy",
        "equal-shares",
    ]
    assert found["rules"][1]["settings"] == {"utility": "count"}
    assert found["rules"][0] | {"note": 0} == {
        "rule": "greedy",
        "settings": {},
        "funded": ["a", "c"],
        "cost": 90,
        "leftover": 10,
        "ballots": 10,
        "with_win": 10,
        "wins_per_ballot": "1",
        "spend_per_ballot": "51",
        "overlooked": [],
        "note": 0,
    }


def test_rules_that_choose_are_compared_where_there_is_no_pot():
    found = json.loads(run("compare", SOC, "--json").output)["rules"]
    winners = {each["rule"]: each.get("winners") for each in found}
    assert winners["schulze"] == ["Nashville"]
    assert winners["plurality"] == ["Memphis"]
    assert "✓" in run("compare", SOC).output


@pytest.mark.parametrize(
    "words",
    [
        ["--rule", "no-such-rule"],
        ["--rule", "greedy,fit"],
        ["--rule", "greedy,fit=x"],
    ],
)
def test_a_comparison_that_cannot_be_meant_is_one_sentence(pb, words):
    result = run("compare", pb, *words)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_why_not_is_told_with_the_least_that_would_have_changed_it(pb):
    output = run(
        "explain",
        pb,
        "--rule",
        "greedy",
        "--project",
        "b",
    ).output.splitlines()
    assert (
        output[0] == "3 ballots. At its turn only 10 was left and it costs 40."
    )
    assert output[1] == "It would have been funded with 1 more ballot."
    paid = run(
        "explain",
        pb,
        "--rule",
        "phragmen",
        "--project",
        "a",
    ).output.splitlines()[1]
    assert paid.startswith("7 ballots gave all they had left, 8.57")


def test_who_paid_is_told_and_scripts_get_fractions(pb):
    found = json.loads(
        run(
            "explain",
            pb,
            "--rule",
            "phragmen",
            "--project",
            "a",
            "--json",
        ).output,
    )
    assert found["payments"] == [
        {"ballots": 7, "each": "60/7", "all_left": True},
    ]
    assert (found["funded"], found["least_changes"]) == (True, [])
    assert found["supporters"] == {"ballots": 7, "paid": "60"}


def test_how_many_ballots_would_have_to_be_wrong_is_told_where_it_is_asked_for(
    pb,
):
    told = run(
        "explain",
        pb,
        "--rule",
        "greedy",
        "--project",
        "b",
        "--wrong-ballots",
    ).output.splitlines()[-1]
    assert told == "1 wrong ballot could change the result (proved)."
    found = json.loads(
        run(
            "explain",
            pb,
            "--rule",
            "phragmen",
            "--project",
            "a",
            "--wrong-ballots",
            "--json",
        ).output,
    )
    assert found["wrong_ballots"] == {
        "least": 1,
        "most": 1,
        "proved": True,
        "most_to_one": None,
        "words": told,
    }


@pytest.fixture
def by_village(tmp_path):
    """A .pb file of 40 ballots; two of its villages have fewer than ten."""
    file = tmp_path / "v.pb"
    rows = (
        [("hill", "a")] * 12
        + [("dale", "b")] * 20
        + [("moor", "a")] * 5
        + [("", "c")] * 3
    )
    file.write_text(
        "META\nkey;value\nbudget;100\nvote_type;approval\nPROJECTS\nproject_id;cost\na;51\nb;40\nc;30\nVOTES\n"
        "voter_id;village;vote\n"
        + "".join(
            f"{i};{village};{vote}\n" for i, (village, vote) in enumerate(rows)
        ),
    )
    return file


def test_what_each_group_of_voters_paid_for_is_told_and_small_groups_only_together(
    by_village,
):
    told = run(
        "explain",
        by_village,
        "--rule",
        "greedy",
        "--groups-by",
        "Village",
    ).output.splitlines()
    assert told == [
        "What the ballots of each group by “Village” paid of the 91 given out:",
        "(This rule takes the pot as one: each project counts as paid in equal parts by the "
        "ballots that mark it.)",
        "“dale”: 20 ballots paid 40; their part by number is 45.5.",
        "3 groups too small to be told apart: their 20 ballots paid 51; their part by number is "
        "45.5.",
    ]


def test_scripts_get_what_groups_paid_by_the_rule_as_fractions_and_all_of_it(
    by_village,
):
    found = json.loads(
        run(
            "explain",
            by_village,
            "--rule",
            "equal-shares",
            "--set",
            "completion=add1",
            "--groups-by",
            "village",
            "--json",
        ).output,
    )
    assert found["paid_by_rule"] is True
    assert sum(Fraction(group["paid"]) for group in found["groups"]) == 91
    assert sum(group["ballots"] for group in found["groups"]) == 40


def test_groups_count_as_often_as_their_weight_says_and_are_told_as_they_were_cast(
    by_village,
):
    found = json.loads(
        run(
            "explain",
            by_village,
            "--rule",
            "greedy",
            "--groups-by",
            "village",
            "--set",
            "times_by=village",
            "--set",
            "times.hill=2",
            "--set",
            "times_others=1/2",
            "--json",
        ).output,
    )
    assert [
        (group["names"], group["ballots"]) for group in found["groups"]
    ] == [
        (["dale"], 20),
        (["hill", "moor", ""], 20),
    ]
    assert Fraction(found["groups"][0]["part"]) == Fraction(91 * 10, 38)
    assert found["notes"][1:] == [
        "Each other ballot counts 0.5 times.",
        "So that all figures are whole, every ballot is counted 2 times as often.",
    ]


def test_quadratic_ballots_tell_their_voters_in_fields_of_their_own(tmp_path):
    file = tmp_path / "q.json"
    ballots = [
        {"votes": {"a": 3}, "Area": "hill", "count": 10},
        {"votes": {"b": 5}, "Area": "dale", "count": 12},
    ]
    file.write_text(
        json.dumps(
            {
                "rulebook": {},
                "budget": 100,
                "projects": [{"id": "a", "cost": 60}, {"id": "b", "cost": 50}],
                "ballots": ballots,
            },
        ),
    )
    assert run(
        "explain",
        file,
        "--rule",
        "quadratic",
        "--groups-by",
        "area",
    ).output.splitlines()[2:] == [
        "“dale”: 12 ballots paid 50; their part by number is 27.27.",
        "“hill”: 10 ballots paid 0; their part by number is 22.73.",
    ]
    weighted = ("--set", "times_by=area", "--set", "times.hill=3")
    assert json.loads(
        run(
            "count",
            file,
            "--rule",
            "quadratic",
            *weighted,
            "--set",
            "times_others=1",
            "--json",
        ).output,
    )["funded"] == ["a"]
    assert run("count", file, "--rule", "quadratic", *weighted).output == (
        "pbdesk: Ballot 2: nothing says how many times a ballot of “dale” counts. Say it with "
        "times.dale, or with "
        "times_others for all that are not named.\n"
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Say what to explain: --project, --groups-by or --wrong-ballots."),
        (["--groups-by", "parish"], "Line 11: VOTES has no column “parish”."),
        (
            [
                "--wrong-ballots",
                "--set",
                "times_by=village",
                "--set",
                "times.hill=2",
            ],
            "Where ballots count several times, --wrong-ballots is not known.",
        ),
    ],
)
def test_what_cannot_be_explained_is_one_sentence(by_village, words, sentence):
    result = run("explain", by_village, "--rule", "greedy", *words)
    assert (result.exit_code, sentence in result.output) == (2, True), (
        result.output
    )


def test_nobody_pays_under_a_rule_that_chooses():
    result = run("explain", SOC, "--rule", "schulze", "--groups-by", "village")
    assert "says nothing about who cast its ballots" in result.output


def test_a_project_that_is_not_on_the_ballot_has_no_reason(pb):
    result = run("explain", pb, "--rule", "greedy", "--project", "z")
    assert (result.exit_code, result.output.count("\n")) == (2, 1)


def test_ballots_are_converted_and_counted_alike(tmp_path):
    out = tmp_path / "x.blt"
    assert (
        run("convert", SOC, out).output == "100 ballots written to “x.blt”.\n"
    )
    assert json.loads(run("count", out, "--rule", "schulze", "--json").output)[
        "winners"
    ] == ["Nashville"]
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
