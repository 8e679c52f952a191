"""Where the rules publish the ballots, those of a choice stand in the pack and are counted again."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.app.jobs.packing import make_pack
from pbdesk.app.jobs.progress import silent
from pbdesk.i18n import ENGLISH, render
from pbdesk.pack.bag import read_zip, write_zip
from pbdesk.pack.checks.case import Case
from pbdesk.pack.checks.recount import recount
from pbdesk.pack.keys import public_of
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.signers import Signer
from pbdesk.pack.verify import verify
from tests import asking
from tests.pack.sample import KEYS, sign_all
from tests.pack.tampering import changed

BALLOTS = f"data/ballots/{asking.GROUP}.soi"


@pytest.fixture
def signed(tmp_path, monkeypatch) -> tuple[Path, str, str]:
    """A pack of two choices whose ballots are public, the signers file, and the assembly."""
    monkeypatch.setitem(asking.SHARED, "public_ballots", True)
    with asking.desk_until("declared", tmp_path) as desk:
        day, assembly = desk.state.about.day, desk.state.about.id
        made = make_pack(
            pack_source(desk),
            tmp_path,
            locale=ENGLISH,
            made=day,
            progress=silent,
        )
    bag = sign_all(read_zip(made.path))
    path = tmp_path / "signed.zip"
    write_zip(bag, path)
    signers = "".join(
        Signer(who, assembly, public_of(key)).line + "\n"
        for who, key in KEYS.items()
    )
    return path, signers, assembly


def test_the_ballots_of_a_choice_are_counted_again(signed):
    found = verify(*signed)
    assert found.verdict == "genuine"
    counted = next(check for check in found.checks if check.number == 19)
    assert counted.passed
    assert (
        "5 ballots counted again by “stv-scottish”: the same outcome."
        in render(
            counted.detail,
        )
    )
    assert "stays open" in render(counted.detail), (
        "yes or no, by its sums alone"
    )


def test_other_ballots_give_another_outcome_and_are_found(signed):
    path, _, assembly = signed
    bag = read_zip(path)
    held = bag.files[BALLOTS]
    assert (held.count(b"\n1: "), held.count(b"\n2: ")) == (3, 1), held
    case = Case(path.name, b"", assembly, (), frozenset())
    case.__dict__["bag"] = changed(
        bag,
        {BALLOTS: held.replace(b"\n1: ", b"\n2: ", 1)},
    )
    refuse(case, "The ballots are not as many as were counted.")
    swapped = (
        held.replace(b"\n1: ", b"\n3: ")
        .replace(b"\n2: ", b"\n1: ")
        .replace(b"\n3: ", b"\n2: ", 1)
    )
    swapped = swapped.replace(b"\n3: ", b"\n1: ")
    case.__dict__["bag"] = changed(bag, {BALLOTS: swapped})
    refuse(case, "Counted again, the ballots give another outcome.")


def test_two_files_of_the_same_ballots_are_refused(signed):
    path, _, assembly = signed
    case = Case(path.name, b"", assembly, (), frozenset())
    table = f"data/ballots/{asking.GROUP}.csv"
    case.__dict__["bag"] = changed(
        read_zip(path),
        {table: b"count (approval),a\n1,1\n"},
    )
    refuse(case, "There are two files of the same ballots.")


def refuse(case: Case, why: str) -> None:
    with pytest.raises(PackRefused) as refused:
        recount(case)
    assert why in render(refused.value.words)


def test_the_ballots_are_a_file_that_anybody_reads_by_the_rules_of_preflib(
    signed,
):
    """Read by hand: names by number, then how often each ranking was cast."""
    bag = read_zip(signed[0])
    name, first, voters = dict[str, str](), Counter[str](), 0
    for line in bag.files[BALLOTS].decode().splitlines():
        if line.startswith("# ALTERNATIVE NAME "):
            number, _, option = line.removeprefix(
                "# ALTERNATIVE NAME ",
            ).partition(": ")
            name[number] = option
        elif not line.startswith("#"):
            times, _, ranking = line.partition(": ")
            first[name[ranking.split(",")[0]]] += int(times)
            voters += int(times)
    asked = json.loads(bag.files["data/result.json"])["questions"][0]
    stage = asked["trace"]["rounds"][0]["totals"]
    assert voters == asked["outcome"]["ballots"]["counted"] == 5
    assert {option: int(n) for option, n in stage.items()} == {
        o: first[o] for o in name.values()
    }
