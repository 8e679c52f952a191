"""Signatures over a bag's tag manifest.

SSHSIG for ssh-keygen, raw Ed25519 and a PEM key for openssl.
Signing touches none of the signed bytes, so each signer can add theirs later, on another machine.
Source: PROTOCOL.sshsig of OpenSSH; RFC 8032; RFC 8410.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from pbdesk.pack.bag import WHO, Bag, read_info, read_zip, tag_fault, write_zip
from pbdesk.pack.keys import public_of
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.signers import NAMESPACE, namespace_of
from pbdesk.pack.wire import (
    KEY_TYPE,
    public_blob,
    public_of_blob,
    string,
    strings,
)
from pbdesk.pack.zipped import Files
from pbdesk.words import say

__all__ = [
    "Signature",
    "add_signature",
    "holds",
    "pem",
    "read_sshsig",
    "refuse_changed",
    "signature_files",
    "signed",
    "sshsig",
]

_MAGIC = b"SSHSIG"
_HASH = b"sha512"
_BEGIN = b"-----BEGIN SSH SIGNATURE-----"
_END = b"-----END SSH SIGNATURE-----"
_MANIFESTS = (
    "manifest-sha256.txt",
    "manifest-sha512.txt",
    "tagmanifest-sha256.txt",
    "tagmanifest-sha512.txt",
)


@dataclass(frozen=True, slots=True)
class Signature:
    """What an SSHSIG file says.

    The signer's public key (32 bytes), the namespace, the raw signature (64 bytes).
    """

    public: bytes
    namespace: bytes
    raw: bytes

    def is_of(self, message: bytes) -> bool:
        """Whether the key signed `message` in this namespace."""
        return holds(self.public, self.raw, _to_sign(message, self.namespace))


def sshsig(
    key: Ed25519PrivateKey,
    message: bytes,
    namespace: str = NAMESPACE,
) -> bytes:
    """The armoured SSHSIG of `message`, byte for byte as `ssh-keygen -Y sign` writes it."""
    name = namespace.encode()
    return _armoured(
        Signature(public_of(key), name, key.sign(_to_sign(message, name))),
    )


def _to_sign(message: bytes, namespace: bytes) -> bytes:
    return (
        _MAGIC
        + string(namespace)
        + string(b"")
        + string(_HASH)
        + string(hashlib.sha512(message).digest())
    )


def _armoured(signature: Signature) -> bytes:
    blob = (
        _MAGIC
        + (1).to_bytes(4)
        + b"".join(
            map(
                string,
                (
                    public_blob(signature.public),
                    signature.namespace,
                    b"",
                    _HASH,
                    string(KEY_TYPE) + string(signature.raw),
                ),
            ),
        )
    )
    text = base64.b64encode(blob)
    lines = [text[at : at + 70] for at in range(0, len(text), 70)]
    return b"\n".join([_BEGIN, *lines, _END, b""])


def read_sshsig(text: bytes) -> Signature:
    """The signature in an SSHSIG file.

    Raises ValueError for any other bytes than `sshsig` writes for it.
    """
    bare = text.removeprefix(_BEGIN).removesuffix(_END + b"\n")
    try:
        blob = base64.b64decode(bare.replace(b"\n", b""), validate=True)
    except binascii.Error as error:
        raise ValueError("not an SSH signature") from error
    public, namespace, _reserved, _algorithm, signature = strings(
        blob[len(_MAGIC) + 4 :],
        5,
    )
    found = Signature(
        public_of_blob(public),
        namespace,
        strings(signature, 2)[1],
    )
    if _armoured(found) != text:
        raise ValueError("not written as OpenSSH writes it")
    return found


def holds(public: bytes, raw: bytes, message: bytes) -> bool:
    """Whether `raw` is the Ed25519 signature of `message` by the key `public` (32 bytes)."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(raw, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def pem(public: bytes) -> bytes:
    """The public key as a PEM file, for openssl."""
    return Ed25519PublicKey.from_public_bytes(public).public_bytes(
        Encoding.PEM,
        PublicFormat.SubjectPublicKeyInfo,
    )


def signature_files(
    key: Ed25519PrivateKey,
    who: str,
    message: bytes,
    namespace: str = NAMESPACE,
) -> Files:
    """The three files that stand for one signer, by their path in the bag."""
    return {
        f"signatures/{who}.ed25519": key.sign(message),
        f"signatures/{who}.pem": pem(public_of(key)),
        f"signatures/{who}.sshsig": sshsig(key, message, namespace),
    }


def signed(bag: Bag, who: str, key: Ed25519PrivateKey) -> Bag:
    """The bag with `who`'s signature added, which is for packs of the bag's kind alone.

    Raises PackRefused where the manifests do not tell the files as they are, or `who` has signed
    already.
    """
    if who not in WHO:
        raise ValueError(f"nobody who signs packs: {who}")
    refuse_changed(bag)
    if f"signatures/{who}.sshsig" in bag.files:
        raise PackRefused(say("{who} has signed this pack already.", who=who))
    made = signature_files(
        key,
        who,
        bag.signed,
        namespace_of(read_info(bag).kind),
    )
    return Bag(bag.name, {**bag.files, **made})


def refuse_changed(bag: Bag) -> None:
    """Raises PackRefused where the manifests do not tell the files as they are.

    Nobody vouches for such a bag.
    """
    for manifest in _MANIFESTS:
        if fault := tag_fault(bag, manifest):
            raise PackRefused(
                say(
                    "This pack is not whole (“{name}”), so it is not signed.",
                    name=fault,
                ),
            )


def add_signature(path: Path, who: str, key: Ed25519PrivateKey) -> None:
    """Add `who`'s signature to the pack at `path`; the old file stays until the new is whole.

    Raises PackRefused.
    """
    write_zip(signed(read_zip(path), who, key), path)
