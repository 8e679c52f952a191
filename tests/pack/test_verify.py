from __future__ import annotations

import hashlib
import os
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from pbdesk.cli import main
from pbdesk.i18n import render
from pbdesk.pack import checks
from pbdesk.pack.bag import Bag, write_zip
from pbdesk.pack.contents import results_code
from pbdesk.pack.decided import result_code
from pbdesk.pack.keys import public_line, public_of
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.signers import Signer, read_signers
from pbdesk.pack.verify import verify
from pbdesk.voting.formats.pabulib import read_pabulib
from pbdesk.voting.formats.pabulib_writer import pabulib_text
from tests.pack.sample import ASSEMBLY, KEYS, PB, SIGNERS, Evening, sign_all

ONE_LINE = SIGNERS.splitlines(keepends=True)


def on_disk(bag: Bag, folder: Path) -> Path:
    path = folder / f"{bag.name}.zip"
    write_zip(bag, path)
    return path


def details(
    path: Path,
    signers: str = SIGNERS,
    revoked_text: str = "",
) -> dict[int, str]:
    return {
        check.number: render(check.detail)
        for check in verify(path, signers, ASSEMBLY, revoked_text).checks
    }


def test_a_genuine_pack_passes_every_check_it_gives_ground_for(pack):
    found = verify(pack, SIGNERS, ASSEMBLY)
    assert found.genuine
    assert (found.assembly, found.stage) == (ASSEMBLY, "final")
    # Nobody stamped it, no page lies in it, it is no pack of what followed, no hall, and no case.
    assert [c.number for c in found.checks if not c.passed] == [
        21,
        24,
        26,
        28,
        29,
        30,
        31,
    ]
    assert [check.number for check in found.checks] == list(
        range(1, len(found.checks) + 1),
    )


def test_ballots_that_are_not_public_need_the_auditor_copy(tmp_path):
    found = verify(
        on_disk(Evening().but(pb=None).signed(), tmp_path),
        SIGNERS,
        ASSEMBLY,
    )
    assert found.genuine
    assert found.checks[18].passed is None
    assert "needs the auditor copy" in render(found.checks[18].detail)


def test_ballots_in_whole_units_are_counted_again(tmp_path):
    pounds = PB.replace(b"00000", b"000").replace(b"0000", b"00")
    found = verify(
        on_disk(Evening().but(pb=pounds).signed(), tmp_path),
        SIGNERS,
        ASSEMBLY,
    )
    assert (
        render(found.checks[18].detail)
        == "4 ballots counted again by “greedy”: the same outcome."
    )


def test_ballots_that_pbdesk_writes_are_counted_again(tmp_path):
    profile = replace(
        read_pabulib(PB.decode()).profile,
        currency="GBP",
        unit=100,
    )
    pb = pabulib_text(profile, name="Ward 7", funded=("A", "B")).encode()
    assert (
        verify(
            on_disk(Evening().but(pb=pb).signed(), tmp_path),
            SIGNERS,
            ASSEMBLY,
        )
        .checks[18]
        .passed
    )


def test_a_rule_that_this_version_does_not_know_is_no_fault_of_the_pack(
    tmp_path,
):
    def change(content: dict[str, object]) -> None:
        for part in (content["outcome"], content["trace"]):
            assert isinstance(part, dict)
            part["rule"] = "of-2031"

    found = verify(
        on_disk(Evening().but(content=change).signed(), tmp_path),
        SIGNERS,
        ASSEMBLY,
    )
    assert found.genuine
    assert "does not know" in render(found.checks[18].detail)


def test_the_record_says_which_hashes_were_computed_again(pack):
    assert details(pack)[14] == (
        "12 entries; 9 fingerprints were computed again. 3 are not public, so only chained: 4-5, 7."
    )


def test_a_pack_of_one_signer_is_genuine_and_says_that_one_key_stands_behind_it(
    tmp_path,
):
    path = on_disk(
        sign_all(Evening().bag(), {"facilitator": KEYS["facilitator"]}),
        tmp_path,
    )
    assert verify(path, ONE_LINE[0], ASSEMBLY).genuine
    assert (
        details(path, ONE_LINE[0])[12]
        == "facilitator signed. Only one key stands behind this pack."
    )


