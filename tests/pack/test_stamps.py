"""Time stamps: asked for offline, put in later, and held against the signed bytes.

The authority is made here.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from pbdesk.cli import main
from pbdesk.pack.bag import read_zip, write_zip
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.stamps import add_stamp, query, read_stamp, stamped
from pbdesk.pack.verify import verify
from tests.pack.sample import ASSEMBLY, SIGNERS, Evening, sign_all
from tests.vectors.stamps import AUTHORITY, Authority


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


def check(path: Path):
    return next(
        each
        for each in verify(path, SIGNERS, ASSEMBLY).checks
        if each.number == 21
    )


def test_a_pack_without_a_stamp_says_nothing_about_time(pack):
    assert check(pack).passed is None


def test_the_same_pack_asks_the_same_and_openssl_reads_it(genuine, tmp_path):
    assert query(genuine) == query(Evening().signed())
    (tmp_path / "pack.tsq").write_bytes(query(genuine))
    said = subprocess.run(
        ["openssl", "ts", "-query", "-in", tmp_path / "pack.tsq", "-text"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "Hash Algorithm: sha256" in said
    assert "Certificate required: yes" in said


def test_an_answer_is_taken_into_the_pack_and_no_signed_byte_is_touched(
    pack,
    genuine,
    authority,
):
    stamp = add_stamp(pack, authority.answer(query(genuine)))
    assert stamp.by == AUTHORITY
    found = read_zip(pack)
    assert {name: found.files[name] for name in genuine.files} == genuine.files
    assert check(pack).passed is True
    assert verify(pack, SIGNERS, ASSEMBLY).genuine


def test_who_signs_later_keeps_the_stamp(pack, authority):
    unsigned = Evening().bag()
    bag, _ = stamped(unsigned, authority.answer(query(unsigned)))
    write_zip(sign_all(bag), pack)
    assert check(pack).passed is True


def test_a_stamp_of_something_else_is_refused_and_the_pack_stays(
    pack,
    authority,
):
    before = pack.read_bytes()
    with pytest.raises(PackRefused, match="not taken"):
        add_stamp(
            pack,
            authority.answer(query(Evening().but(stage="rehearsal").signed())),
        )
    assert pack.read_bytes() == before


def test_a_certificate_that_is_not_for_time_stamps_attests_nothing(genuine):
    with pytest.raises(PackRefused, match="not one for time stamps"):
        read_stamp(
            Authority(purpose=False).answer(query(genuine)),
            genuine.signed,
        )


def test_an_answer_that_was_changed_attests_nothing(genuine, authority):
    answer = authority.answer(query(genuine))
    later = answer.replace(b"20261125090000Z", b"20211125090000Z")
    assert later != answer
    with pytest.raises(PackRefused, match="does not hold"):
        read_stamp(later, genuine.signed)


@pytest.mark.parametrize(
    "response",
    [b"", b"0", b"0\x80", b"Dear clerk", bytes(2000), b"0\x03\x02\x01\x02"],
)
def test_a_file_that_is_no_answer_is_refused(response, genuine):
    with pytest.raises(PackRefused):
        read_stamp(response, genuine.signed)


def test_the_same_stamp_is_not_put_in_twice_and_a_fourth_not_at_all(
    genuine,
    authority,
):
    bag = genuine
    answers = [authority.answer(query(genuine)) for _ in range(4)]
    for answer in answers[:3]:
        bag, _ = stamped(bag, answer)
    with pytest.raises(PackRefused, match="already"):
        stamped(bag, answers[0])
    with pytest.raises(PackRefused, match="takes no more"):
        stamped(bag, answers[3])


def test_openssl_checks_the_stamp_in_the_pack(genuine, authority, tmp_path):
    bag, _ = stamped(genuine, authority.answer(query(genuine)))
    (tmp_path / "signed").write_bytes(bag.signed)
    (tmp_path / "1.tsr").write_bytes(bag.files["tsa/1.tsr"])
    (tmp_path / "root.pem").write_bytes(authority.pem)
    asked = [
        "openssl",
        "ts",
        "-verify",
        "-data",
        tmp_path / "signed",
        "-in",
        tmp_path / "1.tsr",
        "-CAfile",
        tmp_path / "root.pem",
    ]
    assert (
        "Verification: OK"
        in subprocess.run(
            asked,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    )
    (tmp_path / "signed").write_bytes(bag.signed + b"\n")
    assert (
        subprocess.run(asked, capture_output=True, check=False).returncode != 0
    )


def test_an_answer_made_by_openssl_is_taken(genuine, authority, tmp_path):
    (tmp_path / "pack.tsq").write_bytes(query(genuine))
    authority.write(tmp_path)
    subprocess.run(
        [
            "openssl",
            "ts",
            "-reply",
            "-config",
            tmp_path / "tsa.cnf",
            "-queryfile",
            tmp_path / "pack.tsq",
            "-out",
            tmp_path / "pack.tsr",
        ],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert (
        read_stamp((tmp_path / "pack.tsr").read_bytes(), genuine.signed).by
        == AUTHORITY
    )


def test_the_command_writes_the_query_and_takes_the_answer(
    pack,
    genuine,
    authority,
    tmp_path,
):
    asked = CliRunner().invoke(main, ["stamp", str(pack)])
    written = Path(asked.stdout.strip())
    assert written.read_bytes() == query(genuine)
    (tmp_path / "answer.tsr").write_bytes(
        authority.answer(written.read_bytes()),
    )
    taken = CliRunner().invoke(
        main,
        ["stamp", str(pack), str(tmp_path / "answer.tsr")],
    )
    assert (
        taken.output
        == f"{AUTHORITY} attests that the pack existed at 2026-11-25 09:00:00 UTC.\n"
    )
    again = CliRunner().invoke(
        main,
        ["stamp", str(pack), str(tmp_path / "answer.tsr")],
    )
    assert (again.exit_code, "in the pack already" in again.stderr) == (2, True)
