"""The kiosk's PIN: hashed, and guesses are slow."""

from __future__ import annotations

from pbdesk.ui.kiosk.pin import Pin
from pbdesk.ui.settings import Settings


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_pin_never_stands_in_the_settings_as_it_is_typed(tmp_path):
    Pin(Settings(tmp_path / "settings.ini")).set("24681357")
    kept = (tmp_path / "settings.ini").read_text()
    assert "scrypt" in kept
    assert "24681357" not in kept


def test_the_pin_is_known_again_after_the_program_was_closed(tmp_path):
    Pin(Settings(tmp_path / "settings.ini")).set("2468")
    again = Pin(Settings(tmp_path / "settings.ini"))
    assert again.is_set
    assert again.is_right("2468")
    assert not again.is_right("2469")


def test_without_a_pin_no_guess_is_right(tmp_path):
    pin = Pin(Settings(tmp_path / "settings.ini"))
    assert not pin.is_set
    assert not pin.is_right("")


def test_after_three_wrong_tries_the_next_has_to_wait(tmp_path):
    clock = Clock()
    pin = Pin(Settings(tmp_path / "settings.ini"), clock)
    pin.set("2468")
    for guess in ("1", "2", "3"):
        assert not pin.is_right(guess)
    assert pin.waits() == 30
    assert not pin.is_right("2468")
    clock.now += 31
    assert pin.is_right("2468")
