"""A key is replaced or revoked.

What the files say, and what `pbdesk verify` and ssh-keygen make of them.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pbdesk.i18n import ENGLISH, render
from pbdesk.pack.bag import SIGNED, Bag, write_zip
from pbdesk.pack.keys import (
    fingerprint,
    load_key,
    make_key,
    public_in,
    public_line,
    public_of,
)
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.rekeying import (
    KEY_CHANGE,
    Replacement,
    replace_key,
    revoke_key,
    revoked_name,
)
from pbdesk.pack.sign import read_sshsig
from pbdesk.pack.signers import NAMESPACE, Signer, read_revoked, read_signers
from pbdesk.pack.verify import verify
from tests.pack.sample import ASSEMBLY, DAY, KEYS, SIGNERS, Evening, sign_all

OLD, NEW = "lamp bench fridge kerb", "spoon river canal gate"
TELLER = f"teller-1@{ASSEMBLY}"
OTHERS = {who: key for who, key in KEYS.items() if who != "teller-1"}

with_ssh_keygen = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None,
    reason="ssh-keygen is not on this machine",
)


@dataclass(frozen=True)
class Stick:
    """A signer's stick with the old key.

    And after `replaced` the new one and the file that says so.
    """

    folder: Path
    old: Ed25519PrivateKey
    new: Ed25519PrivateKey
    change: Replacement

    @property
    def text(self) -> str:
        """The file for whoever keeps the list of keys."""
        return (self.folder / self.change.name).read_text(encoding="utf-8")


def replaced(folder: Path) -> Replacement:
    return replace_key(
        folder / "teller-1.key",
        OLD,
        folder,
        NEW,
        who="teller-1",
        assembly=ASSEMBLY,
        day=DAY,
        locale=ENGLISH,
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Stick:
    """Made once: opening and making a key takes half a second each."""
    folder = tmp_path_factory.mktemp("stick")
    key = make_key(folder / "teller-1.key", OLD, TELLER)
    change = replaced(folder)
    return Stick(
        folder,
        key,
        load_key(folder / "teller-1_2026-11-24.key", NEW),
        change,
    )


@pytest.fixture
def stick(made, tmp_path) -> Stick:
    """The stick after the key was replaced."""
    return replace(
        made,
        folder=Path(shutil.copytree(made.folder, tmp_path / "stick")),
    )


@pytest.fixture
def fresh(made, tmp_path) -> Path:
    """The folder of a stick with the old key alone."""
    folder = tmp_path / "fresh"
    folder.mkdir()
    for name in ("teller-1.key", "teller-1.key.pub"):
        shutil.copy(made.folder / name, folder)
    return folder


def list_with(key: Ed25519PrivateKey, *lines: str) -> str:
    """The list of keys as the clerk has it, with that key of the first teller.

    And what was added later.
    """
    first = Signer("teller-1", ASSEMBLY, public_of(key)).line
    others = "".join(
        line
        for line in SIGNERS.splitlines(keepends=True)
        if not line.startswith("teller-1")
    )
    return "".join([others, first, "\n", *lines])


def failed(
    tmp_path: Path,
    bag: Bag,
    signers: str,
    revoked: str = "",
) -> str | None:
    """What the first check says that fails."""
    write_zip(bag, tmp_path / f"{bag.name}.zip")
    found = verify(
        tmp_path / f"{bag.name}.zip",
        signers,
        ASSEMBLY,
        revoked,
    ).failed
    return render(found[0].detail) if found else None


def signed_with(key: Ed25519PrivateKey) -> Bag:
    return sign_all(Evening().bag(), {**OTHERS, "teller-1": key})


def keygen(
    folder: Path,
    *words: str,
    message: bytes = b"",
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["ssh-keygen", *words],
        cwd=folder,
        input=message,
        capture_output=True,
        check=False,
    )


# Replaced


def test_the_file_of_a_replaced_key_is_signed_by_the_old_one_and_names_both(
    stick,
):
    signature = read_sshsig(
        (stick.folder / f"{stick.change.name}.sig").read_bytes(),
    )
    assert stick.change.name == f"key-change_{ASSEMBLY}_teller-1_2026-11-24.txt"
    assert signature.is_of(stick.text.encode())
    assert (signature.public, signature.namespace) == (
        public_of(stick.old),
        KEY_CHANGE.encode(),
    )
    assert all(
        fingerprint(public_of(key)) in stick.text
        for key in (stick.old, stick.new)
    )
    assert read_signers(stick.text, ASSEMBLY) == (
        Signer("teller-1", ASSEMBLY, public_of(stick.new), DAY),
    )


def test_with_its_line_added_packs_of_both_keys_are_genuine(stick, tmp_path):
    known = list_with(stick.old, stick.text)
    assert failed(tmp_path, signed_with(stick.old), known) is None
    assert failed(tmp_path, signed_with(stick.new), known) is None
    assert failed(tmp_path, signed_with(stick.new), list_with(stick.old)) == (
        "The signature of teller-1 was made with a key that is not theirs."
    )


def test_a_new_key_does_not_count_for_packs_of_an_earlier_day(stick, tmp_path):
    later = Signer(
        "teller-1",
        ASSEMBLY,
        public_of(stick.new),
        DAY + timedelta(days=1),
    )
    known = list_with(
        stick.old,
        Replacement(later, public_of(stick.old), DAY).text(ENGLISH).decode(),
    )
    assert failed(tmp_path, signed_with(stick.new), known) == (
        "The key of teller-1 counts only for packs of a later day."
    )


def test_the_signature_of_a_change_is_never_one_of_a_pack(stick, tmp_path):
    pack, change = (
        signed_with(stick.old),
        (stick.folder / f"{stick.change.name}.sig").read_bytes(),
    )
    assert (
        failed(
            tmp_path,
            Bag(
                pack.name,
                {**pack.files, "signatures/teller-1.sshsig": change},
            ),
            list_with(stick.old),
        )
        == "teller-1 signed something, but not as a pack of this kind."
    )


def test_without_the_passphrase_of_the_old_key_nothing_is_made(fresh):
    with pytest.raises(PackRefused, match="does not open"):
        replace_key(
            fresh / "teller-1.key",
            "another",
            fresh,
            NEW,
            who="teller-1",
            assembly=ASSEMBLY,
            day=DAY,
            locale=ENGLISH,
        )
    assert sorted(file.name for file in fresh.iterdir()) == [
        "teller-1.key",
        "teller-1.key.pub",
    ]


def test_a_key_is_replaced_once_a_day_and_no_file_is_written_over(stick):
    kept = {file.name: file.read_bytes() for file in stick.folder.iterdir()}
    with pytest.raises(PackRefused) as refused:
        replaced(stick.folder)
    assert (
        render(refused.value.words)
        == f"There is a file “{stick.change.name}” already."
    )
    assert kept == {
        file.name: file.read_bytes() for file in stick.folder.iterdir()
    }


def test_where_the_files_cannot_all_be_written_none_is_left(fresh):
    (
        fresh / f".key-change_{ASSEMBLY}_teller-1_2026-11-24.txt.part"
    ).mkdir()  # in the way of what is written last
    with pytest.raises(PackRefused, match="could not be written"):
        replaced(fresh)
    assert sorted(file.name for file in fresh.iterdir() if file.is_file()) == [
        "teller-1.key",
        "teller-1.key.pub",
    ]


@with_ssh_keygen
def test_ssh_keygen_says_which_key_signed_the_change_and_takes_its_line(stick):
    asked = (
        "-Y",
        "check-novalidate",
        "-n",
        KEY_CHANGE,
        "-s",
        f"{stick.change.name}.sig",
    )
    found = keygen(stick.folder, *asked, message=stick.text.encode())
    assert (
        found.returncode,
        fingerprint(public_of(stick.old)) in found.stdout.decode(),
    ) == (
        0,
        True,
    )
    assert (
        keygen(
            stick.folder,
            *asked,
            message=stick.text.encode() + b"\n",
        ).returncode
        != 0
    )
    by_new = verifying(
        stick,
        signed_with(stick.new),
        list_with(stick.old, stick.text),
    )
    assert by_new("-Overify-time=20261201") == 0
    assert by_new("-Overify-time=20261101") != 0


def verifying(stick: Stick, pack: Bag, known: str):
    """Asks ssh-keygen whether the first teller signed that pack, by that list of keys.

    Gives its exit code.
    """
    (stick.folder / "allowed_signers").write_text(known)
    (stick.folder / "sig").write_bytes(pack.files["signatures/teller-1.sshsig"])
    asked = (
        "-Y",
        "verify",
        "-f",
        "allowed_signers",
        "-I",
        TELLER,
        "-n",
        NAMESPACE,
        "-s",
        "sig",
    )
    return lambda *more: (
        keygen(
            stick.folder,
            *asked,
            *more,
            message=pack.files[SIGNED],
        ).returncode
    )


# Revoked


def revoked_on(stick: Stick) -> str:
    """The list of revoked keys on the stick, with the old key in it."""
    revoke_key(public_of(stick.old), stick.folder, assembly=ASSEMBLY, day=DAY)
    return (stick.folder / revoked_name(ASSEMBLY)).read_text()


def test_a_revoked_key_counts_no_longer_for_packs_before_it_either(
    stick,
    tmp_path,
):
    assert read_revoked(revoked_on(stick)) == {public_of(stick.old)}
    assert failed(
        tmp_path,
        signed_with(stick.old),
        list_with(stick.old),
        revoked_on(stick),
    ) == ("The key of teller-1 was revoked.")


def test_once_the_old_key_is_revoked_packs_of_the_new_one_are_genuine(
    stick,
    tmp_path,
):
    known = list_with(stick.old, stick.text)
    assert (
        failed(tmp_path, signed_with(stick.new), known, revoked_on(stick))
        is None
    )
    assert (
        failed(tmp_path, signed_with(stick.old), known, revoked_on(stick))
        == "The key of teller-1 was revoked."
    )


def test_a_key_is_added_once_to_the_list_that_is_there(stick):
    path, other, old = (
        stick.folder / revoked_name(ASSEMBLY),
        public_of(KEYS["teller-2"]),
        public_of(stick.old),
    )
    path.write_text(f"# of last year\n{public_line(other)}")
    for _ in range(2):
        assert revoke_key(old, stick.folder, assembly=ASSEMBLY, day=DAY) == {
            other,
            old,
        }
    assert path.read_text() == (
        f"# of last year\n{public_line(other)}\n# {fingerprint(old)}, 2026-11-24\n{public_line(old)}\n"
    )


def test_a_list_that_cannot_be_read_is_left_as_it_is(stick):
    path = stick.folder / revoked_name(ASSEMBLY)
    path.write_text("SHA256:of something\n")
    with pytest.raises(PackRefused):
        revoked_on(stick)
    assert path.read_text() == "SHA256:of something\n"


@pytest.mark.parametrize("ending", ["", ".pub"])
def test_the_public_key_is_read_without_a_passphrase(stick, ending):
    assert public_in(stick.folder / f"teller-1.key{ending}") == public_of(
        stick.old,
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Dear clerk",
        b"ssh-ed25519 AAAA",
        b"ssh-rsa AAAA",
        b"\xff" * 90,
        b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
    ],
)
def test_what_is_no_key_is_said_in_a_sentence(content, tmp_path):
    (tmp_path / "key").write_bytes(content)
    with pytest.raises(PackRefused) as refused:
        public_in(tmp_path / "key")
    assert render(refused.value.words) == (
        "“key” holds no Ed25519 key. Choose the key file, or the file “.pub” beside it."
    )


@with_ssh_keygen
def test_ssh_keygen_refuses_a_pack_by_the_same_list(stick):
    by_old = verifying(stick, signed_with(stick.old), list_with(stick.old))
    assert by_old() == 0
    _ = revoked_on(stick)
    assert by_old("-r", revoked_name(ASSEMBLY)) != 0
