"""Time, ids and codes: the only place where they come from.

Tests and the sample evening bring their own.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pbdesk.minutes.decision import Moment

__all__ = ["Source", "from_seed", "from_system"]

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base32: no sign that reads as another

_EVENLY = 252
"""The largest multiple of 6 that a byte holds: those above would favour the low figures."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a desk gets its time (local, with offset) and its bytes of chance.

    `blind` makes those that go under the digests of entries: nothing that people see hangs on them.
    """

    now: Callable[[], datetime]
    draw: Callable[[int], bytes]
    blind: Callable[[int], bytes] = secrets.token_bytes

    def moment(self) -> Moment:
        """The moment of one decision."""
        return Moment(self.now(), self.new_id, self.new_code)

    def new_id(self) -> str:
        """A random reference of 64 bits, hexadecimal."""
        return self.draw(8).hex()

    def new_code(self) -> str:
        """A code of 60 bits that people can read out: three groups of four."""
        signs = self._signs(12)
        return "-".join(signs[i : i + 4] for i in range(0, 12, 4))

    def _signs(self, n: int) -> str:
        return "".join(_SIGNS[byte & 31] for byte in self.draw(n))

    def throw(self, dice: int) -> str:
        """So many dice, thrown: figures from 1 to 6, each as likely as the others."""
        thrown = ""
        while len(thrown) < dice:
            thrown += self._even(dice)
        return thrown[:dice]

    def _even(self, most: int) -> str:
        """Figures from so many bytes; bytes that would make some likelier are left out."""
        return "".join(
            str(each % 6 + 1) for each in self.draw(most) if each < _EVENLY
        )

    def salt(self) -> bytes:
        """16 bytes that keep free text from being guessed by its digest."""
        return self.draw(16)

    def blinding(self) -> bytes:
        """16 bytes that keep an entry from being guessed by its digest."""
        return self.blind(16)


def from_system() -> Source:
    """The wall clock and the operating system's chance."""
    return Source(lambda: datetime.now().astimezone(), secrets.token_bytes)


def from_seed(seed: str, now: Callable[[], datetime]) -> Source:
    """The same ids and codes each time.

    For the sample evening and for pictures, never for a real assembly.
    """
    return Source(now, _drawn(seed), _drawn(f"{seed}/blind"))


def _drawn(seed: str) -> Callable[[int], bytes]:
    counter = iter(range(10**9))

    def draw(n: int) -> bytes:
        return hashlib.shake_256(f"{seed}/{next(counter)}".encode()).digest(n)

    return draw
