"""A signature in the CMS form (RFC 5652), as PDF seals and time stamps are written.

Whether it holds, and whose it is.
Whether the certificate is to be trusted is not asked here: no root certificates come with pbdesk.
"""

from __future__ import annotations

import hashlib
import importlib
from dataclasses import dataclass
from typing import Any

__all__ = ["Holder", "SignedData", "holder_of", "signed_data"]

type SignedData = Any
"""asn1crypto's object; the library brings no types."""

_HASHES = ("sha256", "sha384", "sha512")
_CURVES = ("secp256r1", "secp384r1", "secp521r1")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who signed, as their certificate says.

    Names by kind ("organization_name", "common_name", …), its `purposes`.
    `key` and `digest` name the algorithms: "secp256r1", "rsa", …; "sha256", ….
    `self_made`: the certificate was issued by whom it names.
    """

    names: dict[str, str]
    purposes: tuple[str, ...]
    key: str
    digest: str
    self_made: bool


def signed_data(cms: bytes) -> SignedData:
    """The signed data in `cms`, behind which only zeros may follow.

    Raises ValueError for anything else.
    """
    library: Any = importlib.import_module(
        "asn1crypto.cms",
    )  # it brings no types
    try:
        info: Any = library.ContentInfo.load(cms)
        if info["content_type"].native != "signed_data" or cms[
            len(info.dump()) :
        ].strip(b"\0"):
            raise ValueError("not signed data alone")
        return info["content"]
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("not signed data") from error


def holder_of(
    data: SignedData,
    content_type: str,
    content: bytes,
) -> Holder | None:
    """Who signed `content`, which is of that type ("data", "tst_info").

    None where the signature does not hold. Raises ValueError where it cannot be read, has several
    signers, or rests on a digest that is not SHA-2.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from pyhanko.sign.general import (
        extract_certificate_info,
        extract_signer_info,
    )
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    try:
        signer: Any = extract_signer_info(data)
        certificate: Any = extract_certificate_info(data).signer_cert
        algorithm = str(signer["digest_algorithm"]["algorithm"].native)
        if algorithm not in _HASHES:
            raise ValueError("no digest that can be relied on")
        if not _is_known(signer, certificate, algorithm):
            return None
        digest = hashlib.new(algorithm, content).digest()
        intact, valid = validate_sig_integrity(
            signer,
            certificate,
            content_type,
            digest,
        )
        if intact and valid:
            return _holder(certificate, algorithm)
        return None
    except (
        TypeError,
        KeyError,
        AttributeError,
        NotImplementedError,
        UnsupportedAlgorithm,
    ) as error:
        raise ValueError("a signature that cannot be read") from error


def _is_known(signer: Any, certificate: Any, digest: str) -> bool:
    """Whether the attributes are signed in one of the ways that every verifier knows.

    ECDSA on a curve of NIST, RSA, or RSA-PSS with one hash throughout.
    """
    how = signer["signature_algorithm"]
    key = _key_of(certificate)
    name = how["algorithm"].native
    if not signer["signed_attrs"].native or signer["sid"].chosen[
        "issuer"
    ].dump() != _issuer(certificate):
        return False
    if key != "rsa":
        return key in _CURVES and name == f"{digest}_ecdsa"
    if name == "rsassa_pss":
        given = how["parameters"]
        mask = given["mask_gen_algorithm"]
        hashes = {
            given["hash_algorithm"]["algorithm"].native,
            mask["parameters"]["algorithm"].native,
        }
        return hashes == {digest} and mask["algorithm"].native == "mgf1"
    return name in {"rsassa_pkcs1v15", f"{digest}_rsa"}


def _issuer(certificate: Any) -> bytes:
    return bytes(certificate.issuer.dump())


def _key_of(certificate: Any) -> str:
    key = certificate.public_key
    if key.algorithm == "ec":
        return str(key.curve[1])
    return str(key.algorithm)


def _holder(certificate: Any, digest: str) -> Holder:
    purposes = certificate.extended_key_usage_value
    names: dict[str, Any] = certificate.subject.native
    return Holder(
        {kind: str(name) for kind, name in names.items()},
        tuple(purposes.native) if purposes else (),
        _key_of(certificate),
        digest,
        _issuer(certificate) == certificate.subject.dump(),
    )
