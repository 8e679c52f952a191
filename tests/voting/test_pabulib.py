"""Pabulib files: every habit of the real ones, and one sentence for what cannot be read."""

from __future__ import annotations

import string
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.voting.formats import ImportRefused, read_ballots
from pbdesk.voting.formats.pabulib import read_pabulib
from pbdesk.voting.formats.pabulib_writer import pabulib_text
from pbdesk.voting.profile import Profile
from tests.voting.elections import elections

PLAIN = '''META
key;value
description;A small vote
num_projects;3
num_votes;4
budget;100
vote_type;approval
rule;greedy
PROJECTS
project_id;cost;name;selected
a;60;Benches;1
b;40;Fridge;2
c;50;"Paths; and ""lamps""";0
VOTES
voter_id;age;vote
1;30;a,b
2;31;b,a
3;32;c
4;33;
'''


def ballots(profile: Profile) -> dict[tuple[tuple[str, int], ...], int]:
    """Each distinct ballot and how often it was cast."""
    return {
        tuple(
            (profile.ids[profile.columns[i]], int(profile.values[i]))
            for i in range(profile.start[b], profile.start[b + 1])
        ): int(times)
        for b, times in enumerate(profile.weights)
    }


def outcome_of(read: Callable[[], object]) -> str:
    """ "read", or the sentence of the refusal. Anything else that is raised fails the test."""
    try:
        read()
    except ImportRefused as refused:
        return render(refused.words)
    return "read"


def refusal(text: str) -> str:
    with pytest.raises(ImportRefused) as refused:
        read_pabulib(text)
    return render(refused.value.words)


def test_a_plain_file_is_read():
    file = read_pabulib(PLAIN)
    assert ballots(file.profile) == {
        (("a", 1), ("b", 1)): 2,
        (("c", 1),): 1,
        (): 1,
    }
    assert (
        file.profile.budget,
        file.profile.n,
        file.profile.projects[2].name,
    ) == (
        100,
        4,
        'Paths; and "lamps"',
    )
    assert (file.selected, file.warnings, file.meta["description"]) == (
        {"a": 1, "b": 2, "c": 0},
        (),
        "A small vote",
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r\n", 7),
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("VOTES\n", "\nVOTES\n\n"),
        lambda text: (
            text.replace(";", "; ")
            .replace(",", ", ")
            .replace("Paths;  and", "Paths; and")
        ),
        lambda text: text.replace("4;33;", "4;33;None"),
        lambda text: text.replace("1;30;a,b", '1;30;"a,b"'),
    ],
)
def test_marks_of_other_programs_change_nothing(change):
    assert ballots(read_pabulib(change(PLAIN)).profile) == ballots(
        read_pabulib(PLAIN).profile,
    )


def test_decimals_become_whole_minor_units_and_print_back():
    file = read_pabulib(
        PLAIN.replace("100", "100,25")
        .replace("a;60", "a;60.5")
        .replace("b;40", "b;40.000"),
    )
    assert (
        file.profile.unit,
        file.profile.budget,
        file.profile.cost.tolist(),
    ) == (
        100,
        10025,
        [6050, 4000, 5000],
    )
    assert "\nbudget;100.25\n" in pabulib_text(file.profile)
    assert "comma" in render(file.warnings[0])


def test_a_project_named_twice_counts_once_and_is_reported():
    file = read_pabulib(PLAIN.replace("3;32;c", "3;32;c,c"))
    assert ballots(file.profile)[("c", 1),] == 1
    assert file.breaches == {"duplicate": 1}


def test_an_unknown_project_rejects_its_ballot_only():
    file = read_pabulib(PLAIN.replace("3;32;c", "3;32;x"))
    assert (file.rejected, file.profile.n) == ({"unknown-project": 1}, 3)


def test_wrong_numbers_and_repeated_voters_are_warned_of():
    file = read_pabulib(
        PLAIN.replace("num_votes;4", "num_votes;5").replace("4;33", "1;33"),
    )
    assert [render(words)[:20] for words in file.warnings] == [
        "1 row repeats a vote",
        "META says num_votes ",
    ]


def test_limits_are_reported_or_enforced():
    text = PLAIN.replace(
        "rule;greedy",
        "rule;greedy\nmax_length;1\nmax_sum_cost;50",
    )
    assert read_pabulib(text).breaches == {"too-many": 2}
    enforced = read_pabulib(text, enforce=True)
    assert (enforced.rejected, enforced.profile.n) == ({"too-many": 2}, 2)


def test_costs_of_withdrawn_projects_are_read():
    profile = read_pabulib(
        PLAIN.replace("a;60", "a;999999999").replace("b;40", "b;0"),
    ).profile
    assert profile.cost.tolist() == [999999999, 0, 50]