def test_three_signers_with_one_key_are_one_key(tmp_path):
    one = dict.fromkeys(KEYS, KEYS["facilitator"])
    signers = "\n".join(
        replace(signer, public=public_of(KEYS["facilitator"])).line
        for signer in read_signers(SIGNERS, ASSEMBLY)
    )
    assert (
        "only one key"
        in details(on_disk(sign_all(Evening().bag(), one), tmp_path), signers)[
            12
        ]
    )


def test_a_signers_file_without_this_assembly_proves_nothing(pack):
    found = verify(pack, "", ASSEMBLY)
    assert [check.number for check in found.failed] == [12]


def test_a_revoked_key_no_longer_counts(pack):
    revoked = public_line(public_of(KEYS["teller-2"]))
    assert (
        details(pack, revoked_text=revoked)[12]
        == "The key of teller-2 was revoked."
    )


def test_a_new_key_does_not_count_for_older_packs(pack):
    new = Signer(
        "facilitator",
        ASSEMBLY,
        public_of(KEYS["facilitator"]),
        date(2026, 11, 25),
    ).line
    assert "later day" in details(pack, "".join([new, "\n", *ONE_LINE[1:]]))[12]


def test_an_old_and_a_new_key_of_one_signer_both_stand_in_the_file(pack):
    new = Signer(
        "facilitator",
        ASSEMBLY,
        public_of(KEYS["teller-1"]),
        date(2027, 1, 1),
    ).line
    assert verify(pack, f"{new}\n{SIGNERS}", ASSEMBLY).genuine


def test_a_rehearsal_is_said_to_be_no_result(tmp_path):
    path = on_disk(Evening().but(stage="rehearsal").signed(), tmp_path)
    assert details(path)[11] == "A rehearsal. It is not a result."
    assert "REHEARSAL: not a result" in run(path, tmp_path).output


def test_checks_behind_one_that_failed_are_not_reached(tmp_path):
    bag = Evening().signed()
    found = verify(
        on_disk(replace(bag, files={**bag.files, "bagit.txt": b""}), tmp_path),
        SIGNERS,
        ASSEMBLY,
    )
    reached = {check.number: check.passed for check in found.checks}
    assert (reached[3], reached[6], reached[9], reached[7]) == (
        False,
        False,
        None,
        True,
    )
    assert (found.genuine, found.assembly, found.stage) == (False, None, None)


def test_a_pack_of_a_later_format_is_not_called_forged(genuine, tmp_path):
    info = genuine.files["bag-info.txt"].replace(b"Format: 1", b"Format: 2")
    tags = f"{hashlib.sha256(info).hexdigest()}  bag-info.txt\n".encode()
    files = {
        **genuine.files,
        "bag-info.txt": info,
        "tagmanifest-sha256.txt": tags,
    }
    path = on_disk(replace(genuine, files=files), tmp_path)
    with pytest.raises(PackRefused, match="later format"):
        verify(path, SIGNERS, ASSEMBLY)


def run(pack: Path, folder: Path, *more: str) -> Result:
    (folder / "allowed_signers").write_text(SIGNERS, encoding="utf-8-sig")
    asked = [
        "verify",
        str(pack),
        "--signers",
        str(folder / "allowed_signers"),
        "--assembly",
        ASSEMBLY,
        *more,
    ]
    return CliRunner().invoke(main, asked)


def test_low_that_nobody_counted_the_ballots_again_stands_beside_the_verdict(
    pack,
    tmp_path,
):
    closed = on_disk(Evening().but(pb=None).signed(), tmp_path)
    told = run(closed, tmp_path).stdout.splitlines()[-1]
    assert told.startswith(
        f"Genuine: the final result of {ASSEMBLY}. The ballots are not public",
    )
    assert (
        run(pack, tmp_path)
        .stdout.splitlines()[-1]
        .endswith(f"result of {ASSEMBLY}.")
    )
    junk = on_disk(Evening().but(pb=b"junk").signed(), tmp_path)
    assert (
        run(junk, tmp_path)
        .stdout.splitlines()[-1]
        .startswith("NOT GENUINE. Check 19 failed.")
    )


