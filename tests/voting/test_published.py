"""Real elections: expected winners, and the official ones wherever the rule is one of ours."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from pbdesk.app.sample.published import recounts
from pbdesk.voting.formats import BallotFile, read_ballots
from pbdesk.voting.report import count_file
from pbdesk.voting.rules import RULES

SLOW = (
    "Netherlands_Amsterdam",
    "France_Toulouse",
    "Poland_Swiecie",
    "Switzerland_Zurich",
    "Poland_Wieliczka",
)
"""Hundreds of steps of add1, which is left out here.

What these cities published by it is a test of its own.
"""
LARGE = (
    "Poland_Lodz_2022",
    "Poland_Warszawa_2020_Praga-Poludnie",
    "Poland_Wroclaw_2015",
)


def settings(words: list[str]) -> dict[str, str]:
    return dict(word.split("=", 1) for word in words if word != "--set")


def command(
    shared: Path,
    rule: str,
    expected: dict,
) -> tuple[str, dict[str, str]] | None:
    words = json.loads((shared / "pabulib" / "rules.json").read_text()).get(
        rule,
    )
    if words is None or shlex.split(words)[0] not in RULES:
        return None
    name, *rest = shlex.split(
        words.replace("{increment}", str(expected.get("increment", 1))),
    )
    return name, settings(rest)


def disagreements(
    shared: Path,
    file: BallotFile,
    document: dict,
    only=lambda rule: True,
) -> list[str]:
    """Rules whose winners are not the expected ones, nor others that some order of ties gives."""
    wrong = []
    for rule, expected in document["rules"].items():
        words = (
            command(shared, rule, expected)
            if "winners" in expected and only(rule)
            else None
        )
        if words is None:
            continue
        funded = sorted(RULES[words[0]].count(file.profile, words[1]).funded)
        either = [
            expected["winners"],
            *expected.get("outcomes", {}).values(),
            *(expected.get("all_tied") or []),
        ]
        if funded not in [sorted(winners) for winners in either]:
            wrong.append(rule)
    return wrong


def documents(shared: Path) -> list[dict]:
    found = [
        json.loads(path.read_text())
        for path in sorted((shared / "pabulib" / "expected").glob("*.json"))
    ]
    return [document for document in found if "rules" in document]


def test_small_cities_come_out_as_the_exact_oracle_says(shared):
    for document in documents(shared):
        if not document["file"].startswith(LARGE):
            file = read_ballots(shared / "pabulib" / document["file"])
            zero_points = ["mes-cost"] if "Zurich" in document["file"] else []
            slow = document["file"].startswith(SLOW)

            def some(rule: str, slow: bool = slow) -> bool:
                return "add1" not in rule or not slow

            assert disagreements(shared, file, document, some) == zero_points, (
                document["file"]
            )


def test_large_cities_come_out_as_the_exact_oracle_says(shared):
    for document in documents(shared):
        if document["file"].startswith(LARGE):
            file = read_ballots(shared / "pabulib" / document["file"])
            assert (
                disagreements(
                    shared,
                    file,
                    document,
                    lambda rule: "add1" not in rule,
                )
                == []
            ), document["file"]


def test_in_zurich_a_project_named_with_no_points_has_no_supporter(shared):
    """The oracle lets a project named with 0 points count as supported under cost utilities.

    A 0 is no support.
    """
    file = read_ballots(shared / "pabulib" / "Switzerland_Zurich_S5D10.pb")
    assert file.profile.values.min() > 0
    expected = json.loads(
        (
            shared / "pabulib" / "expected" / "Switzerland_Zurich_S5D10.json"
        ).read_text(),
    )["rules"]
    funded = (
        RULES["equal-shares"].count(file.profile, {"utility": "cost"}).funded
    )
    assert set(expected["mes-cost"]["winners"]) - set(funded) == {"1"}


@pytest.mark.parametrize(
    ("name", "rule", "chosen"),
    [
        ("Poland_Warszawa_2017_Plac_Wojska_Polskiego", "greedy", {}),
        ("Poland_Warszawa_2020_Praga-Poludnie", "greedy", {}),
        ("Poland_Lodz_2022", "greedy", {"constraints": "file"}),
        ("Poland_Wroclaw_2015_150_-_500", "greedy", {"constraints": "file"}),
        (
            "Poland_Gdynia_2020_Chwarzno-Wiczlino__small",
            "greedy",
            {"constraints": "file"},
        ),
        ("Poland_Swiecie_2023", "equal-shares", {"completion": "add1"}),
        ("Netherlands_Assen_2024", "equal-shares", {"completion": "add1"}),
        (
            "Poland_Wieliczka_2023_Green_Budget",
            "equal-shares",
            {"completion": "add1", "stop": "overspend"},
        ),
    ],
)
def test_what_the_city_published_comes_out(shared, name, rule, chosen):
    assert count_file(
        shared / "pabulib" / f"{name}.pb",
        rule,
        chosen,
    ).published_agrees


def test_grabowek_published_something_else_because_a_removed_project_costs_nothing(
    shared,
):
    """The old edition gives the project that the city removed the cost 0.

    Greedy, taken at its word, funds it too.
    """
    counted = count_file(
        shared / "pabulib" / "poland_gdynia_2020_grabowek-large.pb",
        "greedy",
        {},
    )
    published = {
        project
        for project, figure in counted.file.selected.items()
        if figure == 1
    }
    extra = set(counted.outcome.funded) - published
    assert not published - set(counted.outcome.funded)
    assert [p.cost for p in counted.file.profile.projects if p.id in extra] == [
        0,
    ]
    assert counted.published_agrees is False


def test_the_elections_that_ship_come_out_as_published():
    assert [recount.agrees for recount in recounts()] == [True, True]
