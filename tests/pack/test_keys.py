from __future__ import annotations

import shutil
import stat
import struct
import subprocess
import sys
import time
from base64 import b64decode, b64encode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from pbdesk.pack import keys
from pbdesk.pack.keys import (
    fingerprint,
    fingerprint_of_line,
    load_key,
    make_key,
    public_line,
    public_of,
)
from pbdesk.pack.refused import PackRefused
from tests.pack.sample import KEYS

USUAL = keys.ROUNDS
"""What a key costs outside the tests, where keys are cheap (tests/conftest.py)."""

with_ssh_keygen = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None,
    reason="ssh-keygen is not on this machine",
)


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stick with the first teller's key on it, under the passphrase “correct horse”."""
    folder = tmp_path_factory.mktemp("stick")
    make_key(folder / "teller-1", "correct horse", "teller-1@ward7-2026-11")
    return folder


def test_a_key_opens_with_its_passphrase(stick):
    key = load_key(stick / "teller-1", "correct horse")
    assert (
        stick / "teller-1.pub"
    ).read_text() == f"{public_line(public_of(key))} teller-1@ward7-2026-11\n"


def test_a_wrong_passphrase_is_said_in_one_sentence(stick):
    with pytest.raises(PackRefused, match="The passphrase does not open"):
        load_key(stick / "teller-1", "battery staple")


def test_a_guess_costs_120_rounds_of_bcrypt(tmp_path, monkeypatch):
    """What the key file itself asks of whoever opens it; 100 are half a second of work."""
    monkeypatch.setattr(keys, "ROUNDS", USUAL)
    make_key(tmp_path / "teller-1", "correct horse", "teller-1@ward7-2026-11")
    assert rounds_of((tmp_path / "teller-1").read_bytes()) == 120


@pytest.mark.skipif(
    sys.platform == "win32",
    reason="Windows keeps rights otherwise",
)
def test_nobody_else_may_read_the_key_file(stick):
    assert stat.S_IMODE((stick / "teller-1").stat().st_mode) == 0o600


def test_a_key_is_never_written_over(stick):
    with pytest.raises(PackRefused, match="already"):
        make_key(stick / "teller-1", "correct horse", "again")


def test_a_key_needs_a_passphrase(tmp_path):
    with pytest.raises(PackRefused, match="passphrase"):
        make_key(tmp_path / "key", "", "no passphrase")
    assert not list(tmp_path.iterdir())


def opened(key_file: bytes) -> tuple[bytes, int]:
    """The key file's bytes, and where it says how many rounds of bcrypt it asks for."""
    blob = b64decode(b"".join(key_file.splitlines()[1:-1]))
    return blob, blob.index(b"bcrypt") + 6 + 4 + 4 + 16


def rounds_of(key_file: bytes) -> int:
    blob, at = opened(key_file)
    return struct.unpack(">L", blob[at : at + 4])[0]


def rounds_asked(key_file: bytes, rounds: int) -> bytes:
    """The key file asking for another number of rounds."""
    lines = key_file.splitlines()
    blob, at = opened(key_file)
    blob = blob[:at] + struct.pack(">L", rounds) + blob[at + 4 :]
    return b"\n".join([lines[0], b64encode(blob), lines[-1], b""])


@pytest.mark.parametrize(
    "what",
    [
        "empty",
        "text",
        "no passphrase",
        "of another kind",
        "asks for hours",
        "damaged",
    ],
)
def test_a_file_that_is_no_signing_key_is_said_in_one_sentence(
    what,
    stick,
    tmp_path,
):
    whole = (stick / "teller-1").read_bytes()
    other = generate_private_key(SECP256R1())
    (tmp_path / "key").write_bytes(
        {
            "empty": b"",
            "text": b"-----BEGIN OPENSSH PRIVATE KEY-----\nhello\n-----END OPENSSH PRIVATE KEY-----\n",
            "no passphrase": KEYS["teller-1"].private_bytes(
                Encoding.PEM,
                PrivateFormat.OpenSSH,
                NoEncryption(),
            ),
            "of another kind": other.private_bytes(
                Encoding.PEM,
                PrivateFormat.TraditionalOpenSSL,
                NoEncryption(),
            ),
            "asks for hours": rounds_asked(whole, 2**31),
            "damaged": rounds_asked(whole, 2),
        }[what],
    )
    start = time.process_time()
    with pytest.raises(PackRefused):
        load_key(tmp_path / "key", "correct horse")
    assert time.process_time() - start < 2


def test_a_key_that_is_not_there_is_said_in_one_sentence(tmp_path):
    with pytest.raises(PackRefused, match="cannot be read"):
        load_key(tmp_path / "key", "x")


@with_ssh_keygen
def test_ssh_keygen_shows_the_same_fingerprint(stick):
    key = load_key(stick / "teller-1", "correct horse")
    shown = subprocess.run(
        ["ssh-keygen", "-lf", stick / "teller-1.pub"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert fingerprint(public_of(key)) in shown.stdout


def test_a_line_of_openssh_has_the_fingerprint_of_its_key_and_a_broken_one_none(
    stick,
):
    public = public_of(load_key(stick / "teller-1", "correct horse"))
    assert fingerprint_of_line(public_line(public)) == fingerprint(public)
    assert [
        fingerprint_of_line(line) for line in ("", "key", "ssh-ed25519 §§§")
    ] == [
        "",
        "",
        "",
    ]


@with_ssh_keygen
def test_ssh_keygen_opens_the_key_file(stick):
    asked = [
        "ssh-keygen",
        "-y",
        "-P",
        "correct horse",
        "-f",
        stick / "teller-1",
    ]
    shown = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert shown.stdout.startswith(
        public_line(public_of(load_key(stick / "teller-1", "correct horse"))),
    )
