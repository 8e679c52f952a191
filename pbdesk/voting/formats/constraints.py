"""Constraints that a .pb file sets for its count, or a JSON file beside it.

Thresholds, caps, a stop, and so on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Literal

import msgspec

from pbdesk.voting.constraints import (
    Cap,
    Constraints,
    Floor,
    Leftover,
    Pot,
    Threshold,
)
from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.bounds import bytes_of
from pbdesk.voting.formats.json_text import JsonRefused, json_as
from pbdesk.voting.formats.money import minor_units
from pbdesk.voting.formats.pabulib_rows import items
from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.voting.options import Meta
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import UnsupportedError
from pbdesk.words import say

__all__ = ["WORDS", "constraints_of", "read_constraints", "worded_constraints"]


def constraints_of(file: BallotFile) -> Constraints | None:
    """The caps that META sets for categories; None where it sets none.

    Raises UnsupportedError for caps by neighbourhood, or that do not match the categories.
    """
    if file.meta.get("budget_per_neighborhood"):
        raise _caps_of_areas()
    if not file.meta.get("budget_per_category"):
        return None
    caps = _sum_of_each(file.meta)
    return Constraints(
        tuple(_cap(name, most, file.profile) for name, most in caps),
    )


def _sum_of_each(meta: Meta) -> list[tuple[str, str]]:
    """The categories with the sums that cap them."""
    names = _listed(meta.get("categories", ""))
    sums = _listed(meta["budget_per_category"])
    if len(names) != len(sums):
        raise _do_not_match(names, sums)
    return [*zip(names, sums, strict=True)]


def _caps_of_areas() -> UnsupportedError:
    return UnsupportedError(
        say(
            "The file caps the money of areas, and does not say how its projects share them.",
        ),
    )


def _do_not_match(
    names: Sequence[str],
    sums: Sequence[str],
) -> UnsupportedError:
    return UnsupportedError(
        say(
            "The file names {names} categories and {sums} sums for them.",
            names=len(names),
            sums=len(sums),
        ),
    )


def _cap(name: str, most: str, profile: Profile) -> Cap:
    minor = minor_units(most, _decimals(profile))
    return Cap(name, _of_category(profile, name), minor)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")]


def _decimals(profile: Profile) -> int:
    """Decimals of the file's sums: its unit is a power of ten."""
    return len(str(profile.unit)) - 1


type _Sum = str | int


