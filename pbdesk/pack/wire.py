"""The strings of the SSH wire format.

Four bytes of length, then the bytes (RFC 4251, section 5).
"""

from __future__ import annotations

__all__ = ["KEY_TYPE", "public_blob", "public_of_blob", "string", "strings"]

KEY_TYPE = b"ssh-ed25519"


def string(content: bytes) -> bytes:
    """`content` with its length before it."""
    return len(content).to_bytes(4) + content


def strings(data: bytes, count: int) -> list[bytes]:
    """The `count` strings that `data` holds, and nothing after them.

    Raises ValueError otherwise.
    """
    found: list[bytes] = []
    at = 0
    for _ in range(count):
        start = at + 4
        end = at + 4 + int.from_bytes(data[at : at + 4])
        if end > len(data):
            raise ValueError("a string is cut short")
        found.append(data[start:end])
        at = end
    if at != len(data):
        raise ValueError("bytes are left over")
    return found


def public_blob(public: bytes) -> bytes:
    """An Ed25519 public key (32 bytes) as SSH writes it."""
    return string(KEY_TYPE) + string(public)


def public_of_blob(blob: bytes) -> bytes:
    """The 32 bytes of the Ed25519 public key in `blob`. Raises ValueError for anything else."""
    kind, public = strings(blob, 2)
    if kind != KEY_TYPE or len(public) != 32:
        raise ValueError("not an Ed25519 key")
    return public
