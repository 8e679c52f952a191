from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.pack.keys import public_line, public_of
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.signers import Signer, read_revoked, read_signers
from tests.pack.sample import ASSEMBLY, KEYS, SIGNERS, WHO

KEY = public_line(public_of(KEYS["teller-1"]))
PURPOSE = 'namespaces="pbdesk-result-pack-v1"'
LATER = Signer("teller-1", ASSEMBLY, public_of(KEYS["teller-1"]), date(2026, 11, 1))


def test_the_signers_of_this_assembly_are_read_and_others_passed_over():
    others = f"facilitator@other-2025 {KEY} a comment\nsomebody@example.org ssh-rsa AAAA\n"
    text = f"# kept by the clerk\n\n{SIGNERS}{others}"
    assert [signer.who for signer in read_signers(text, ASSEMBLY)] == list(WHO)


def test_a_line_is_read_as_it_was_written():
    assert read_signers(LATER.line, ASSEMBLY) == (LATER,)
    assert LATER.line.startswith(
        f'teller-1@{ASSEMBLY} {PURPOSE},valid-after="20261101" ssh-ed25519 AAAA'
    )


def test_a_line_without_options_counts_as_ssh_keygen_counts_it():
    assert len(read_signers(f"teller-1@{ASSEMBLY} {KEY}", ASSEMBLY)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "hello",
        f"*@{ASSEMBLY} {KEY}",
        f"clerk@{ASSEMBLY} {KEY}",
        f"teller-1@{ASSEMBLY} cert-authority {KEY}",
        f'teller-1@{ASSEMBLY} {PURPOSE},valid-before="20271101" {KEY}',
        f'teller-1@{ASSEMBLY} {PURPOSE},valid-after="20261301" {KEY}',
        f'teller-1@{ASSEMBLY} namespaces="file" {KEY}',
        f"teller-1@{ASSEMBLY} ssh-rsa AAAAB3NzaC1yc2E=",
        f"teller-1@{ASSEMBLY} ssh-ed25519 AAAA",
    ],
)
def test_a_line_that_means_more_than_is_checked_is_refused_by_its_number(line):
    with pytest.raises(PackRefused) as refused:
        read_signers(f"# one\n{line}\n", ASSEMBLY)
    assert "Line 2" in render(refused.value.words)


def test_revoked_keys_are_read_one_a_line():
    assert read_revoked(f"# lost\n{KEY} teller-1\n") == {public_of(KEYS["teller-1"])}


@given(st.text(st.sampled_from(' "\n,=@*#ssh-ed25519namespacesAAAAC3Nza'), max_size=80))
def test_whatever_the_text_is_there_is_an_answer_or_one_sentence(text):
    for line in (text, f"teller-1@{ASSEMBLY} {text}", f"teller-1@{ASSEMBLY} {text} {KEY}"):
        with contextlib.suppress(PackRefused):
            assert all(signer.assembly == ASSEMBLY for signer in read_signers(line, ASSEMBLY))
        with contextlib.suppress(PackRefused):
            assert all(len(key) == 32 for key in read_revoked(line))
