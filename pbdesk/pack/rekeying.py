"""A signer's key is replaced or revoked.

The files that then go to whoever keeps the list of keys (`allowed_signers`). Replaced: a text ends
in the new key's line for the list, and the old key signs it. Revoked: the public key stands in a
list of its own, as `ssh-keygen -r` and `pbdesk verify --revoked` read it. docs/pack-format.md says
both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pbdesk.i18n import Locale, render
from pbdesk.pack.bag import read_text
from pbdesk.pack.keys import (
    fingerprint,
    load_key,
    make_key,
    public_line,
    public_of,
)
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.sign import sshsig
from pbdesk.pack.signers import Signer, read_revoked
from pbdesk.pack.whole import write_whole
from pbdesk.words import Day, say

__all__ = [
    "KEY_CHANGE",
    "Replacement",
    "change_name",
    "replace_key",
    "revoke_key",
    "revoked_name",
]

KEY_CHANGE = "pbdesk-key-change-v1"
"""What the old key signs for: never taken for the signature of a pack."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """`signer` is the line of the new key, which counts from its day on.

    `old` the public key before (32 bytes).
    """

    signer: Signer
    old: bytes
    day: date

    @property
    def name(self) -> str:
        """The name of the file that says so.

        Its signature is beside it, with `.sig` after the name.
        """
        return change_name(self.signer.who, self.signer.assembly, self.day)

    def text(self, locale: Locale) -> bytes:
        """The file: comments for whoever keeps the list of keys, then the line to add to it."""
        ask = f"ssh-keygen -Y check-novalidate -n {KEY_CHANGE} -s {self.name}.sig < {self.name}"
        said = (
            say(
                "The key of {principal} was replaced on {day}.",
                principal=self.signer.principal,
                day=Day(self.day),
            ),
            say("Old key: {fingerprint}", fingerprint=fingerprint(self.old)),
            say(
                "New key: {fingerprint}",
                fingerprint=fingerprint(self.signer.public),
            ),
            say(
                "The new key counts for packs of that day and later. The old one goes on counting, "
                "until it is "
                "revoked.",
            ),
            say(
                "The old key signed this file. Ask “{command}”: it must name the old key, as its "
                "key card shows it.",
                command=ask,
            ),
            say(
                "Then add one line to the list of keys (allowed_signers): the last one here, which "
                "begins with {principal}. Add no other line, and leave the old one in it.",
                principal=self.signer.principal,
            ),
        )
        comments = "".join(f"# {render(words, locale)}\n" for words in said)
        return f"{comments}{self.signer.line}\n".encode()


def change_name(who: str, assembly: str, day: date) -> str:
    """The name of the file that says that a key was replaced."""
    return f"key-change_{assembly}_{who}_{day.isoformat()}.txt"


def replace_key(
    old: Path,
    passphrase: str,
    folder: Path,
    new_passphrase: str,
    *,
    who: str,
    assembly: str,
    day: date,
    locale: Locale,
) -> Replacement:
    """Make a new key for `who` in `folder`, with the text that the old key signs.

    And its signature, beside it. Raises PackRefused where the old key cannot be opened, or one of
    the files is there or cannot be written; then none of them is left.
    """
    key = load_key(old, passphrase)
    name = change_name(who, assembly, day)
    made = folder / f"{who}_{day.isoformat()}.key"
    for file in (folder / name, folder / f"{name}.sig"):
        if file.exists():
            raise PackRefused(
                say("There is a file “{name}” already.", name=file.name),
            )
    new = make_key(made, new_passphrase, f"{who}@{assembly}")
    change = Replacement(
        Signer(who, assembly, public_of(new), day),
        public_of(key),
        day,
    )
    text = change.text(locale)
    try:
        write_whole(sshsig(key, text, KEY_CHANGE), folder / f"{name}.sig")
        write_whole(text, folder / name)
    except PackRefused:
        for file in (
            made,
            made.with_name(f"{made.name}.pub"),
            folder / f"{name}.sig",
        ):
            file.unlink(missing_ok=True)
        raise
    return change


def revoked_name(assembly: str) -> str:
    """The name of the list of revoked keys."""
    return f"revoked-keys_{assembly}.txt"


def revoke_key(
    public: bytes,
    folder: Path,
    *,
    assembly: str,
    day: date,
) -> frozenset[bytes]:
    """Add a key (32 bytes) to the list of revoked keys in `folder`, and give all that are in it.

    Raises PackRefused where the list that is there cannot be read, or the new one not be written.
    """
    path = folder / revoked_name(assembly)
    text = read_text(path) if path.exists() else ""
    revoked = read_revoked(text)
    if public not in revoked:
        line = f"# {fingerprint(public)}, {day.isoformat()}\n{public_line(public)}\n"
        write_whole(
            (
                text + "\n" * (text != "" and not text.endswith("\n")) + line
            ).encode(),
            path,
        )
    return revoked | {public}
