from __future__ import annotations

import contextlib
import itertools
import shutil
import subprocess
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.pack.bag import write_zip
from pbdesk.pack.keys import public_line, public_of
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.sign import sshsig
from pbdesk.pack.signers import NAMESPACE, Signer, read_revoked, read_signers
from pbdesk.pack.verify import verify
from tests.pack.sample import ASSEMBLY, KEYS, ROGUE_KEYS, SIGNERS, WHO, Evening

KEY = public_line(public_of(KEYS["teller-1"]))
PURPOSE = 'namespaces="pbdesk-result-pack-v1"'
LATER = Signer(
    "teller-1",
    ASSEMBLY,
    public_of(KEYS["teller-1"]),
    date(2026, 11, 1),
)


def test_the_signers_of_this_assembly_are_read_and_others_passed_over():
    others = f"facilitator@other-2025 {KEY} a comment\nsomebody@example.org ssh-rsa AAAA\n"
    text = f"# kept by the clerk\n\n{SIGNERS}{others}"
    assert [signer.who for signer in read_signers(text, ASSEMBLY)] == list(WHO)


def test_a_line_is_read_as_it_was_written():
    assert read_signers(LATER.line, ASSEMBLY) == (LATER,)
    assert LATER.line.startswith(
        f'teller-1@{ASSEMBLY} {PURPOSE},valid-after="20261101" ssh-ed25519 AAAA',
    )


def test_a_line_without_options_counts_as_ssh_keygen_counts_it():
    assert len(read_signers(f"teller-1@{ASSEMBLY} {KEY}", ASSEMBLY)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "hello",
        f"*@{ASSEMBLY} {KEY}",
        f"mayor@{ASSEMBLY} {KEY}",
        f"teller-1@{ASSEMBLY} cert-authority {KEY}",
        f'teller-1@{ASSEMBLY} {PURPOSE},valid-before="20271101" {KEY}',
        f'teller-1@{ASSEMBLY} {PURPOSE},valid-after="20261301" {KEY}',
        f'teller-1@{ASSEMBLY} namespaces="file" {KEY}',
        f"teller-1@{ASSEMBLY} {PURPOSE},{PURPOSE} {KEY}",
        f'teller-1@{ASSEMBLY} namespaces="pbdesk-result-pack-v1,!pbdesk-*" {KEY}',
        f'teller-1@{ASSEMBLY} {PURPOSE},valid-after="20261101",valid-after="20000101" {KEY}',
        f"teller-1@{ASSEMBLY}\u00a0{KEY}",
        f"teller-1@{ASSEMBLY} ssh-rsa AAAAB3NzaC1yc2E=",
        f"teller-1@{ASSEMBLY} ssh-ed25519 AAAA",
    ],
)
def test_a_line_that_means_more_than_is_checked_is_refused_by_its_number(line):
    with pytest.raises(PackRefused) as refused:
        read_signers(f"# one\n{line}\n", ASSEMBLY)
    assert "Line 2" in render(refused.value.words)


def test_revoked_keys_are_read_one_a_line():
    assert read_revoked(f"# lost\n{KEY} teller-1\n") == {
        public_of(KEYS["teller-1"]),
    }


HIDING = [
    "\r",
    "\f",
    "\v",
    "\0",
    "\x1b",
    "\x1c",
    "\x1d",
    "\x1e",
    "\x85",
    "\u2028",
    "\u2029",
]
"""Where one program or another ends a line, and ssh-keygen does not."""

ROGUE_LINE = Signer(
    "facilitator",
    ASSEMBLY,
    public_of(ROGUE_KEYS["facilitator"]),
).line

with_ssh_keygen = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None,
    reason="ssh-keygen is not on this machine",
)


def counts_here(text: str, who: str, key: bytes) -> bool:
    """Whether this reader of a signers file lets `key` sign as `who`."""
    try:
        return any(
            (signer.who, signer.public) == (who, key)
            for signer in read_signers(text, ASSEMBLY)
        )
    except PackRefused:
        return False


@pytest.mark.parametrize("sign", HIDING, ids=ascii)
@pytest.mark.parametrize(
    "before",
    ["# The key of teller-1 was replaced", f"{LATER.line} a comment"],
)
def test_c1_no_line_hides_in_a_comment_of_the_signers_file(before, sign):
    """One teller signs a key change whose comment ends in a line for the facilitator."""
    with pytest.raises(PackRefused) as refused:
        read_signers(f"{SIGNERS}{before}{sign}{ROGUE_LINE}\n", ASSEMBLY)
    assert (
        "Line 4 of the signers file is not taken: it holds a sign that is not seen (U+"
        in render(refused.value.words)
    )


