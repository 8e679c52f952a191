from __future__ import annotations

import shutil
import subprocess

import pytest
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from pbdesk.pack.keys import public_of
from pbdesk.pack.sign import read_sshsig, signature_files, sshsig
from pbdesk.pack.signers import NAMESPACE
from tests.pack.sample import ASSEMBLY, KEYS, SIGNERS

KEY = KEYS["teller-1"]
MESSAGE = b"0123  bag-info.txt\n"

with_ssh_keygen = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None,
    reason="ssh-keygen is not on this machine",
)


def test_a_signature_is_read_as_it_was_written():
    found = read_sshsig(sshsig(KEY, MESSAGE))
    assert (found.public, found.namespace) == (
        public_of(KEY),
        NAMESPACE.encode(),
    )
    assert found.is_of(MESSAGE)
    assert not found.is_of(MESSAGE + b"\n")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text + b"\n",
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: text[:40] + b"\n" + text[40:],
        lambda text: text.replace(b"BEGIN", b"begin"),
        lambda text: text[:0],
        lambda text: b"\xff" + text,
        lambda text: text[:200],
    ],
)
def test_a_signature_file_written_in_any_other_way_is_refused(change):
    with pytest.raises(ValueError, match=r"not|cut"):
        read_sshsig(change(sshsig(KEY, MESSAGE)))


@with_ssh_keygen
@pytest.mark.parametrize(("namespace", "code"), [(NAMESPACE, 0), ("file", 255)])
def test_ssh_keygen_accepts_the_signature_for_this_purpose_only(
    namespace,
    code,
    tmp_path,
):
    (tmp_path / "allowed_signers").write_text(SIGNERS)
    (tmp_path / "signature").write_bytes(sshsig(KEY, MESSAGE))
    asked = [
        "ssh-keygen",
        "-Y",
        "verify",
        "-f",
        "allowed_signers",
        "-I",
        f"teller-1@{ASSEMBLY}",
        "-n",
        namespace,
        "-s",
        "signature",
    ]
    assert (
        subprocess.run(
            asked,
            cwd=tmp_path,
            input=MESSAGE,
            capture_output=True,
            check=False,
        ).returncode
        == code
    )


@with_ssh_keygen
def test_a_teller_may_sign_with_ssh_keygen_and_gets_the_same_bytes(tmp_path):
    (tmp_path / "key").write_bytes(
        KEY.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()),
    )
    (tmp_path / "key").chmod(0o600)
    (tmp_path / "message").write_bytes(MESSAGE)
    asked = [
        "ssh-keygen",
        "-Y",
        "sign",
        "-f",
        "key",
        "-n",
        NAMESPACE,
        "message",
    ]
    subprocess.run(asked, cwd=tmp_path, capture_output=True, check=True)
    assert (tmp_path / "message.sig").read_bytes() == sshsig(KEY, MESSAGE)


@pytest.mark.skipif(
    shutil.which("openssl") is None,
    reason="openssl is not on this machine",
)
def test_openssl_accepts_the_raw_signature(tmp_path):
    for name, content in signature_files(KEY, "teller-1", MESSAGE).items():
        (tmp_path / name.removeprefix("signatures/")).write_bytes(content)
    (tmp_path / "message").write_bytes(MESSAGE)
    asked = [
        "openssl",
        "pkeyutl",
        "-verify",
        "-pubin",
        "-inkey",
        "teller-1.pem",
        "-rawin",
        "-in",
        "message",
        "-sigfile",
        "teller-1.ed25519",
    ]
    subprocess.run(asked, cwd=tmp_path, capture_output=True, check=True)