def test_the_command_prints_one_object_and_leaves_with_0(pack, tmp_path):
    result = run(pack, tmp_path, "--json")
    found = msgspec.json.decode(result.stdout)
    assert result.exit_code == 0
    assert found.keys() == {
        "verdict",
        "reason",
        "assembly",
        "stage",
        "kind",
        "result_code",
        "pack_code",
        "questions",
        "checks",
        "detail",
    }
    assert (found["verdict"], found["reason"], found["stage"]) == (
        "genuine",
        None,
        "final",
    )
    bag = Evening().bag()
    assert found["result_code"] == " ".join(
        result_code(bag.files["data/decided.json"]),
    )
    assert found["pack_code"] == " ".join(
        results_code(bag.files["data/result.json"]),
    )
    (question,) = found["questions"]
    assert (question["id"], question["kind"], question["funded"]) == (
        "1",
        "fund",
        ["A", "B"],
    )
    assert {frozenset(check) for check in found["checks"]} == {
        frozenset({"number", "name", "passed", "detail"}),
    }


def test_the_command_names_the_check_that_failed_and_leaves_with_1(tmp_path):
    bag = Evening().signed()
    csv = bag.files["data/projects.csv"].replace(b"60000", b"60001")
    result = run(
        on_disk(
            replace(bag, files={**bag.files, "data/projects.csv": csv}),
            tmp_path,
        ),
        tmp_path,
    )
    assert result.exit_code == 1
    failed = (
        "[FAIL]  4  Contents by SHA-256: “data/projects.csv” is not as “manifest-sha256.txt” "
        "has it."
    )
    assert failed in result.output.splitlines()
    assert result.output.splitlines()[-1].startswith(
        "NOT GENUINE. Check 4 failed.",
    )


