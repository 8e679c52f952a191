"""The tally: arrays and plain dataclasses in, a frozen `Outcome` out.

No Qt, no database, no clock, no chance.
    from pbdesk.voting import RULES, Lot, read_ballots

    file = read_ballots("city.pb")
    outcome = RULES["equal-shares"].count(file.profile, {"completion": "add1"}, Lot("4 1 6"))
    print(outcome.funded, outcome.cost, outcome.reasons)

Names load when they are used: importing this package alone imports nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pbdesk.voting.constraints import Cap, Constraints, Threshold
    from pbdesk.voting.formats import BallotFile, ImportRefused, read_ballots
    from pbdesk.voting.options import OptionError
    from pbdesk.voting.outcome import Outcome
    from pbdesk.voting.profile import Profile, Project
    from pbdesk.voting.rules import RULES, Rule, UnsupportedError
    from pbdesk.voting.styles import STYLES
    from pbdesk.voting.ties import Lot

__all__ = [
    "RULES",
    "STYLES",
    "BallotFile",
    "Cap",
    "Constraints",
    "ImportRefused",
    "Lot",
    "OptionError",
    "Outcome",
    "Profile",
    "Project",
    "Rule",
    "Threshold",
    "UnsupportedError",
    "read_ballots",
]

_PLACES = {
    "constraints": ("Cap", "Constraints", "Threshold"),
    "formats": ("BallotFile", "ImportRefused", "read_ballots"),
    "options": ("OptionError",),
    "outcome": ("Outcome",),
    "profile": ("Profile", "Project"),
    "rules": ("RULES", "Rule", "UnsupportedError"),
    "styles": ("STYLES",),
    "ties": ("Lot",),
}
_PLACE_OF = {name: place for place, names in _PLACES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _PLACE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"pbdesk.voting.{_PLACE_OF[name]}"), name)
