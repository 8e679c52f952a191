"""Options: what a rule or a ballot style lets people choose, each declared once.

A rule's (or a style's) settings are one frozen struct: a `Settings` class whose fields are its
options, made by `choice`, `switch` and `number`. Command line, rulebook page, poster and checks
read the options; only `settle` turns given words into the struct, and `parameters` turns it back.
Names of options and of choices are for ever, and so is what an absent one means.

    @dataclass(frozen=True)
    class ScoreSettings(Settings):
        blank: Literal["zero", "skip"] = choice(say("A line left empty"), {…}, "zero")
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar, overload

from pbdesk.words import Words, say

__all__ = [
    "Based",
    "Choice",
    "Given",
    "LeastSupport",
    "Meta",
    "Number",
    "Option",
    "OptionError",
    "Options",
    "Seats",
    "Setting",
    "Settings",
    "TopSeats",
    "choice",
    "number",
    "settle",
    "switch",
    "whole_number",
]

type Setting = str | int | None
"""A setting as files and command lines write it."""
type Given = Mapping[str, Setting]
"""Settings by name, those that are given."""
type Meta = Mapping[str, str]
"""What META of a Pabulib file says, by name."""

_OPTION = "option"


class OptionError(ValueError):
    """A setting that the rule or style does not know, said in `words`."""

    def __init__(self, words: Words) -> None:
        """Keep the sentence for whoever shows it."""
        super().__init__(words.text)
        self.words = words


@dataclass(frozen=True, slots=True)
class Choice:
    """A setting that is one of a few words. `absent` is what its absence means, for ever.

    `switch`: it is written "no" or "yes" and means False or True.
    """

    name: str
    label: Words
    choices: Mapping[str, Words]
    absent: str
    help: Words | None = None
    switch: bool = False


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
type Options = tuple[Option, ...]


def whole_number(text: str | None) -> int | None:
    """The number that somebody else's text is; None for any other text."""
    if text is None or not re.fullmatch("[0-9]{1,9}", text):
        return None
    return int(text)


def choice(
    label: Words,
    choices: Mapping[str, Words],
    absent: str,
    help: Words | None = None,
) -> Any:
    """A field that is one of a few words, annotated with these; `choices` says them plainly."""
    return _field(absent, Choice("", label, choices, absent, help))


def switch(
    label: Words,
    *,
    no: Words | None = None,
    yes: Words | None = None,
    help: Words | None = None,
) -> bool:
    """A field that is off or on, written "no" and "yes"; its absence means off."""
    choices = {"no": no or say("No"), "yes": yes or say("Yes")}
    return _field(
        absent=False,
        option=Choice("", label, choices, "no", help, switch=True),
    )


@overload
def number(
    label: Words,
    least: int,
    most: int,
    absent: int,
    help: Words | None = None,
) -> int: ...
@overload
def number(
    label: Words,
    least: int,
    most: int,
    absent: None,
    help: Words | None = None,
) -> int | None: ...
def number(
    label: Words,
    least: int,
    most: int,
    absent: int | None,
    help: Words | None = None,
) -> int | None:
    """A field that is a whole number, or where `absent` is None may be left out."""
    return _field(absent, Number("", label, least, most, absent, help))


def _field[V](absent: V, option: Option) -> V:
    return field(default=absent, metadata={_OPTION: option})


@dataclass(frozen=True)
class Settings:
    """The settings of a rule or style that has none, and the base of all others."""

    @classmethod
    def options(cls) -> Options:
        """What may be set, in the order people see."""
        return _options(cls)

    @property
    def idle(self) -> frozenset[str]:
        """The options that change nothing as the others stand: nobody need be asked for them."""
        return frozenset()

    @property
    def parameters(self) -> Given:
        """Every option with its value, as files write it."""
        return MappingProxyType(
            {
                each.name: _written(getattr(self, each.name))
                for each in fields(self)
            },
        )


@cache
def _options(kind: type[Settings]) -> Options:
    """A page of many questions asks for them of every one, again and again."""
    return tuple(
        replace(each.metadata[_OPTION], name=each.name) for each in fields(kind)
    )


@dataclass(frozen=True)
class Seats(Settings):
    """Settings of a rule that fills several places."""

    seats: int = number(say("Winners"), 1, 100, 1)


class TopSeats(Seats):
    """Settings of a rule that makes one order and fills places from its top.

    The places of a ballot file, made for a rule that transfers votes, are not meant for it: it
    names one winner unless more are asked for.
    """


class LeastSupport(Settings):
    """Settings of a rule that knows a least support itself.

    The rulebook asks for it as a share of the ballots instead of by its own option.
    """

    option: ClassVar[str] = "threshold"
    threshold: int


class Based(Settings):
    """Settings of a rule that measures against a base which the ballots may not tell.

    Who counts says how many it is by the option named here.
    """

    option: ClassVar[str] = "of"
    of: int | None


def settle[S: Settings](kind: type[S], given: Given) -> S:
    """The struct of what was given, checked; what is not given means what its absence means.

    Raises OptionError.
    """
    options = {option.name: option for option in kind.options()}
    _refuse_unknown(given, options)
    chosen = {name: value for name, value in given.items() if value is not None}
    return kind(
        **{name: _read(options[name], value) for name, value in chosen.items()},
    )


def _refuse_unknown(
    given: Given,
    options: Mapping[str, Option],
) -> None:
    unknown = sorted(given.keys() - options.keys())
    if unknown:
        known = ", ".join(options) or "–"
        raise OptionError(
            say(
                "There is no option “{name}” here. Options: {known}.",
                name=unknown[0],
                known=known,
            ),
        )


def _written(value: object) -> Setting:
    """A field's value as files write it."""
    match value:
        case bool():
            if value:
                return "yes"
            return "no"
        case int() | None:
            return value
        case _:
            return str(value)


def _read(option: Option, value: str | int) -> Any:
    """A field's value as files wrote it, checked."""
    if isinstance(option, Choice):
        return _one_of(option, value)
    return _whole(option, value)


def _one_of(option: Choice, value: str | int) -> str | bool:
    chosen = next((each for each in option.choices if each == value), None)
    if chosen is None:
        raise _no_choice(option, value)
    if option.switch:
        return chosen == "yes"
    return chosen


def _no_choice(option: Choice, value: str | int) -> OptionError:
    return OptionError(
        say(
            "“{name}” cannot be “{value}”. Choose one of: {choices}.",
            name=option.name,
            value=str(value),
            choices=", ".join(option.choices),
        ),
    )


def _whole(option: Number, value: str | int) -> int:
    if not _is_whole(value) or not option.least <= int(value) <= option.most:
        raise OptionError(
            say(
                "“{name}” takes a whole number from {least} to {most}, not “{value}”.",
                name=option.name,
                least=option.least,
                most=option.most,
                value=str(value),
            ),
        )
    return int(value)


def _is_whole(value: str | int) -> bool:
    plain = re.fullmatch(r"-?[0-9]{1,15}", str(value))
    return plain is not None and not isinstance(value, bool)
