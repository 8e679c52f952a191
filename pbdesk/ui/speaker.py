"""Which program of this computer speaks, and how it is called.

The words go to it by a pipe, never as an argument and never through a shell: arguments stand in the
system's list of processes, which everybody on the computer may read.
"""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pbdesk.words import say

__all__ = ["HEARD_IN_THE_ROOM", "Speaker", "speaker", "spoken_lines"]

HEARD_IN_THE_ROOM = say(
    "The kiosk can read aloud. Everybody in the room hears it, unless earphones are plugged in: "
    "plug them in and try them before you hand the laptop over.",
)
"""What whoever hands the laptop over has to know of the voice."""

_SAPI = (
    "$ErrorActionPreference = 'Stop'; "
    "Add-Type -AssemblyName System.Speech; "
    "$said = New-Object IO.StreamReader([Console]::OpenStandardInput(), [Text.Encoding]::UTF8); "
    "$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer; "
    "$voice.SelectVoiceByHints('NotSet', 'NotSet', 0, '{tag}'); "
    "$voice.Speak($said.ReadToEnd())"
)
_MAC_VOICES = {
    "ar": "Majed",
    "en": "Daniel",
}  # the system's own; `say` knows no languages

_COMMANDS = {
    "!-!": "! !",
    "[[": "[ [",
}  # to spd-say in a pipe, and to say and espeak-ng
_TURNS = (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SOUNDLESS = frozenset(map(chr, _TURNS))  # they turn the direction of writing


@dataclass(frozen=True, slots=True)
class Speaker:
    """A program that says what it is given by a pipe, a line at a time.

    `arguments` by the tag of a language ("en-GB"); `quiet` ends what is still said after the
    program itself was ended, where another one speaks for it.
    """

    path: str
    arguments: Callable[[str], list[str]]
    quiet: tuple[str, ...] = ()


def speaker(platform: str = sys.platform) -> Speaker | None:
    """The voice of this computer; None where there is none."""
    return next(filter(None, _speakers(platform)), None)


def _speakers(platform: str) -> Iterable[Speaker | None]:
    if platform == "win32":
        yield _found("powershell", _windows)
    elif platform == "darwin":
        yield _found("say", _mac)
    else:
        yield _found("spd-say", _dispatcher, ("--cancel",))
        yield _found("espeak-ng", _espeak)


def _found(
    name: str,
    arguments: Callable[[str], list[str]],
    quiet: tuple[str, ...] = (),
) -> Speaker | None:
    path = shutil.which(name)
    return None if path is None else Speaker(path, arguments, quiet)


def _windows(tag: str) -> list[str]:
    script = _SAPI.replace("{tag}", tag)
    return ["-NoProfile", "-NonInteractive", "-Command", script]


def _mac(tag: str) -> list[str]:
    voice = _MAC_VOICES.get(tag.split("-", maxsplit=1)[0])
    return ["-f", "-"] if voice is None else ["-v", voice, "-f", "-"]


def _dispatcher(tag: str) -> list[str]:
    return ["--pipe-mode", "--wait", "--language", tag]


def _espeak(tag: str) -> list[str]:
    return ["--stdin", "-b", "1", "-v", tag.lower()]


def spoken_lines(lines: Iterable[str]) -> bytes:
    """The lines as a voice takes them: one line each, in UTF-8, with nothing that is a command.

    A title can hold whatever its author wrote, also what a program for voices acts upon.
    """
    return "".join(f"{_spoken(line)}\n" for line in lines).encode(
        "utf-8",
        "replace",
    )


def _spoken(line: str) -> str:
    signs = [
        " " if unicodedata.category(sign) == "Cc" else sign for sign in line
    ]
    words = " ".join(
        "".join(sign for sign in signs if sign not in _SOUNDLESS).split(),
    )
    for command, harmless in _COMMANDS.items():
        while command in words:
            words = words.replace(command, harmless)
    return words
