"""Packs as they are made from a declared assembly.

What is in them, and that every way to check them agrees.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pbdesk.app.jobs.packing import Made, make_pack
from pbdesk.app.jobs.progress import silent
from pbdesk.assembly import supplements
from pbdesk.i18n import ENGLISH, render
from pbdesk.pack.bag import read_zip
from pbdesk.pack.keys import public_of
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.sign import add_signature
from pbdesk.pack.signers import Signer
from pbdesk.pack.verify import verify
from pbdesk.resources import resource
from tests.pack.sample import KEYS

MADE = date(2026, 11, 26)


@pytest.fixture(scope="module")
def made(source, tmp_path_factory) -> Made:
    made = make_pack(
        source,
        tmp_path_factory.mktemp("packs"),
        locale=ENGLISH,
        made=MADE,
        progress=silent,
    )
    for who, key in KEYS.items():
        add_signature(made.path, who, key)
    return made


def checked(made: Made, assembly: str) -> dict[int, tuple[bool | None, str]]:
    signers = "\n".join(
        Signer(who, assembly, public_of(key)).line for who, key in KEYS.items()
    )
    found = verify(made.path, signers, assembly)
    return {
        check.number: (check.passed, render(check.detail))
        for check in found.checks
    }


def test_a_real_pack_passes_every_check_and_only_counting_again_needs_the_auditor_copy(
    source,
    made,
):
    found = checked(made, source.figures.id)
    assert {number for number, (passed, _) in found.items() if not passed} == {
        19,
        21,
        26,
        *(28, 29, 30, 31),
    }  # nobody stamped its time, nothing followed yet, and there is one hall
    assert found[20] == (
        True,
        "8 rounds; each follows from the published totals.",
    )


def test_the_page_that_checks_packs_goes_with_every_pack(made):
    assert (
        read_zip(made.path).files["data/verify.html"]
        == resource("verify.html").read_bytes()
    )


def test_start_here_says_not_to_trust_the_page_in_the_pack(made):
    text = " ".join(
        read_zip(made.path).files["data/START-HERE.txt"].decode().split(),
    )
    assert "open a copy of “verify.html” that you trust" in text


def test_the_same_record_gives_the_same_pack(source, made, tmp_path):
    again = make_pack(
        source,
        tmp_path,
        locale=ENGLISH,
        made=MADE,
        progress=silent,
    )
    unsigned = {
        name: data
        for name, data in read_zip(made.path).files.items()
        if not name.startswith("signatures/")
    }
    assert read_zip(again.path).files == unsigned


def test_public_ballots_go_into_the_pack_and_are_counted_again(
    source,
    tmp_path,
):
    public = replace(
        source,
        figures=replace(source.figures, public_ballots=True),
    )
    made = make_pack(
        public,
        tmp_path,
        locale=ENGLISH,
        made=MADE,
        progress=silent,
    )
    for who, key in KEYS.items():
        add_signature(made.path, who, key)
    assert checked(made, source.figures.id)[19] == (
        True,
        "343 ballots counted again by “greedy”: the same outcome.",
    )


def test_a_result_that_packs_follow_is_not_made_anew(source, tmp_path):
    following = supplements.Supplements(
        (
            supplements.Supplement(
                "answer",
                1,
                "a.zip",
                "cd" * 32,
                datetime(2027, 2, 1, tzinfo=UTC),
            ),
        ),
    )
    state = replace(source.state, supplements=following)
    with pytest.raises(PackRefused, match="Packs follow this result already"):
        make_pack(
            replace(source, state=state),
            tmp_path,
            locale=ENGLISH,
            made=MADE,
            progress=silent,
        )
    assert not list(tmp_path.iterdir())
