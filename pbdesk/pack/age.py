"""age: bytes locked to the public keys of whoever may read them.

pbdesk itself cannot open what it locked.
Source: age-encryption.org/v1. `age -d -i KEYFILE` opens it without pbdesk.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

from pbdesk.pack.refused import PackRefused
from pbdesk.words import say

__all__ = ["Recipient", "locked", "recipient"]

type Recipient = Any
"""A public key as the library holds it; the library brings no types."""


def recipient(text: str) -> Recipient:
    """The public key that somebody gave (age1…). Raises PackRefused for anything else."""
    pyrage: Any = importlib.import_module("pyrage")
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError as error:
        raise _no_key(text) from error


def _no_key(text: str) -> PackRefused:
    return PackRefused(
        say(
            "“{key}” is not an auditor’s public key: those begin with “age1”.",
            key=text,
        ),
    )


def locked(data: bytes, recipients: Sequence[Recipient]) -> bytes:
    """`data`, to be opened by each of `recipients` and nobody else."""
    pyrage: Any = importlib.import_module("pyrage")
    found: bytes = pyrage.encrypt(data, list(recipients))
    return found
