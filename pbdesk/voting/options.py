"""Options: settings declared once, read by the command line, the rulebook page.

The poster and the checks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pbdesk.words import Words, say

__all__ = ["Choice", "Number", "Option", "OptionError", "settle", "whole"]

type Setting = str | int | None


class OptionError(ValueError):
    """A setting that the rule or style does not know, said in `words`."""

    def __init__(self, words: Words) -> None:
        """Keep the sentence for whoever shows it."""
        super().__init__(words.text)
        self.words = words


@dataclass(frozen=True, slots=True)
class Choice:
    """A setting that is one of a few words. `absent` is what its absence means, for ever."""

    name: str
    label: Words
    choices: Mapping[str, Words]
    absent: str
    help: Words | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A whole-number setting from `least` to `most`; None where it may be left out.

    `absent` never changes.
    """

    name: str
    label: Words
    least: int
    most: int
    absent: int | None
    help: Words | None = None


type Option = Choice | Number


def settle(options: tuple[Option, ...], given: Mapping[str, Setting]) -> Mapping[str, Setting]:
    """Every option with its value: what was given, checked, else what absence means.

    Raises OptionError.
    """
    unknown = sorted(given.keys() - {option.name for option in options})
    if unknown:
        known = ", ".join(option.name for option in options) or "–"
        raise OptionError(
            say("There is no option “{name}” here. Options: {known}.", name=unknown[0], known=known)
        )
    return MappingProxyType(
        {option.name: _settled(option, given.get(option.name)) for option in options}
    )


def whole(settings: Mapping[str, Setting], name: str) -> int:
    """The value of a Number that is never left out."""
    return int(str(settings[name]))


def _settled(option: Option, value: Setting) -> Setting:
    if value is None:
        return option.absent
    if isinstance(option, Choice):
        if value not in option.choices:
            raise OptionError(
                say(
                    "“{name}” cannot be “{value}”. Choose one of: {choices}.",
                    name=option.name,
                    value=str(value),
                    choices=", ".join(option.choices),
                )
            )
        return value
    if (
        isinstance(value, bool)
        or not re.fullmatch(r"-?[0-9]{1,15}", str(value))
        or not (option.least <= int(value) <= option.most)
    ):
        raise OptionError(
            say(
                "“{name}” takes a whole number from {least} to {most}, not “{value}”.",
                name=option.name,
                least=option.least,
                most=option.most,
                value=str(value),
            )
        )
    return int(value)
