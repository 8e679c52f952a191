"""The kiosk's PIN: kept as a scrypt hash with the settings of this computer, never as it is typed.

After three wrong tries in a row the next one has to wait. A PIN that is forgotten is set anew after
its line was taken out of the settings file; nothing of an assembly depends on it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable

from PySide6.QtCore import QSettings

from pbdesk.ui.settings import Settings

__all__ = ["LEAST", "Pin"]

LEAST = 4
"""How many signs a PIN has at least."""

_KEY = "kiosk/pin"
_COST, _BLOCKS, _LANES = (
    2**14,
    8,
    1,
)  # 16 MB and about 40 ms a guess: more would be felt as a stall
_TRIES = 3
_WAIT = 30.0


class Pin:
    """The PIN of this computer. `now` is a clock that never goes back, in seconds."""

    def __init__(
        self,
        settings: Settings,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """That which stands in the settings."""
        self._file = QSettings(str(settings.path), QSettings.Format.IniFormat)
        self._now = now
        self._wrong = 0
        self._until = 0.0

    @property
    def is_set(self) -> bool:
        """Whether there is one."""
        return bool(self._kept())

    def set(self, pin: str) -> None:
        """Keep another PIN."""
        salt = secrets.token_bytes(16)
        self._file.setValue(
            _KEY,
            f"scrypt/{salt.hex()}/{_hashed(pin, salt).hex()}",
        )
        self._file.sync()

    def waits(self) -> int:
        """How many seconds the next try has to wait, 0 for none."""
        return max(0, round(self._until - self._now() + 0.5))

    def _is_kept(self, pin: str) -> bool:
        salt, _, kept = self._kept().removeprefix("scrypt/").partition("/")
        if not kept:
            return False
        hashed = _hashed(pin, bytes.fromhex(salt))
        return hmac.compare_digest(hashed, bytes.fromhex(kept))

    def is_right(self, pin: str) -> bool:
        """Whether this is the PIN. A try while `waits()` is not 0 is never right."""
        if self.waits():
            return False
        right = self._is_kept(pin)
        self._wrong = 0 if right else self._wrong + 1
        if self._wrong >= _TRIES:
            self._wrong, self._until = 0, self._now() + _WAIT
        return right

    def _kept(self) -> str:
        return str(self._file.value(_KEY, ""))


def _hashed(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        pin.encode(),
        salt=salt,
        n=_COST,
        r=_BLOCKS,
        p=_LANES,
        maxmem=64 * 1024 * 1024,
    )
