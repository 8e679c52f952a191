"""`pbdesk count` and `pbdesk rules`.

One object for scripts, a table for people, one sentence for what went wrong.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from pbdesk.cli import main
from tests.conftest import ROOT

FILES = ROOT / "tests" / "data"
TIE = FILES / "ranked" / "irv_tie_decides.soi"


def run(*words: str | Path):
    return CliRunner().invoke(main, [str(word) for word in words])


def pb(tmp_path, *, budget: str = "100") -> str:
    file = tmp_path / "x.pb"
    file.write_text(
        f"META\nkey;value\nbudget;{budget}\nvote_type;approval\nrule;greedy-no-skip\nmin_project_score_threshold;2\n"
        "PROJECTS\nproject_id;cost;selected\na;60.5;1\nb;40;0\nc;30;0\nVOTES\nvoter_id;vote\n1;a\n2;a,b\n3;a,b\n4;c\n",
    )
    return str(file)


def test_a_funding_rule_prints_one_object_on_one_line(tmp_path):
    result = run(
        "count",
        pb(tmp_path),
        "--rule",
        "greedy",
        "--set",
        "fit=skip",
        "--json",
    )
    found = json.loads(result.output)
    assert result.output.count("\n") == 1
    assert (
        found["budget"],
        found["funded"],
        found["cost"],
        found["leftover"],
    ) == (
        100,
        ["a", "c"],
        "90.5",
        "9.5",
    )
    assert found["ballots"] == {"counted": 4, "rejected": {}, "breaches": {}}
    assert found["projects"][1] == {
        "id": "b",
        "cost": 40,
        "support": 2,
        "funded": False,
        "reason": "2 ballots. At its turn only 39.5 was left and it costs 40.",
    }


def test_places_of_a_file_are_for_rules_that_transfer_votes(tmp_path):
    file = tmp_path / "ward.blt"
    file.write_text(
        '3 2\n4 1 2 0\n2 2 1 0\n1 3 2 0\n0\n"Ann"\n"Bo"\n"Cy"\n"Ward"\n',
    )

    def elected(rule: str, *given: str) -> list[str]:
        return json.loads(
            run("count", file, "--rule", rule, *given, "--json").output,
        )["winners"]

    assert elected("stv-scottish") == ["Ann", "Bo"]
    assert elected("borda") == ["Ann"]
    assert elected("borda", "--set", "seats=2") == ["Ann", "Bo"]


def test_constraints_of_the_file_are_obeyed_where_asked(tmp_path):
    found = json.loads(
        run(
            "count",
            pb(tmp_path),
            "--rule",
            "greedy",
            "--set",
            "constraints=file",
            "--json",
        ).output,
    )
    assert (found["funded"], found["parameters"]) == (
        ["a"],
        {"by": "support", "fit": "stop", "threshold": 2},
    )
    assert found["published"]["agrees"]


def test_a_choosing_rule_names_who_needs_a_lot():
    found = json.loads(run("count", TIE, "--rule", "irv", "--json").output)
    assert found["winners"] is None
    assert found["lot_needed"]["tied"]
    assert json.loads(
        run("count", TIE, "--rule", "irv", "--seed", "3 1 4", "--json").output,
    )["winners"]


@pytest.mark.parametrize(
    "words",
    [["--rule", "greedy"], ["--rule", "no-such-rule"]],
)
def test_what_is_not_supported_is_said_to_scripts_and_people(words):
    result = run("count", TIE, *words, "--json")
    assert (result.output, result.exit_code) == ('{"unsupported": true}\n', 2)
    assert run("count", TIE, *words).exit_code == 2


@pytest.mark.parametrize(
    "words",
    [
        [ROOT / "none.pb", "--rule", "greedy"],
        [ROOT / "pyproject.toml", "--rule", "greedy"],
        [TIE, "--rule", "irv", "--set", "x"],
        [TIE, "--rule", "irv", "--set", "x=1"],
        [TIE, "--rule", "irv", "--set", "batch=perhaps"],
        [TIE],
        [TIE, "--rule", "irv", "--set", "batch=no", "--set", "batch=yes"],
        [TIE, "--rule", "irv", "--set", "limits=some"],
    ],
)
def test_wrong_use_is_one_sentence_and_exit_2(words):
    result = run("count", *words)
    assert result.exit_code == 2
    assert len(result.output.strip().splitlines()) == 1
    assert "Traceback" not in result.output


def test_people_see_the_money_line_and_why(tmp_path):
    output = " ".join(
        run("count", pb(tmp_path), "--rule", "greedy").output.split(),
    )
    assert "Money line: 90.5 of 100 given, 9.5 left." in output
    assert "4 ballots counted, 0 rejected." in output


def test_people_see_who_won_and_why():
    output = run(
        "count",
        FILES / "ranked" / "tennessee.soc",
        "--rule",
        "schulze",
    ).output
    assert "✓  Nashville" in output


def test_rules_lists_every_rule_for_scripts_and_people():
    from pbdesk.voting.rules import RULES

    listed = json.loads(run("rules", "--json").output)["rules"]
    assert [rule["name"] for rule in listed] == list(RULES)
    assert all(option["label"] for rule in listed for option in rule["options"])
    assert "--set fit=[skip]|stop" in run("rules").output


def test_counting_starts_without_the_window_and_without_scipy():
    seen = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, pbdesk.cli.count; print(*sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    ).stdout.split()
    assert not {"PySide6", "scipy", "rich", "cryptography", "typst"} & set(seen)
