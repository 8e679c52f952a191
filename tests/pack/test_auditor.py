"""The auditor copy.

Opened with the auditor's own key and counted again by other means than the pack's maker.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from click.testing import CliRunner

from pbdesk.cli import main
from pbdesk.pack.bag import read_zip
from pbdesk.pack.keys import public_of
from pbdesk.pack.sign import add_signature
from pbdesk.pack.signers import Signer
from pbdesk.pack.zipped import read_entries, written
from tests.evenings import evening_at
from tests.pack.sample import KEYS

pyrage: Any = importlib.import_module("pyrage")  # it brings no types

AUDITOR = pyrage.x25519.Identity.generate()
ORACLE = """
import sys
from pabutools.election import Cost_Sat, parse_pabulib
from pabutools.rules import greedy_utilitarian_welfare
instance, profile = parse_pabulib(sys.argv[1])
print(",".join(sorted(project.name for project in greedy_utilitarian_welfare(
    instance, profile, sat_class=Cost_Sat, is_sat_additive=True))))  # satisfaction for its cost: the votes
"""


def run(*words: object):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder with a record, the pack made from it and the auditor copy, by the command."""
    folder = tmp_path_factory.mktemp("audited")
    evening = evening_at("declared", folder)
    evening.desk.close()
    result = run(
        "pack",
        evening.desk.record.path,
        "--to",
        folder,
        "--auditor",
        AUDITOR.to_public(),
    )
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="module")
def files(folder) -> dict[str, bytes]:
    """What the auditor finds in the copy."""
    opened = pyrage.decrypt(
        next(folder.glob("pb-auditor_*.zip.age")).read_bytes(),
        [AUDITOR],
    )
    return {entry.name: entry.content for entry in read_entries(opened)}


def pack_of(folder: Path) -> Path:
    return next(folder.glob("pb-result_*.zip"))


def test_nobody_else_opens_it(folder):
    locked = next(folder.glob("pb-auditor_*.zip.age")).read_bytes()
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(locked, [pyrage.x25519.Identity.generate()])
    assert b"PROJECTS" not in locked


def test_its_ballots_counted_by_the_command_in_its_read_me_give_the_pack_s_winners(
    files,
    tmp_path,
):
    (tmp_path / "copy.zip").write_bytes(written(files))
    command = next(
        line
        for line in files["READ-ME.txt"].decode().splitlines()
        if "pbdesk count" in line
    )
    words = command.replace("COPY", str(tmp_path / "copy.zip")).split()[1:]
    result = run(*words, "--json")
    counted, said = json.loads(result.stdout), json.loads(files["result.json"])
    (outcome,) = [each["outcome"] for each in said["questions"]]
    assert counted["funded"] == outcome["funded"]
    assert counted["ballots"]["counted"] == outcome["ballots"]["counted"]


def test_the_pack_is_counted_again_with_its_ballots(folder, files, tmp_path):
    pack = pack_of(folder)
    assembly = pack.name.split("_")[1]
    for who, key in KEYS.items():
        add_signature(pack, who, key)
    signers = "\n".join(
        Signer(who, assembly, public_of(key)).line for who, key in KEYS.items()
    )
    (tmp_path / "signers").write_text(signers)
    asked = [
        "verify",
        pack,
        "--signers",
        tmp_path / "signers",
        "--assembly",
        assembly,
        "--recount",
    ]
    (tmp_path / "assembly.pb").write_bytes(files["assembly.pb"])
    result = run(*asked, tmp_path / "assembly.pb")
    assert result.exit_code == 0
    assert (
        "[pass] 19  Counted again: 343 ballots counted again" in result.output
    )
    lines = files["assembly.pb"].splitlines(keepends=True)
    (tmp_path / "other.pb").write_bytes(b"".join([*lines[:-1], lines[-2]]))
    assert "[FAIL] 19" in run(*asked, tmp_path / "other.pb").output


def test_another_program_counts_the_same_winners(files, tmp_path):
    (tmp_path / "assembly.pb").write_bytes(files["assembly.pb"])
    if subprocess.run(
        [sys.executable, "-c", "import pabutools"],
        capture_output=True,
        check=False,
    ).returncode:
        pytest.skip(
            "pabutools is not installed here; it is an oracle, never a part",
        )
    found = subprocess.run(
        [sys.executable, "-c", ORACLE, tmp_path / "assembly.pb"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert found == ",".join(
        sorted(
            json.loads(files["result.json"])["questions"][0]["outcome"][
                "funded"
            ],
        ),
    )


def test_its_record_is_the_pack_s_with_every_body(folder, files):
    public = [
        json.loads(line)
        for line in read_zip(pack_of(folder))
        .files["data/record.jsonl"]
        .splitlines()
    ]
    full = [json.loads(line) for line in files["record.jsonl"].splitlines()]
    assert [entry["digest"] for entry in full] == [
        entry["digest"] for entry in public
    ]
    for entry in full:
        told = rfc8785.dumps(
            {key: entry[key] for key in ("type", "body", "random")},
        )
        assert (
            hashlib.sha256(b"\0pbdesk/entry/2\0" + told).hexdigest()
            == entry["digest"]
        )


def test_what_people_said_stands_beside_its_digest_and_salt_and_gives_it_again(
    files,
):
    said = json.loads(files["said.json"])
    assert said
    for digest, each in said.items():
        assert digest.encode() in files["record.jsonl"]
        assert (
            hashlib.sha256(
                bytes.fromhex(each["salt"]) + each["text"].encode(),
            ).hexdigest()
            == digest
        )


def test_no_name_of_the_register_is_in_it(files, tmp_path):
    evening = evening_at("declared", tmp_path)
    people = evening.desk.people
    assert people is not None
    names = [people.get(ref).name for ref in evening.desk.state.door.register]
    evening.desk.close()
    assert len(names) > 1000
    whole = b"".join(files.values()).decode()
    assert [name for name in names if name in whole] == []


@pytest.mark.parametrize("key", ["age1", "ssh-ed25519 AAAA", ""])
def test_a_key_that_is_no_auditor_s_is_said_before_anything_is_written(
    key,
    folder,
    tmp_path,
):
    record = next(folder.glob("*.pbdesk"))
    result = run("pack", record, "--to", tmp_path, "--auditor", key)
    assert result.exit_code == 2
    assert "auditor’s public key" in result.stderr
    assert list(tmp_path.iterdir()) == []
