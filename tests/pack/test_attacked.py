"""Packs that somebody who has every key could make: each is named by both verifiers alike.

`pbdesk verify` and verify.html share no code. Each attack names the check that must fail.
"""

from __future__ import annotations

import hashlib
import io
import json
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import cms, tsp
from asn1crypto import x509 as read
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from pbdesk.pack.bag import Bag
from pbdesk.pack.keys import public_of
from pbdesk.pack.signers import Signer
from pbdesk.pack.stamps import query
from tests.pack.both import USUAL, Brought, Found, by_command, by_page
from tests.pack.browser import CHROMIUM, MISSING, Browser
from tests.pack.sample import (
    ASSEMBLY,
    KEYS,
    ROGUE_KEYS,
    dumps,
    remade,
    sign_all,
)
from tests.pack.tampering import (
    HERE,
    WHOLE,
    changed,
    edit_outcome,
    entry,
    hashed_again,
    sealed,
    signed_over,
    zipped,
)
from tests.vectors.stamps import AT, AUTHORITY, Authority, stamp_of

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)

type Key = (
    rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey
)


@pytest.fixture
def found(browser: Browser, tmp_path: Path) -> Callable[..., Found]:
    """What both find of a pack; they must agree on every check."""

    def look(made: Bag | bytes, brought: Brought = USUAL) -> Found:
        path = tmp_path / "pack.zip"
        path.write_bytes(zipped(made) if isinstance(made, Bag) else made)
        command, page = (
            by_command(path, brought),
            by_page(path, browser, brought),
        )
        assert page == command
        return command

    return look


def failing(found: Found) -> list[int]:
    """The numbers of the checks that failed."""
    return [
        number for number, passed in found.passed.items() if passed is False
    ]


HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
    "sha1": hashes.SHA1(),
}
RSA = rsa.generate_private_key(65537, 2048)