def test_rankings_points_and_scores_are_read():
    ranked = read_pabulib(PLAIN.replace("approval", "ordinal")).profile
    assert (("a", 2), ("b", 1)) in ballots(ranked)
    points = PLAIN.replace("approval", "cumulative").replace(
        "age;vote",
        "vote;points",
    )
    points = (
        points.replace("1;30;a,b", "1;a,b;3,0")
        .replace("2;31;b,a", "2;b,a;1,2")
        .replace("3;32;c", "3;c;5")
    )
    points = points.replace("4;33;", "4;;")
    assert ballots(read_pabulib(points).profile) == {
        (("a", 3),): 1,
        (("a", 2), ("b", 1)): 1,
        (("c", 5),): 1,
        (): 1,
    }
    scores = points.replace("cumulative", "scoring").replace(
        "rule;",
        "default_score;1\nrule;",
    )
    assert (("a", 3), ("b", 0), ("c", 1)) in ballots(
        read_pabulib(scores).profile,
    )


def test_points_that_are_missing_are_one_each_and_said_so():
    file = read_pabulib(PLAIN.replace("approval", "cumulative"))
    assert (("a", 1), ("b", 1)) in ballots(file.profile)
    assert "points" in render(file.warnings[0])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file is empty."),
        (PLAIN[:150], "ends before its section"),
        (PLAIN.replace("budget;100\n", ""), "META does not say “budget”."),
        (
            PLAIN.replace("budget;100", "budget;a lot"),
            "Line 6: “a lot” is not a sum of money.",
        ),
        (
            PLAIN.replace("a;60", "a;-60"),
            "Line 11: “-60” is not a sum of money.",
        ),
        (
            PLAIN.replace("b;40;Fridge;2", "b;40"),
            "Line 12: the row has 2 cells, the header 4.",
        ),
        (PLAIN.replace("b;40", "a;40"), "Line 12: a second project “a”."),
        (
            PLAIN.replace("3;32;c", "3;32"),
            "Line 18: the row has 2 cells, the header 3.",
        ),
        (
            PLAIN.replace("voter_id;age;vote", "voter_id;age;votes"),
            "Line 15: VOTES has no column “vote”.",
        ),
        (PLAIN.replace("approval", "guessing"), "“guessing” is no vote type"),
        (
            PLAIN.replace('"Paths', 'x"Paths'),
            "Line 13: the row has 5 cells, the header 4.",
        ),
        (
            PLAIN.replace('lamps"""', "lamps"),
            "Line 20: the quotes or cells of this row cannot be read.",
        ),
        (
            PLAIN.replace("2;31;b,a", "2;31;b;a"),
            "Line 17: the row has 4 cells, the header 3.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(text, said):
    found = refusal(text)
    assert said in found


def test_foreign_and_missing_files_are_refused(tmp_path):
    picture = tmp_path / "x.pb"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff")
    for path in (picture, tmp_path / "none.pb", tmp_path):
        with pytest.raises(ImportRefused):
            read_ballots(path)


@given(data=st.data())
def test_a_broken_file_is_refused_and_nothing_else_happens(data):
    text = list(PLAIN)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(text) - 1))
        match data.draw(st.sampled_from(["cut", "drop", "put"])):
            case "cut":
                del text[at:]
            case "drop":
                del text[at : at + data.draw(st.integers(1, 40))]
            case _:
                text[at:at] = data.draw(
                    st.text(
                        alphabet=string.printable + "é\x00\u2028",
                        max_size=4,
                    ),
                )
        if not text:
            break
    assert outcome_of(lambda: read_pabulib("".join(text)))


@given(text=st.text())
def test_no_text_at_all_does_anything_but_read_or_refuse(text):
    assert outcome_of(
        lambda: read_pabulib(
            f"META\n{text}\nPROJECTS\nproject_id;cost\n{text}\nVOTES\nvoter_id;vote\n{text}",
        ),
    )


@given(
    election=elections(
        frozenset(
            {"approval", "ordinal", "cumulative", "scoring", "quadratic"},
        ),
    ),
    unit=st.sampled_from([1, 10, 100]),
)
def test_what_is_written_is_read_back_the_same(election, unit):
    profile = Profile.of(*election, unit=unit)
    read = read_pabulib(
        pabulib_text(
            profile,
            name='A vote; with "quotes"',
            funded=profile.ids[:1],
        ),
    ).profile
    assert ballots(read) == ballots(profile)
    assert [c * unit for c in read.cost] == [
        c * read.unit for c in profile.cost
    ]
    assert read.n == profile.n


def test_a_written_file_says_nothing_about_voters():
    assert "\nvoter_id;vote\n" in pabulib_text(read_pabulib(PLAIN).profile)