@pytest.mark.parametrize("what", ["empty", "text", "zip", "folder", "missing"])
def test_a_file_that_is_not_a_pack_is_said_in_one_sentence_with_2(
    what,
    tmp_path,
):
    path = tmp_path / "thing.zip"
    match what:
        case "empty" | "text":
            path.write_bytes(b"" if what == "empty" else b"Dear clerk")
        case "zip":
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("photos/1.jpg", b"")
        case "folder":
            path.mkdir()
        case _:
            pass
    result = run(path, tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("left_out", ["--signers", "--assembly", "both"])
def test_without_signers_or_assembly_a_pack_is_whole_at_most(
    left_out,
    pack,
    tmp_path,
):
    (tmp_path / "signers").write_text(SIGNERS)
    options = {"--signers": str(tmp_path / "signers"), "--assembly": ASSEMBLY}
    given = (
        {}
        if left_out == "both"
        else {k: v for k, v in options.items() if k != left_out}
    )
    words = [word for option in given.items() for word in option]
    result = CliRunner().invoke(main, ["verify", str(pack), *words])
    assert result.exit_code == 3
    assert (
        "--signers, the clerk's file of keys" in result.stdout.splitlines()[-1]
    )
    told = msgspec.json.decode(
        CliRunner()
        .invoke(main, ["verify", str(pack), *words, "--json"])
        .stdout,
    )
    assert told["verdict"] == "whole"
    open_ones = {
        check["number"] for check in told["checks"] if check["passed"] is None
    }
    assert open_ones >= {12, 13, 19}
    assert all(check["passed"] is not False for check in told["checks"])


def test_a_changed_pack_is_not_even_whole(tmp_path):
    bag = Evening().signed()
    changed = replace(
        bag,
        files={**bag.files, "data/projects.csv": b"id,cost\r\n"},
    )
    result = CliRunner().invoke(
        main,
        ["verify", str(on_disk(changed, tmp_path)), "--json"],
    )
    assert (
        result.exit_code,
        msgspec.json.decode(result.stdout)["verdict"],
    ) == (
        1,
        "not-genuine",
    )


def test_the_pack_of_another_assembly_is_not_genuine_and_says_why(
    pack,
    tmp_path,
):
    (tmp_path / "signers").write_text(SIGNERS)
    asked = [
        "--signers",
        str(tmp_path / "signers"),
        "--assembly",
        "ward8-2026-11",
        "--json",
    ]
    result = CliRunner().invoke(main, ["verify", str(pack), *asked])
    told = msgspec.json.decode(result.stdout)
    assert (result.exit_code, told["verdict"]) == (1, "not-genuine")
    assert told["reason"] == "other-assembly"


HOSTILE = {
    "nothing": b"",
    "text": b"Dear clerk",
    "the first bytes of a pack": b"PK\x03\x04" + b"\0" * 26 + b"pb-result_",
    "noise under a pack's name": b"PK\x03\x04"
    + bytes(range(256)) * 40
    + b"pb-result_",
    "an end without a beginning": b"PK\x05\x06" + b"\0" * 18,
}


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("brought", ["both", "nothing"])
def test_json_prints_one_line_for_every_input(what, brought, tmp_path):
    path, signers = tmp_path / "thing.zip", tmp_path / "signers"
    path.write_bytes(HOSTILE[what])
    signers.write_text(SIGNERS)
    words = (
        ["--signers", str(signers), "--assembly", ASSEMBLY]
        if brought == "both"
        else []
    )
    one_verdict(
        CliRunner().invoke(main, ["verify", str(path), *words, "--json"]),
    )


@pytest.mark.parametrize(
    "name",
    ["missing.zip", ".", "pipe", "\x1b[31mred\n\u202e.zip", "\udcff.zip"],
)
def test_json_prints_one_line_for_what_is_no_file_or_has_an_odd_name(
    name,
    tmp_path,
):
    path = tmp_path / name
    if name == "pipe":
        os.mkfifo(path)
    elif name.endswith(".zip") and name != "missing.zip":
        path.write_bytes(b"Dear clerk")
    for words in (
        ["verify", str(path), "--json"],
        ["check", str(path), "--json"],
    ):
        told = one_verdict(CliRunner().invoke(main, words))
        assert (
            told["verdict"],
            "\x1b" in str(told),
            "\u202e" in str(told),
        ) == (
            "unreadable",
            False,
            False,
        )


@pytest.mark.parametrize(
    "text",
    [b"\xff\xfe\x00", b"not a signers file", b"# \x0c"],
)
def test_json_prints_one_line_for_every_signers_file(text, pack, tmp_path):
    (tmp_path / "signers").write_bytes(text)
    for option in ("--signers", "--revoked"):
        words = [
            "verify",
            str(pack),
            "--assembly",
            ASSEMBLY,
            option,
            str(tmp_path / "signers"),
        ]
        assert (
            one_verdict(CliRunner().invoke(main, [*words, "--json"]))["verdict"]
            == "unreadable"
        )


def one_verdict(result: Result) -> dict[str, object]:
    """What was printed: one line, its verdict, and the exit code that goes with it."""
    (line,) = result.stdout.splitlines()
    told = msgspec.json.decode(line)
    codes = {
        "genuine": 0,
        "not-genuine": 1,
        "damaged": 1,
        "unreadable": 2,
        "whole": 3,
    }
    assert result.exit_code == codes[told["verdict"]]
    return told


@pytest.mark.parametrize(
    "error",
    [
        KeyError("x"),
        RecursionError(),
        MemoryError(),
        ValueError(),
        OverflowError(),
    ],
)
def test_m1_an_exception_inside_a_check_is_a_failed_check(
    error,
    pack,
    monkeypatch,
):
    def breaks(_: object) -> None:
        raise error

    last = checks.CHECKS[-1]
    changed = (*checks.CHECKS[:-1], replace(last, look=breaks, kinds=None))
    monkeypatch.setattr("pbdesk.pack.verify.CHECKS", changed)
    found = verify(pack, SIGNERS, ASSEMBLY)
    assert (found.verdict, [check.number for check in found.failed]) == (
        "not-genuine",
        [last.number],
    )


@pytest.mark.parametrize("text", [b"\xff\xfe\x00", b"not a signers file"])
def test_a_signers_file_that_cannot_be_read_is_said_in_one_sentence_with_2(
    text,
    pack,
    tmp_path,
):
    (tmp_path / "signers").write_bytes(text)
    result = CliRunner().invoke(
        main,
        [
            "verify",
            str(pack),
            "--signers",
            str(tmp_path / "signers"),
            "--assembly",
            ASSEMBLY,
        ],
    )
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
