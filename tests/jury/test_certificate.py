"""The draw certificate: tickets that add up, dice that decide, and a stranger who does it again."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.jury.certificate import TICKETS, read_certificate
from pbdesk.jury.pool import PoolRefused
from tests.conftest import ROOT
from tests.jury.pools import KEPT, kept
from tests.jury.test_fair import drawn

FOLDER = next(folder for folder in KEPT if "households" in folder.name)


@pytest.fixture(scope="module")
def made():
    return drawn(kept(FOLDER)[0], "leximin")


def test_ten_thousand_draws_seat_everybody_as_often_as_their_chance_says(made):
    times, seated = 10_000, Counter[str]()
    for n in range(times):
        seated.update(made.drawn(f"dice {n}"))
    for person, chance in made.chances().items():
        error = 5 * math.sqrt(times * chance * (1 - chance)) + 1
        assert abs(seated[person] - times * chance) <= error


def test_people_of_one_kind_have_the_same_chance_to_a_millionth(made):
    chances = made.chances()
    _, known = kept(FOLDER)
    groups: dict[float, list[float]] = {}
    for person, chance in known["leximin_by_id"].items():
        groups.setdefault(round(chance, 4), []).append(chances[person])
    assert all(max(each) - min(each) < 1e-5 for each in groups.values())


def test_all_tickets_are_given_out_and_nobody_sits_twice(made):
    assert sum(tickets for tickets, _ in made.panels) == TICKETS
    assert all(len(set(panel)) == len(panel) == 8 for _, panel in made.panels)


def test_the_file_is_the_certificate(made):
    again = read_certificate(made.content, "draw.json")
    assert (again.digest, again.drawn("4 1 6"), again.chances()) == (
        made.digest,
        made.drawn("4 1 6"),
        made.chances(),
    )


def test_a_stranger_with_python_alone_draws_the_same_panel(
    made,
    tmp_path: Path,
):
    file = tmp_path / "draw.json"
    file.write_bytes(made.content)
    told_how = (ROOT / "docs" / "draw.md").read_text(encoding="utf-8")
    script = tmp_path / "redraw.py"
    script.write_text(told_how.partition("```python\n")[2].partition("```")[0])
    assert len(script.read_text().splitlines()) <= 40
    assert "pbdesk" not in script.read_text().replace(
        "knows nothing of pbdesk",
        "",
    ).replace("pbdesk/draw/1", "")
    for dice in ("4 1 6", "٤ ١", ""):
        told = subprocess.run(
            [sys.executable, "-I", script, file, dice],
            capture_output=True,
            text=True,
            check=True,
        )
        assert told.stdout.splitlines()[-1] == "Panel: " + ", ".join(
            made.drawn(dice),
        )


def changed(content: bytes, **parts: object) -> bytes:
    return json.dumps(json.loads(content) | parts).encode()


@pytest.mark.parametrize(
    "parts",
    [
        {"tickets": TICKETS - 1},
        {"tickets": 0},
        {"panels": []},
        {"panels": [[TICKETS, ["a", "a"]]], "people": ["a"], "seats": 2},
        {"panels": [[TICKETS, ["a", "b"]]], "people": ["a"], "seats": 2},
        {"panels": [[TICKETS, ["a"]]], "people": ["a", "a"], "seats": 1},
        {
            "panels": [[-1, ["a"]], [TICKETS + 1, ["a"]]],
            "people": ["a"],
            "seats": 1,
        },
        {"format": "pbdesk/draw/2"},
        {"bound": "nan"},
        {"more": 1},
    ],
)
def test_a_list_that_does_not_hold_together_is_refused_in_words(made, parts):
    with pytest.raises(PoolRefused) as refused:
        read_certificate(changed(made.content, **parts), "draw.json")
    assert render(refused.value.words).endswith(".")


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_a_certificate_or_refused_in_words(content: bytes):
    with pytest.raises(PoolRefused, match="is no list of panels"):
        read_certificate(content, "draw.json")


def test_a_certificate_names_the_fields_that_it_promises(made):
    listed = msgspec.json.decode(made.content)
    assert sorted(listed) == [
        "bound",
        "format",
        "method",
        "panels",
        "people",
        "seats",
        "tickets",
    ]
