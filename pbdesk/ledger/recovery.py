"""The recovery code.

The key of a people file itself, written so that it can be copied from paper without a slip.
    56 signs, 14 groups of 4 in Crockford base32 = 32 bytes of key, 3 bytes of their SHA-256

It is on no disk: it stands on one sheet, which whoever keeps it out of the laptop's reach can open
the file with when the passphrase is forgotten. A new passphrase makes a new key, and with it the
sheet worthless.
"""

from __future__ import annotations

import hashlib

from pbdesk.ledger.refusals import RecordRefused
from pbdesk.words import say

__all__ = ["code_of", "key_of"]

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LONG = 56
_KEY = 32
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def code_of(key: bytes) -> tuple[str, ...]:
    """The key of a file (32 bytes) as 14 groups of 4."""
    if len(key) != _KEY:
        raise ValueError("the key of a people file has 32 bytes")
    number = int.from_bytes(key + _check(key))
    signs = "".join(
        _SIGNS[number >> shift & 31] for shift in range(5 * (_LONG - 1), -1, -5)
    )
    return tuple(signs[at : at + 4] for at in range(0, _LONG, 4))


def key_of(code: str) -> bytes:
    """The key that a code stands for, however it is spaced; O is read as 0, I and L as 1.

    Raises RecordRefused.
    """
    signs = "".join(filter(str.isalnum, code.upper())).translate(_READ_AS)
    _refuse_signs(signs)
    written = _number(signs).to_bytes(_KEY + 3)
    if written[_KEY:] != _check(written[:_KEY]):
        raise RecordRefused(
            say(
                "A letter or digit of the code is not as it stands on the sheet. Compare them "
                "group by "
                "group.",
            ),
        )
    return written[:_KEY]


def _refuse_signs(signs: str) -> None:
    """Raise RecordRefused for too many or too few of them, and for one that is in no code."""
    if len(signs) != _LONG:
        raise RecordRefused(
            say(
                "The code has {n} letters and digits; {found} are written here.",
                n=_LONG,
                found=len(signs),
            ),
        )
    if strange := set(signs) - set(_SIGNS):
        raise RecordRefused(
            say(
                "“{sign}” is in no code. Compare it with the sheet.",
                sign=min(strange),
            ),
        )


def _number(signs: str) -> int:
    """The number that signs of five bits each stand for."""
    number = 0
    for sign in signs:
        number = number << 5 | _SIGNS.index(sign)
    return number


def _check(key: bytes) -> bytes:
    return hashlib.sha256(b"\x00pbdesk/recovery/1\x00" + key).digest()[:3]
