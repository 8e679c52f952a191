"""Several halls, one vote.

Their packs are verified and counted together, or a sentence says why not.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from pbdesk.app.jobs.combining import combine, read_halls
from pbdesk.app.jobs.progress import silent
from pbdesk.cli.combine import combine as command
from pbdesk.pack.bag import read_zip, write_zip
from pbdesk.pack.checks.trace import rounds_hold
from pbdesk.pack.contents import Count, canonically_read
from pbdesk.pack.keys import public_of
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.sign import add_signature
from pbdesk.pack.signers import Signer
from pbdesk.pack.zipped import read_entries, written
from pbdesk.voting.formats.pabulib_writer import pabulib_text
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from pbdesk.voting.trace import outcome_bytes
from tests.pack.sample import KEYS, SEED, Evening
from tests.pack.test_keys import with_ssh_keygen

TITLES = {"A": ("Path lights", 60000), "B": ("Fridge", 30000), "C": ("Benches", 50000)}
SEALED = {
    "style": "approval",
    "rule": "greedy",
    "count.by": "support",
    "count.fit": "skip",
    "least_share": 30,
}
NORTH = [{"A"}] * 3 + [{"B"}] * 2
SOUTH = [{"C", "B"}] * 4 + [{"B"}]
DAY = date(2026, 11, 30)


def packed(folder: Path, assembly: str, ballots: Sequence[set[str]], **changes) -> Path:
    """A hall's signed pack.

    Its projects have ids of its own; code, title and cost are those of all halls.
    """
    ids = {code: f"{assembly}-{code}" for code in TITLES}
    profile = Profile.of(
        "approval",
        [Project(ids[code], cost) for code, (_, cost) in TITLES.items()],
        100000,
        [{ids[code]: 1 for code in sorted(ballot)} for ballot in ballots],
        currency="GBP",
        unit=100,
    )
    outcome = RULES["greedy"].count(profile, {"threshold": -(-len(ballots) * 30 // 100)}, Lot(SEED))

    def content(said: dict[str, object]) -> None:
        lines = [
            {
                "id": ids[code],
                "code": code,
                "title": title,
                "cost": cost,
                "funded": ids[code] in outcome.funded,
                "support": str(outcome.support[ids[code]]),
            }
            for code, (title, cost) in TITLES.items()
        ]
        said |= {
            "currency": "GBP",
            "papers": {"issued": len(ballots) + 1, "counted": len(ballots), "rejected": 1},
            "rulebook": {
                "charter": {"place": assembly},
                "questions": [{"id": "1", "rulebook": SEALED, "ties": ["lot"]}],
            },
            "trace": json.loads(outcome_bytes(outcome)),
            "outcome": {
                "rule": "greedy",
                "parameters": dict(outcome.parameters),
                "budget": 100000,
                "ballots": {"counted": len(ballots), "rejected": {"unmarked": 1}},
                "projects": lines,
                "cost": outcome.cost,
                "funded": list(outcome.funded),
                "leftover": outcome.leftover,
            },
        }
        said |= changes.get("said", {})

    ballots_text = pabulib_text(profile).encode()
    pb = ballots_text if changes.get("public", True) else None
    bag = Evening(
        assembly=assembly, stage=changes.get("stage", "final"), content=content, pb=pb
    ).signed()
    path = folder / f"{bag.name}.zip"
    write_zip(bag, path)
    files = {"assembly.pb": ballots_text, "result.json": bag.files["data/result.json"]}
    copy_of(path).write_bytes(written(files))
    return path


def copy_of(pack: Path) -> Path:
    """The auditor copy of a pack, opened."""
    return pack.with_name(pack.name.replace("pb-result", "pb-auditor"))


def signers(*assemblies: str) -> str:
    return "".join(
        Signer(who, assembly, public_of(key)).line + "\n"
        for assembly in assemblies
        for who, key in KEYS.items()
    )


@pytest.fixture
def packs(tmp_path) -> list[Path]:
    return [packed(tmp_path, "south", SOUTH), packed(tmp_path, "north", NORTH)]


BOTH = signers("north", "south")


def test_ballots_of_all_halls_are_counted_as_one_vote(packs):
    combined = combine(read_halls(packs, BOTH, silent), name="city", day=DAY)
    assert combined.outcome.support == {"A": 3, "B": 7, "C": 4}
    assert combined.outcome.funded == ("B", "C")  # north alone funds A
    assert combined.outcome.parameters["threshold"] == 3  # 30 % of all ten ballots


def test_the_combined_result_names_every_pack_by_what_was_signed(packs):
    found = canonically_read(combine(read_halls(packs, BOTH, silent), name="city", day=DAY).content)
    assert isinstance(found, dict)
    assert [hall["assembly"] for hall in found["halls"]] == ["north", "south"]
    assert [hall["counted"] for hall in found["halls"]] == [5, 5]
    assert found["outcome"]["ballots"] == {"counted": 10, "rejected": {"unmarked": 2}}
    assert found["seed"] == f"{SEED}+{SEED}"


def test_its_rounds_hold(packs):
    found = canonically_read(combine(read_halls(packs, BOTH, silent), name="city", day=DAY).content)
    assert isinstance(found, dict)
    assert rounds_hold(found["trace"], msgspec.convert(found["outcome"], Count), Lot(found["seed"]))


def test_the_same_halls_give_the_same_bytes_in_whatever_order_they_come(packs):
    one, other = (
        combine(read_halls(order, BOTH, silent), name="city", day=DAY)
        for order in (packs, packs[::-1])
    )
    assert (one.name, one.content) == (other.name, other.content)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"public": False}, "cannot be combined"),
        ({"stage": "rehearsal"}, "cannot be combined"),
        (
            {
                "said": {
                    "rulebook": {
                        "questions": [{"rulebook": {**SEALED, "least_share": 0}, "ties": ["lot"]}]
                    }
                }
            },
            "did not vote on the same",
        ),
        ({"said": {"currency": "EUR"}}, "did not vote on the same"),
        ({"said": {"rulebook": None}}, "does not say what is needed"),
    ],
)
def test_a_hall_that_cannot_be_counted_with_the_others_is_named(changes, sentence, tmp_path):
    packs = [packed(tmp_path, "north", NORTH), packed(tmp_path, "south", SOUTH, **changes)]
    with pytest.raises(PackRefused, match=sentence):
        combine(read_halls(packs, BOTH, silent), name="city", day=DAY)


def test_halls_whose_ballots_are_not_public_are_counted_from_their_auditor_copies(packs, tmp_path):
    hidden = [packed(tmp_path, "south", SOUTH, public=False), packs[1]]
    combined = combine(read_halls(hidden, BOTH, silent, [copy_of(hidden[0])]), name="city", day=DAY)
    assert combined.outcome.funded == ("B", "C")
    assert combined.outcome.support == {"A": 3, "B": 7, "C": 4}


def test_a_copy_of_another_pack_or_one_that_holds_other_ballots_is_found(packs, tmp_path):
    hidden = [packed(tmp_path, "south", SOUTH, public=False), packs[1]]
    with pytest.raises(PackRefused, match="none of the packs"):
        read_halls(packs, BOTH, silent, [copy_of(packs[1])])
    files = {entry.name: entry.content for entry in read_entries(copy_of(hidden[0]).read_bytes())}
    (tmp_path / "other.zip").write_bytes(
        written({**files, "assembly.pb": files["assembly.pb"].replace(b"C", b"A")})
    )
    with pytest.raises(PackRefused, match="is not genuine"):
        read_halls(hidden, BOTH, silent, [tmp_path / "other.zip"])


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"age-encryption.org/v1\n", "still locked"),
        (b"PK", "not an opened auditor copy"),
        (written({"result.json": b"{}"}), "not an opened auditor copy"),
    ],
)
def test_a_copy_that_was_not_opened_is_said_to_be_locked(data, sentence, packs, tmp_path):
    (tmp_path / "copy.zip").write_bytes(data)
    with pytest.raises(PackRefused, match=sentence):
        read_halls(packs, BOTH, silent, [tmp_path / "copy.zip"])


def test_a_tampered_pack_is_named(packs):
    bag = read_zip(packs[0])
    csv = {**bag.files, "data/projects.csv": b""}
    write_zip(type(bag)(bag.name, csv), packs[0])
    with pytest.raises(PackRefused, match="is not genuine"):
        read_halls(packs, BOTH, silent)


def test_a_hall_whose_pack_is_missing_or_there_twice_is_found(packs):
    with pytest.raises(PackRefused, match="missing"):
        read_halls(packs, BOTH + signers("west"), silent)
    with pytest.raises(PackRefused, match="same hall"):
        read_halls([*packs, packs[0]], BOTH, silent)
    with pytest.raises(PackRefused, match="not genuine"):
        read_halls(packs, signers("north"), silent)


def test_the_command_writes_one_file(packs, tmp_path):
    (tmp_path / "signers").write_text(BOTH)
    (tmp_path / "out").mkdir()
    result = CliRunner().invoke(
        command,
        [
            *map(str, packs),
            "--signers",
            str(tmp_path / "signers"),
            "--name",
            "city",
            "--day",
            "2026-11-30",
            "--to",
            str(tmp_path / "out"),
        ],
    )
    assert result.exit_code == 0, result.output
    assert "2 halls, 10 ballots, funded: B, C" in result.output
    [path] = (tmp_path / "out").iterdir()
    assert path.name.startswith("pb-combined_city_2026-11-30_")
    assert (
        path.read_bytes() == combine(read_halls(packs, BOTH, silent), name="city", day=DAY).content
    )


def test_an_id_that_cannot_stand_in_a_file_name_is_refused(packs, tmp_path):
    (tmp_path / "signers").write_text(BOTH)
    result = CliRunner().invoke(
        command, [str(packs[0]), "--signers", str(tmp_path / "signers"), "--name", "../city"]
    )
    assert result.exit_code == 1
    assert "is no id" in result.output


def test_a_signature_that_is_added_later_does_not_change_what_is_named(tmp_path):
    path = packed(tmp_path, "north", NORTH)
    bag = read_zip(path)
    early = {name: data for name, data in bag.files.items() if "teller-2" not in name}
    write_zip(type(bag)(bag.name, early), path)
    two = "".join(
        line for line in signers("north").splitlines(keepends=True) if "teller-2" not in line
    )
    before = combine(read_halls([path], two, silent), name="city", day=DAY)
    add_signature(path, "teller-2", KEYS["teller-2"])
    assert (
        combine(read_halls([path], signers("north"), silent), name="city", day=DAY).content
        == before.content
    )


@with_ssh_keygen
def test_it_is_signed_and_checked_with_stock_tools(packs, tmp_path):
    combined = combine(read_halls(packs, BOTH, silent), name="city", day=DAY)
    (tmp_path / "city.json").write_bytes(combined.content)
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "clerk"], check=True
    )
    space = ["-n", "pbdesk-result-pack-v1"]
    key, file = tmp_path / "clerk", tmp_path / "city.json"
    subprocess.run(["ssh-keygen", "-q", "-Y", "sign", *space, "-f", key, file], check=True)
    (tmp_path / "allowed").write_text(f"clerk@city {(tmp_path / 'clerk.pub').read_text()}")
    with (tmp_path / "city.json").open("rb") as signed:
        subprocess.run(
            [
                "ssh-keygen",
                "-Y",
                "verify",
                *space,
                "-f",
                tmp_path / "allowed",
                "-I",
                "clerk@city",
                "-s",
                tmp_path / "city.json.sig",
            ],
            stdin=signed,
            check=True,
            capture_output=True,
        )
