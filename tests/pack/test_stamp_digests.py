"""M4: a time stamp over a digest that can be made to fit attests nothing."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest
from asn1crypto import tsp

from pbdesk.i18n import ENGLISH, render
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.stamps import add_stamp, query, read_stamp
from pbdesk.pack.verify import verify
from tests.pack.sample import ASSEMBLY, SIGNERS
from tests.vectors.stamps import AUTHORITY, Authority


def answered(algorithm: str, message: bytes) -> bytes:
    """The answer of an authority that was asked by that digest."""
    imprint = {
        "hash_algorithm": {"algorithm": algorithm},
        "hashed_message": hashlib.new(algorithm, message).digest(),
    }
    asked = {"version": "v1", "cert_req": True, "message_imprint": imprint}
    return Authority().answer(tsp.TimeStampReq(asked).dump())


@pytest.mark.parametrize("algorithm", ["md5", "sha1"])
def test_m4_a_stamp_over_a_weak_digest_is_refused(algorithm):
    with pytest.raises(PackRefused):
        read_stamp(answered(algorithm, b"a manifest"), b"a manifest")


def test_a_stamp_over_sha_256_is_read():
    assert (
        read_stamp(answered("sha256", b"a manifest"), b"a manifest").by
        == AUTHORITY
    )


@pytest.mark.parametrize(
    "at",
    [datetime(1999, 1, 1, tzinfo=UTC), datetime(2049, 1, 1, tzinfo=UTC)],
)
def test_m4_a_stamp_of_1999_or_2049_is_said_and_does_not_pass(
    at,
    genuine,
    pack,
    monkeypatch,
):
    monkeypatch.setattr("tests.vectors.stamps.AT", at)
    add_stamp(pack, Authority().answer(query(genuine)))
    found = verify(pack, SIGNERS, ASSEMBLY)
    (check,) = [check for check in found.checks if check.number == 21]
    assert check.passed is None
    assert f"{at.year}-01-01" in render(check.detail, ENGLISH)


def test_m4_a_self_made_authority_is_said_beside_its_name(genuine, pack):
    add_stamp(pack, Authority().answer(query(genuine)))
    (check,) = [
        c for c in verify(pack, SIGNERS, ASSEMBLY).checks if c.number == 21
    ]
    assert f"{AUTHORITY} at" in render(check.detail, ENGLISH)
    assert "anybody can make such a stamp" in render(check.detail, ENGLISH)