class _Cap(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    most: _Sum
    projects: list[str] | None = None


class _Floor(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    least: _Sum
    projects: list[str] | None = None


class _Pot(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    amount: _Sum
    projects: list[str] | None = None


class _Threshold(msgspec.Struct, forbid_unknown_fields=True):
    least: _Sum
    base: Literal["ballots", "all", "marked", "cost"] = "ballots"


class _File(msgspec.Struct, forbid_unknown_fields=True):
    caps: list[_Cap] = []
    exclusive: list[list[str]] = []
    funded: list[str] = []
    threshold: _Threshold | None = None
    floors: list[_Floor] = []
    partial: _Sum | None = None
    pots: list[_Pot] = []
    leftover: Leftover = "returned"


WORDS = (
    "cap.",
    "floor.",
    "pot.",
    "pots_leftover",
    "exclusive",
    "funded",
    "partial",
    "threshold_share",
    "threshold_of",
)
"""Settings that are constraints: a name, or what a name begins with."""


def read_constraints(path: Path, profile: Profile) -> Constraints:
    """The constraints of a JSON file, sums in the ballots' own units.

    {"caps": [{"name": "Parks", "most": 5000, "projects": ["A", "B"]}], "floors": [{"name": "Play",
    "least": 2000}], "pots": [{"name": "North", "amount": 9000}], "leftover": "next", "exclusive":
    [["A", "C"]], "funded": ["D"], "partial": "50%", "threshold": {"least": "5%", "base": "all"}}. A
    cap, floor or pot without projects is on the category of its name. Raises ImportRefused for a
    file that cannot be read.
    """
    try:
        file = json_as(bytes_of(path), _File)
    except JsonRefused as error:
        raise _no_constraints(path.name, error) from error
    return _meant(file, profile)


def _no_constraints(name: str, error: JsonRefused) -> ImportRefused:
    why = str(error)
    return ImportRefused(
        say(
            "“{name}” is no file of constraints: {error}.",
            name=name,
            error=why,
        ),
    )


def worded_constraints(
    words: Mapping[str, str],
    profile: Profile,
) -> Constraints:
    """Constraints from settings, sums in the ballots' own units.

    cap.Parks=5000, floor.Play=2000, pot.North=9000, pots_leftover=next, exclusive=A+B,C+D (A or B,
    C or D), funded=D, partial=50%, threshold_share=5%, threshold_of=all (or marked, cost, ballots:
    then a number). Raises ImportRefused for a word that means nothing.
    """
    try:
        return _meant(msgspec.convert(_as_in_a_file(words), _File), profile)
    except msgspec.ValidationError as error:
        raise ImportRefused(
            say(
                "These constraints cannot be read: {error}.",
                error=str(error)[:200],
            ),
        ) from error


def _as_in_a_file(words: Mapping[str, str]) -> dict[str, object]:
    """Settings in the shape of `_File`."""
    return {
        "caps": _sums(words, "cap.", "most"),
        "floors": _sums(words, "floor.", "least"),
        "pots": _sums(words, "pot.", "amount"),
        "leftover": words.get("pots_leftover", "returned"),
        "partial": words.get("partial"),
        "exclusive": [
            group.split("+") for group in items(words.get("exclusive", ""))
        ],
        "funded": items(words.get("funded", "")),
        "threshold": _worded_threshold(words),
    }


def _worded_threshold(words: Mapping[str, str]) -> dict[str, str] | None:
    if "threshold_share" not in words:
        return None
    share = words["threshold_share"]
    return {"least": share, "base": words.get("threshold_of", "all")}


def _sums(
    words: Mapping[str, str],
    kind: str,
    sum_name: str,
) -> list[dict[str, str]]:
    """The settings of a kind: what each names, and its sum as `sum_name`."""
    return [
        {"name": name.removeprefix(kind), sum_name: said}
        for name, said in words.items()
        if name.startswith(kind)
    ]


def _threshold(file: _File) -> Threshold | None:
    if file.threshold is None:
        return None
    return Threshold(_share(file.threshold.least), file.threshold.base)


def _meant(file: _File, profile: Profile) -> Constraints:
    """What the words mean for these ballots: projects of categories, sums in minor units."""
    decimals = _decimals(profile)

    def on(group: _Cap | _Floor | _Pot) -> frozenset[str]:
        return _projects_of(group, profile)

    def minor(said: _Sum) -> int:
        return minor_units(str(said), decimals)

    return Constraints(
        caps=tuple(
            Cap(cap.name, on(cap), minor(cap.most)) for cap in file.caps
        ),
        exclusive=tuple(frozenset(group) for group in file.exclusive),
        funded=tuple(file.funded),
        threshold=_threshold(file),
        floors=tuple(
            Floor(floor.name, on(floor), minor(floor.least))
            for floor in file.floors
        ),
        partial=_partial(file),
        pots=tuple(
            Pot(pot.name, on(pot), minor(pot.amount)) for pot in file.pots
        ),
        leftover=file.leftover,
    )


def _partial(file: _File) -> Fraction | None:
    if file.partial is None:
        return None
    return _share(file.partial)


def _projects_of(
    group: _Cap | _Floor | _Pot,
    profile: Profile,
) -> frozenset[str]:
    """The projects named, or those of the category that gives the group its name."""
    if group.projects is None:
        return _in_category(profile, group.name)
    return frozenset(group.projects)


def _in_category(profile: Profile, name: str) -> frozenset[str]:
    """The projects of a category.

    Raises ImportRefused where there are none: a misspelt name would bind nothing.
    """
    found = _of_category(profile, name)
    if not found:
        raise ImportRefused(
            say("No project is in the category “{name}”.", name=name[:60]),
        )
    return found


def _of_category(profile: Profile, name: str) -> frozenset[str]:
    return frozenset(
        project.id for project in profile.projects if name in project.categories
    )


def _share(text: str | int) -> Fraction:
    """A number, a fraction or a percentage: 25, "1/3", "5%"."""
    said = str(text).strip()
    try:
        share = Fraction(said.removesuffix("%"))
    except (ValueError, ZeroDivisionError) as error:
        raise _no_share(text) from error
    if share < 0:
        raise _no_share(text)
    if said.endswith("%"):
        return share / 100
    return share


def _no_share(text: str | int) -> ImportRefused:
    return ImportRefused(say("“{text}” is no share.", text=str(text)[:40]))
