"""M4: a time stamp over a digest that can be made to fit attests nothing."""

from __future__ import annotations

import hashlib

import pytest
from asn1crypto import tsp

from pbdesk.pack.refused import PackRefused
from pbdesk.pack.stamps import read_stamp
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
    assert read_stamp(answered("sha256", b"a manifest"), b"a manifest").by == AUTHORITY
