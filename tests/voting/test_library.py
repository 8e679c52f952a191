"""The tally as a library: a stranger's five lines, and an import that costs nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

import pbdesk.voting
from pbdesk.voting import RULES, STYLES, Profile, Project, read_ballots
from pbdesk.voting.ties import Lot
from tests.conftest import ROOT


def test_a_file_is_counted_in_five_lines(tmp_path):
    (tmp_path / "city.pb").write_text(
        "META\nkey;value\nbudget;10\nvote_type;approval\nPROJECTS\nproject_id;cost\na;6\nb;5\nVOTES\nvoter_id;vote\n"
        "1;a\n2;a,b\n3;b\n",
    )
    file = read_ballots(tmp_path / "city.pb")
    outcome = RULES["greedy"].count(file.profile, lot=Lot("4 1 6"))
    assert (outcome.funded, outcome.cost) == (("b",), 5)


def test_every_name_that_the_package_offers_is_there():
    assert all(getattr(pbdesk.voting, name) for name in pbdesk.voting.__all__)
    assert set(STYLES) >= {"approval", "ordinal"}
    assert Profile.of("approval", [Project("a", 1)], 1, []).ids == ("a",)
    with pytest.raises(AttributeError):
        pbdesk.voting.nothing  # noqa: B018


def test_importing_the_package_alone_imports_nothing_heavy():
    seen = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, pbdesk.voting; print(*sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    ).stdout.split()
    assert not {"numpy", "msgspec", "pbdesk.voting.rules"} & set(seen)
