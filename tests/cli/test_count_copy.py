"""`pbdesk count --recount COPY`: the ballots of one question in an opened auditor copy."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from pbdesk.cli.count import count
from pbdesk.cli.count_copy import question_file
from pbdesk.voting.formats.writing import question_ballots
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot

NAMES = [Project(name, 0, f"Person {name}") for name in ("k3", "a1", "z9")]
QUESTIONS: dict[str, tuple[str, Profile, dict[str, object]]] = {
    "group": (
        "stv-scottish",
        Profile.of(
            "ordinal",
            NAMES,
            0,
            [({"k3": 1, "a1": 2}, 4), ({"z9": 1}, 2), ({"a1": 1}, 2)],
        ),
        {"seats": 2},
    ),
    "chair": (
        "approval",
        Profile.of("approval", NAMES, 0, [({"k3": 1, "a1": 1}, 3)]),
        {},
    ),
    "scores": (
        "score",
        Profile.of("scoring", NAMES, 0, [({"k3": 0, "a1": 5}, 3)]),
        {},
    ),
    "shares": (
        "score",
        Profile.of("cumulative", NAMES, 0, [({"k3": 2, "a1": 5}, 3)]),
        {},
    ),
    "votes": (
        "quadratic-choice",
        Profile.of("quadratic", NAMES, 0, [({"k3": -2, "a1": 5}, 3)]),
        {},
    ),
    "park": (
        "threshold",
        Profile.of(
            "approval",
            [Project("yes", 0), Project("no", 0), Project("abstain", 0)],
            0,
            [({"yes": 1}, 6), ({"no": 1}, 3), ({"abstain": 1}, 1)],
        ),
        {"numerator": 2, "denominator": 3, "than": "at-least"},
    ),
    "money": (
        "greedy",
        Profile.of(
            "approval",
            [Project("p1", 300), Project("p2", 500)],
            600,
            [({"p1": 1}, 3), ({"p2": 1}, 4)],
            currency="EUR",
        ),
        {},
    ),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "copy" / "ballots"
    folder.mkdir(parents=True)
    for name, (rule, profile, _) in QUESTIONS.items():
        made = question_ballots(profile, funds=RULES[rule].kind == "funding")
        (folder / f"{name}{made.ending}").write_text(
            made.text,
            encoding="utf-8",
        )
    return folder.parent


@pytest.fixture
def zipped(copy: Path) -> Path:
    path = copy.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as made:
        for file in sorted((copy / "ballots").iterdir()):
            made.write(file, f"ballots/{file.name}")
        made.writestr("result.json", "{}")
    return path


def run(*words: object):
    return CliRunner().invoke(count, [str(word) for word in words])


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("place", ["copy", "zipped"])
def test_every_question_of_a_copy_is_counted_again_as_it_was(
    question,
    place,
    request,
):
    rule, profile, given = QUESTIONS[question]
    options = [
        word
        for name, value in given.items()
        for word in ("--set", f"{name}={value}")
    ]
    path = request.getfixturevalue(place)
    found = run(
        "--recount", path, "--question", question, "--rule", rule, *options, "--seed", "3516-K",
        "--json",
    )  # fmt: skip
    assert found.exit_code == 0, found.output
    told = json.loads(found.stdout)
    outcome = RULES[rule].count(profile, given, Lot("3516-K", question))
    assert told["ballots"]["counted"] == profile.n
    if outcome.decided is not None:
        assert (told["passed"], told["needed"]) == (
            outcome.decided.passed,
            outcome.decided.needed,
        )
    elif rule == "greedy":
        assert told["funded"] == list(outcome.funded)
    else:
        assert told["elected"] == list(outcome.elected)
        assert told["ties"] == [
            {"tied": list(t.tied), "decided_by": "lot", "order": list(t.order)}
            for t in outcome.ties
        ]


def test_a_question_without_a_seed_is_counted_without_a_lot(copy):
    found = run("--recount", copy, "--question", "park", "--rule", "threshold")
    assert found.exit_code == 0
    assert "Passed: 6 yes, 3 no" in found.output


@pytest.mark.parametrize("place", ["copy", "zipped"])
def test_a_question_that_is_not_there_is_refused_with_those_that_are(
    place,
    request,
):
    path = request.getfixturevalue(place)
    for question in ("benches", "../park", "ballots/park", "", ".."):
        found = run("--recount", path, "--rule", "irv", "--question", question)
        assert found.exit_code == 1
        assert (
            "chair, group, money, park, scores, shares, votes" in found.output
        )


def test_two_files_of_one_question_are_refused(copy):
    (copy / "ballots" / "group.csv").write_text("count,a\n1,1\n")
    found = run("--recount", copy, "--question", "group", "--rule", "irv")
    assert "several files of ballots" in found.output


def test_what_is_no_opened_copy_is_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    locked, other = tmp_path / "x.zip.age", tmp_path / "x.zip"
    locked.write_bytes(b"age-encryption.org/v1\n")
    other.write_bytes(b"no zip")
    for path, said in (
        (tmp_path / "empty", "is not an opened auditor copy"),
        (locked, "still locked"),
        (other, "The zip is cut short or damaged"),
        (tmp_path / "nowhere", "nowhere"),
    ):
        found = run("--recount", path, "--question", "q", "--rule", "irv")
        assert found.exit_code in {1, 2}
        assert said in found.output
        assert found.exception is None or isinstance(
            found.exception,
            SystemExit,
        )


def test_a_file_and_a_copy_or_neither_is_wrong_use(copy):
    for words in (("x.pb", "--recount", copy), ()):
        found = run(*words, "--rule", "irv")
        assert (found.exit_code, "either a FILE" in found.output) == (2, True)


def test_the_file_of_a_question_is_gone_after_the_count(zipped):
    with question_file(zipped, "park") as file:
        assert file.read_text().startswith("count (approval),yes,no,abstain")
    assert not file.exists()
