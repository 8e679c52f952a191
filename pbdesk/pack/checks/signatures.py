"""Checks 12 and 13: who signed. Keys come from the officer's signers file, never from the pack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pbdesk.pack.bag import SIGNED
from pbdesk.pack.checks.case import Case, Finding, Unchecked
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.sign import Signature, holds, pem, read_sshsig
from pbdesk.pack.signers import Signer, namespace_of
from pbdesk.pack.zipped import Files
from pbdesk.words import Listing, Words, say, several

__all__ = ["SignedBy", "good_signature", "signature_files", "signatures"]


def signatures(case: Case) -> Finding:
    """Everybody who must sign a pack of this kind has signed, with a key that counts.

    For this purpose.
    """
    if case.signers is None:
        return Unchecked(_not_asked(case))
    if not case.signers:
        raise PackRefused(
            say(
                "The signers file has no key for “{assembly}”.",
                assembly=case.assembly or "",
            ),
        )
    must = _of_this_kind(case, case.signers)
    names = _who(must)
    if not names:
        raise PackRefused(
            say(
                "The signers file names nobody for packs of this kind ({kind}).",
                kind=case.info.kind,
            ),
        )
    by = SignedBy(case.bag.files, case.info.kind, case.info.date, case.revoked)
    keys = {good_signature(by, must, who).public for who in names}
    listing = Listing(names)
    if len(keys) == 1 and len(names) > 1:
        return say(
            "{names} signed with one and the same key: only one key stands behind this pack.",
            names=listing,
        )
    if len(keys) == 1:
        return say(
            "{names} signed. Only one key stands behind this pack.",
            names=listing,
        )
    return several(
        "{names} signed ({n} key).",
        "{names} signed ({n} keys).",
        len(keys),
        names=listing,
    )


def _not_asked(case: Case) -> Words:
    if case.assembly is None:
        return say("Nobody said which assembly is expected, so no key counts.")
    return say("No list of keys was brought, so nobody knows who signed.")


def _of_this_kind(case: Case, signers: Sequence[Signer]) -> list[Signer]:
    return [signer for signer in signers if case.info.kind in signer.kinds]


def _who(signers: Sequence[Signer]) -> tuple[str, ...]:
    return tuple(sorted({signer.who for signer in signers}))


@dataclass(frozen=True, slots=True)
class SignedBy:
    """What was signed: a pack's files, kind and day; and which keys were revoked."""

    files: Files
    kind: str
    day: date
    revoked: frozenset[bytes]


def good_signature(
    by: SignedBy,
    signers: Sequence[Signer],
    who: str,
) -> Signature:
    """The signature of `who`, found good. Raises PackRefused."""
    text = by.files.get(f"signatures/{who}.sshsig")
    if text is None:
        raise PackRefused(say("{who} has not signed.", who=who))
    try:
        signature = read_sshsig(text)
    except ValueError as error:
        raise PackRefused(
            say("The signature of {who} cannot be read.", who=who),
        ) from error
    if signature.namespace != namespace_of(by.kind).encode():
        raise PackRefused(
            say(
                "{who} signed something, but not as a pack of this kind.",
                who=who,
            ),
        )
    _refuse_key(
        by,
        who,
        [signer for signer in signers if signer.who == who],
        signature.public,
    )
    if not signature.is_of(by.files[SIGNED]):
        raise PackRefused(
            say("The signature of {who} is not of this pack.", who=who),
        )
    return signature


def _refuse_key(
    by: SignedBy,
    who: str,
    lines: list[Signer],
    public: bytes,
) -> None:
    line = next((line for line in lines if line.public == public), None)
    if line is None:
        raise PackRefused(
            say(
                "The signature of {who} was made with a key that is not theirs.",
                who=who,
            ),
        )
    if public in by.revoked:
        raise PackRefused(say("The key of {who} was revoked.", who=who))
    if line.valid_after and by.day < line.valid_after:
        raise PackRefused(
            say(
                "The key of {who} counts only for packs of a later day.",
                who=who,
            ),
        )


def signature_files(case: Case) -> Finding:
    """Below signatures/ there are three files for each of them, of one and the same key.

    And nothing else.
    """
    if case.signers is None:
        return Unchecked(_not_asked(case))
    expected: set[str] = set()
    for who in _who(_of_this_kind(case, case.signers)):
        expected |= {
            f"signatures/{who}.{kind}" for kind in ("sshsig", "ed25519", "pem")
        }
        _refuse_other_key(case, who)
    for name in sorted(case.bag.files):
        if name.startswith("signatures/") and name not in expected:
            raise PackRefused(
                say("“{name}” is of nobody in the signers file.", name=name),
            )
    return say("The raw signatures and the key files belong to the same keys.")


def _refuse_other_key(case: Case, who: str) -> None:
    public = read_sshsig(case.bag.files[f"signatures/{who}.sshsig"]).public
    raw = case.bag.files.get(f"signatures/{who}.ed25519", b"")
    if not holds(public, raw, case.bag.files[SIGNED]):
        raise PackRefused(
            say(
                "“{name}” is not a signature by the same key.",
                name=f"signatures/{who}.ed25519",
            ),
        )
    if case.bag.files.get(f"signatures/{who}.pem") != pem(public):
        raise PackRefused(
            say("“{name}” is not the same key.", name=f"signatures/{who}.pem"),
        )