@pytest.mark.parametrize("sign", HIDING, ids=ascii)
def test_c1_no_key_hides_in_a_comment_of_the_file_of_revoked_keys(sign):
    with pytest.raises(PackRefused):
        read_revoked(f"# lost{sign}{KEY}\n")


def test_a_signers_file_from_windows_is_read_as_ssh_keygen_reads_it():
    text = SIGNERS.replace("\n", "\r\n").replace(" ", "\t")
    assert [signer.who for signer in read_signers(text, ASSEMBLY)] == list(WHO)
    assert read_revoked(KEY.replace(" ", "\t") + "\r\n") == {
        public_of(KEYS["teller-1"]),
    }


@with_ssh_keygen
def test_c1_in_every_order_of_lines_comments_and_changes_ssh_keygen_agrees(
    tmp_path,
):
    """A forger's key counts here only where ssh-keygen lets it sign, whatever hides where."""
    (tmp_path / "sig").write_bytes(
        sshsig(ROGUE_KEYS["facilitator"], b"a forged manifest"),
    )
    rogue = public_of(ROGUE_KEYS["facilitator"])
    pieces = (SIGNERS.split("\n")[0], "# a comment", LATER.line)
    for sign in ["\n", "\r\n", " ", "\t", *HIDING]:
        for order in itertools.permutations((*pieces, ROGUE_LINE)):
            at = order.index(ROGUE_LINE)
            text = (
                "\n".join(order[:at])
                + (sign if at else "")
                + "\n".join(order[at:])
                + "\n"
            )
            if counts_here(text, "facilitator", rogue):
                assert ssh_keygen_takes(tmp_path, text), ascii(text)


def ssh_keygen_takes(folder, text: str) -> bool:
    (folder / "signers").write_bytes(text.encode())
    ask = [
        "ssh-keygen",
        "-Y",
        "verify",
        "-f",
        "signers",
        "-I",
        f"facilitator@{ASSEMBLY}",
    ]
    found = subprocess.run(
        [*ask, "-n", NAMESPACE, "-s", "sig"],
        cwd=folder,
        input=b"a forged manifest",
        capture_output=True,
        check=False,
    )
    return found.returncode == 0


@given(
    st.text(
        st.sampled_from(' "\n,=@*#ssh-ed25519namespacesAAAAC3Nza'),
        max_size=80,
    ),
)
def test_whatever_the_text_is_there_is_an_answer_or_one_sentence(text):
    for line in (
        text,
        f"teller-1@{ASSEMBLY} {text}",
        f"teller-1@{ASSEMBLY} {text} {KEY}",
    ):
        with contextlib.suppress(PackRefused):
            assert all(
                signer.assembly == ASSEMBLY
                for signer in read_signers(line, ASSEMBLY)
            )
        with contextlib.suppress(PackRefused):
            assert all(len(key) == 32 for key in read_revoked(line))


def test_a_signer_must_sign_the_kinds_that_their_line_names_and_no_others(
    tmp_path,
):
    lines = SIGNERS + (
        f'keeper@{ASSEMBLY} namespaces="pbdesk-answer-pack-v1,pbdesk-followup-pack-v1" '
        f"{public_line(public_of(ROGUE_KEYS['teller-1']))}\n"
    )
    assert [signer.kinds for signer in read_signers(lines, ASSEMBLY)] == [
        *[("result",)] * 3,
        ("answer", "follow-up"),
    ]
    path = tmp_path / "received.zip"
    write_zip(Evening().signed(), path)
    assert verify(path, lines, ASSEMBLY).genuine


def test_a_line_says_its_kinds_as_it_was_read():
    signer = Signer("keeper", ASSEMBLY, bytes(32), kinds=("answer", "money"))
    assert read_signers(signer.line, ASSEMBLY) == (signer,)


@pytest.mark.parametrize(
    "namespaces",
    ["pbdesk-*", "git", "pbdesk-answers-pack-v1", ""],
)
def test_a_line_that_names_no_kind_of_pack_is_refused(namespaces):
    with pytest.raises(PackRefused, match="signers file is not taken"):
        read_signers(
            f'keeper@{ASSEMBLY} namespaces="{namespaces}" {KEY}',
            ASSEMBLY,
        )
