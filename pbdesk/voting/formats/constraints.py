"""Constraints that a .pb file sets for its count, or a JSON file beside it: thresholds, caps, a stop, and so on."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Literal

import msgspec

from pbdesk.voting.constraints import Cap, Constraints, Threshold
from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.money import minor_units
from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.voting.options import Setting
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import UnsupportedError
from pbdesk.words import say

__all__ = ["constraints_of", "read_constraints", "settings_of"]


def settings_of(file: BallotFile, rule: str) -> Mapping[str, Setting]:
    """The rule's settings as META has them: "stop at the first that does not fit", threshold, points for places."""
    meta = file.meta
    stop: Setting = "stop" if meta.get("rule") == "greedy-no-skip" else "skip"
    match rule:
        case "greedy":
            return {"fit": stop, "threshold": _number(meta.get("min_project_score_threshold")) or 0}
        case "borda-greedy":
            return {"fit": stop, "first": _number(meta.get("max_length"))}
        case _:
            return {}


def constraints_of(file: BallotFile) -> Constraints | None:
    """The caps that META sets for categories; None where it sets none.

    Raises UnsupportedError for caps by neighbourhood, or that do not match the categories.
    """
    meta, profile = file.meta, file.profile
    if meta.get("budget_per_neighborhood"):
        raise UnsupportedError(say("The file caps the money of areas, and does not say how its projects share them."))
    if not meta.get("budget_per_category"):
        return None
    names, sums = ([part.strip() for part in meta.get(key, "").split(",")] for key in (
        "categories", "budget_per_category"))
    if len(names) != len(sums):
        raise UnsupportedError(say("The file names {names} categories and {sums} sums for them.", names=len(names),
                                   sums=len(sums)))
    decimals = len(str(profile.unit)) - 1
    return Constraints(tuple(
        Cap(name, _in_category(profile, name), minor_units(most, decimals))
        for name, most in zip(names, sums, strict=True)))


class _Cap(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    most: str | int
    projects: list[str] | None = None


class _Threshold(msgspec.Struct, forbid_unknown_fields=True):
    least: str | int
    base: Literal["ballots", "all", "marked", "cost"] = "ballots"


class _File(msgspec.Struct, forbid_unknown_fields=True):
    caps: list[_Cap] = []
    exclusive: list[list[str]] = []
    funded: list[str] = []
    threshold: _Threshold | None = None


def read_constraints(path: Path, profile: Profile) -> Constraints:
    """The constraints of a JSON file, sums in the ballots' own units.

    {"caps": [{"name": "Parks", "most": 5000, "projects": ["A", "B"]}], "exclusive": [["A", "C"]], "funded": ["D"],
    "threshold": {"least": "5%", "base": "all"}}. A cap without projects is on the category of its name.
    Raises ImportRefused for a file that cannot be read.
    """
    try:
        file = msgspec.json.decode(path.read_bytes(), type=_File)
    except OSError as error:
        raise ImportRefused(say("“{name}” cannot be opened: {reason}.", name=path.name,
                                reason=error.strerror or "")) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ImportRefused(say("“{name}” is no file of constraints: {error}.", name=path.name,
                                error=str(error)[:200])) from error
    decimals = len(str(profile.unit)) - 1
    caps = [Cap(cap.name, _in_category(profile, cap.name) if cap.projects is None else frozenset(cap.projects),
                minor_units(str(cap.most), decimals)) for cap in file.caps]
    threshold = None if file.threshold is None else Threshold(_share(file.threshold.least), file.threshold.base)
    return Constraints(tuple(caps), tuple(frozenset(group) for group in file.exclusive), tuple(file.funded), threshold)


def _in_category(profile: Profile, name: str) -> frozenset[str]:
    return frozenset(project.id for project in profile.projects if name in project.categories)


def _share(text: str | int) -> Fraction:
    """A number, a fraction or a percentage: 25, "1/3", "5%"."""
    try:
        words = str(text).strip()
        share = Fraction(words.removesuffix("%")) / (100 if words.endswith("%") else 1)
    except (ValueError, ZeroDivisionError) as error:
        raise ImportRefused(say("“{text}” is no threshold.", text=str(text)[:40])) from error
    if share < 0:
        raise ImportRefused(say("“{text}” is no threshold.", text=str(text)[:40]))
    return share


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