def certified(key: Key) -> read.Certificate:
    """A certificate for time stamps, by the key itself."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, AUTHORITY)])
    algorithm = (
        None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(AT)
        .not_valid_after(AT.replace(year=2099))
        .add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]),
            critical=True,
        )
        .sign(key, algorithm)
    )
    return read.Certificate.load(made.public_bytes(Encoding.DER))


def stamped(key: Key, digest: str, how: str = "", mask: str = "") -> Bag:
    """The whole pack with a time stamp signed by a key, over that digest, in that way.

    `mask`: RSA-PSS, with the hash of its mask.
    """
    answer = tsp.TimeStampResp.load(Authority().answer(query(WHOLE)))
    signed: Any = answer["time_stamp_token"]["content"]
    info = signed["encap_content_info"]["content"].parsed.dump()
    certificate = certified(key)
    attributes = cms.CMSAttributes(
        [
            {"type": "content_type", "values": ["tst_info"]},
            {
                "type": "message_digest",
                "values": [hashlib.new(digest, info).digest()],
            },
        ],
    )
    place = {
        "issuer": certificate.issuer,
        "serial_number": certificate.serial_number,
    }
    signer = {
        "version": "v1",
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": place}),
        "digest_algorithm": {"algorithm": digest},
        "signed_attrs": attributes,
        "signature_algorithm": _named(key, digest, how, mask),
        "signature": _signature(key, attributes.dump(), HASHES[digest], mask),
    }
    data = {
        "version": "v3",
        "digest_algorithms": [{"algorithm": digest}],
        "encap_content_info": signed["encap_content_info"],
        "certificates": [certificate],
        "signer_infos": [signer],
    }
    token = cms.ContentInfo(
        {"content_type": "signed_data", "content": cms.SignedData(data)},
    )
    response = tsp.TimeStampResp(
        {"status": {"status": "granted"}, "time_stamp_token": token},
    )
    return changed(WHOLE, {"tsa/1.tsr": response.dump()})


def _named(key: Key, digest: str, how: str, mask: str) -> dict[str, Any]:
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return {"algorithm": "ed25519"}
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return {"algorithm": how or f"{digest}_ecdsa"}
    if not mask:
        return {"algorithm": how or "rsassa_pkcs1v15"}
    parameters = {
        "hash_algorithm": {"algorithm": digest},
        "mask_gen_algorithm": {
            "algorithm": "mgf1",
            "parameters": {"algorithm": mask},
        },
        "salt_length": 20,
    }
    return {"algorithm": "rsassa_pss", "parameters": parameters}


def _signature(
    key: Key,
    signed: bytes,
    digest: hashes.HashAlgorithm,
    mask: str,
) -> bytes:
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key.sign(signed)
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(signed, ec.ECDSA(digest))
    if mask:
        return key.sign(
            signed,
            padding.PSS(padding.MGF1(HASHES[mask]), 20),
            digest,
        )
    return key.sign(signed, padding.PKCS1v15(), digest)


TAKEN: dict[str, Callable[[], Bag]] = {
    "P-256": lambda: stamped(ec.generate_private_key(ec.SECP256R1()), "sha256"),
    "P-256 over SHA-512": lambda: stamped(
        ec.generate_private_key(ec.SECP256R1()),
        "sha512",
    ),
    "P-384": lambda: stamped(ec.generate_private_key(ec.SECP384R1()), "sha384"),
    "P-521": lambda: stamped(ec.generate_private_key(ec.SECP521R1()), "sha512"),
    "RSA": lambda: stamped(RSA, "sha256"),
    "RSA that names its hash": lambda: stamped(RSA, "sha384", "sha384_rsa"),
    "RSA-PSS": lambda: stamped(RSA, "sha256", mask="sha256"),
}
REFUSED: dict[str, Callable[[], Bag]] = {
    "another curve": lambda: stamped(
        ec.generate_private_key(ec.SECP256K1()),
        "sha256",
    ),
    "Ed25519": lambda: stamped(ed25519.Ed25519PrivateKey.generate(), "sha512"),
    "RSA-PSS whose mask has another hash": lambda: stamped(
        RSA,
        "sha256",
        mask="sha1",
    ),
    "RSA that names another hash": lambda: stamped(RSA, "sha256", "sha512_rsa"),
    "SHA-1": lambda: stamped(RSA, "sha1"),
}


@pytest.mark.parametrize("how", TAKEN)
def test_m4_a_time_stamp_is_taken_by_both_or_by_none(how: str, found):
    assert found(TAKEN[how]()).passed[21] is True


@pytest.mark.parametrize("how", REFUSED)
def test_m4_what_only_one_of_both_could_read_is_refused_by_both(
    how: str,
    found,
):
    assert failing(found(REFUSED[how]())) == [21]


def test_low_flipped_bits_of_seals_and_stamps_are_seen_by_both_or_by_none(
    found,
):
    """Some flips change nothing that a signature covers or a reader uses; both then agree."""
    chance, base, verdicts = random.Random(4), sealed(), set[str]()
    pdf, stamp = base.files["data/report.pdf"], stamp_of("genuine")
    start = pdf.rindex(b"/Contents <") + len(b"/Contents <")
    cms_ = bytes.fromhex(pdf[start : pdf.index(b">", start)].decode())
    for _ in range(16):
        other = _flipped(chance, cms_, len(cms_.rstrip(b"\0"))).hex().encode()
        report = pdf[:start] + other + pdf[start + len(other) :]
        bag = signed_over(
            hashed_again(changed(base, {"data/report.pdf": report})),
            KEYS,
        )
        verdicts.add(found(bag).verdict)
        bag = changed(WHOLE, {"tsa/1.tsr": _flipped(chance, stamp, len(stamp))})
        verdicts.add(found(bag).verdict)
    assert "not-genuine" in verdicts


def _flipped(chance: random.Random, data: bytes, below: int) -> bytes:
    content, at = bytearray(data), chance.randrange(below)
    content[at] ^= 1 << chance.randrange(8)
    return bytes(content)


def with_extra(*fields: tuple[int, int]) -> bytes:
    """The whole pack, its first entry with extra fields of these kinds and lengths."""
    out, old = io.BytesIO(), zipfile.ZipFile(io.BytesIO(zipped(WHOLE)))
    with zipfile.ZipFile(out, "w") as archive:
        for number, name in enumerate(old.namelist()):
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr = 3, 0o100644 << 16
            if number == 0:
                info.extra = b"".join(
                    struct.pack("<2H", *each) + b"A" * each[1]
                    for each in fields
                )
            archive.writestr(info, old.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    "fields",
    [[(0x5455, 5)], [(0x5455, 13), (0x7875, 11)]],
)
def test_low_times_and_owners_of_a_zip_are_taken(fields, found):
    assert found(with_extra(*fields)).verdict == "genuine"


@pytest.mark.parametrize(
    "fields",
    [
        [(0x5455, 4000)],
        [(0x7875, 33)],
        [(0x5455, 5), (0x5455, 5)],
        [(0x7075, 9)],
    ],
)
def test_low_nothing_hides_in_the_extra_fields_of_a_zip(fields, found):
    assert failing(found(with_extra(*fields))) == [1]


def test_low_fewer_than_no_ballots_were_rejected_for_a_reason(found):
    rejected = {"blank": 2, "spoilt": -1}
    evening = HERE.but(
        content=edit_outcome(ballots={"counted": 4, "rejected": rejected}),
        events=entry("counted", rejected=rejected),
    )
    assert failing(found(evening.signed())) == [16]


@pytest.mark.parametrize("keys", [KEYS, ROGUE_KEYS])
def test_low_a_tab_in_the_file_of_revoked_keys_is_a_space(keys, found):
    line = Signer("teller-1", ASSEMBLY, public_of(keys["teller-1"])).line.split(
        " ",
        2,
    )[2]
    brought = Brought(revoked=line.replace(" ", "\t") + "\tlost on the bus\n")
    assert failing(found(WHOLE, brought)) == ([12] if keys is KEYS else [])


@pytest.mark.parametrize(
    "title",
    [
        "A\u202eB",
        "\u2067x",
        "\u2067x\u2069",
        "=1",
        "\ufeff=1",
        "a\tb",
        "＝1",
        "\0",
        'a,"b"\r\n',
    ],
)
def test_m5_a_title_that_turns_or_runs_stands_in_the_table_as_both_write_it(
    title: str,
    found,
):
    def titled(content: dict[str, Any]) -> None:
        content["outcome"]["projects"][0]["title"] = title

    assert found(HERE.but(content=titled).signed()).verdict == "genuine"


def paying(payments: list[list[Any]]) -> Bag:
    """A count by equal shares in which these payments bought the first project."""

    def content(said: dict[str, Any]) -> None:
        parameters = {"utility": "cost", "completion": "none"}
        for told in (said["outcome"], said["trace"]):
            told |= {"rule": "equal-shares", "parameters": parameters}
        said["trace"]["rounds"][0]["payments"] = payments
        n = sum(payment[0] for payment in payments)
        said["papers"] = {
            "issued": n + 2,
            "counted": n,
            "rejected": 1,
            "unreturned": 1,
        }
        said["outcome"]["ballots"]["counted"] = n

    return HERE.but(content=content, pb=None).signed()


@pytest.mark.parametrize(
    ("many", "digits"),
    [(40, 3_900), (400, 900), (20_000, 3)],
)
def test_m2_payments_over_ever_longer_denominators_take_neither_verifier_long(
    many: int,
    digits: int,
    found,
):
    """The page's own patience ends at 30 s, and this would have taken hours."""
    chance = random.Random(3)
    below = [
        chance.randrange(10 ** (digits - 1), 10**digits) | 1
        for _ in range(many)
    ]
    assert failing(
        found(paying([[1, f"1/{each}", True] for each in below])),
    ) == [20]


def test_a_result_larger_than_one_can_be_is_read_by_neither(found):
    said = json.loads(WHOLE.files["data/result.json"]) | {
        "more": "x" * (8 * 2**20),
    }
    assert failing(
        found(sign_all(remade(WHOLE, result__json=dumps(said)))),
    ) == [7]
