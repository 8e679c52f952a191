"""Where the rules publish the ballots, those of a choice stand in the pack and are counted again."""

from __future__ import annotations

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

BALLOTS = f"data/ballots/{asking.GROUP}.pb"


@pytest.fixture
def signed(tmp_path, monkeypatch) -> tuple[Path, str, str]:
    """A pack of two choices whose ballots are public, the signers file, and the assembly."""
    monkeypatch.setitem(asking.SHARED, "public_ballots", True)
    with asking.desk_until("declared", tmp_path) as desk:
        day, assembly = desk.state.about.day, desk.state.about.id
        made = make_pack(pack_source(desk), tmp_path, locale=ENGLISH, made=day, progress=silent)
    bag = sign_all(read_zip(made.path))
    path = tmp_path / "signed.zip"
    write_zip(bag, path)
    signers = "".join(
        Signer(who, assembly, public_of(key)).line + "\n" for who, key in KEYS.items()
    )
    return path, signers, assembly


def test_the_ballots_of_a_choice_are_counted_again(signed):
    found = verify(*signed)
    assert found.verdict == "genuine"
    counted = next(check for check in found.checks if check.number == 19)
    assert counted.passed
    assert "5 ballots counted again by “stv-scottish”: the same outcome." in render(counted.detail)
    assert "stays open" in render(counted.detail), "yes or no, by its sums alone"


def test_other_ballots_give_another_outcome_and_are_found(signed):
    path, _, assembly = signed
    bag = read_zip(path)
    lines = bag.files[BALLOTS].splitlines(keepends=True)
    number, _, rest = lines[-1].partition(b";")
    _, _, other = lines[-3].partition(b";")
    assert rest != other
    case = Case(path.name, b"", assembly, (), frozenset())
    swapped = {BALLOTS: b"".join([*lines[:-1], number + b";" + other])}
    case.__dict__["bag"] = changed(bag, swapped)
    with pytest.raises(PackRefused) as refused:
        recount(case)
    assert "Counted again, the ballots give another outcome." in render(refused.value.words)
