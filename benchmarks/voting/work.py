"""One piece of work in a process of its own, timed: `python work.py pbdesk|pabutools WHAT FILE` prints one JSON object.

Seconds are CPU seconds of the process (`user` + `system`), which other programs on the machine do not stretch.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SHARES: dict[str, dict[str, Any]] = {
    "equal-shares": {"utility": "cost"}, "equal-shares add1": {"utility": "cost", "completion": "add1"}}


def of_pbdesk(what: str, file: str) -> tuple[Callable[[], Any], Callable[[Any], Any]]:
    """(read, count) as pbdesk does them."""
    from pbdesk.voting import RULES, read_ballots

    rule, settings = ("equal-shares", SHARES[what]) if what in SHARES else (what, {})
    if rule.startswith("stv"):
        settings = {"seats": 5}
    return lambda: read_ballots(Path(file)).profile, lambda profile: RULES[rule].count(profile, settings, "bench")


def of_pabutools(what: str, file: str) -> tuple[Callable[[], Any], Callable[[Any], Any]]:
    """(read, count) as pabutools does them: exact fractions, equal ballots merged."""
    from pabutools import fractions
    from pabutools.election import Cost_Sat, parse_pabulib
    from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares, sequential_phragmen

    fractions.FRACTION = "gmpy2"

    def read() -> Any:
        instance, profile = parse_pabulib(file)
        return instance, profile.as_multiprofile()

    def count(both: Any) -> Any:
        instance, profile = both
        match what:
            case "greedy":
                return greedy_utilitarian_welfare(instance, profile, sat_class=Cost_Sat)
            case "phragmen":
                return sequential_phragmen(instance, profile)
            case "equal-shares":
                return method_of_equal_shares(instance, profile, sat_class=Cost_Sat)
            case _:
                return method_of_equal_shares(instance, profile, sat_class=Cost_Sat, voter_budget_increment=1)

    return read, count


def main() -> None:
    who, what, file = sys.argv[1:]
    read, count = (of_pbdesk if who == "pbdesk" else of_pabutools)(what, file)
    begun = time.process_time()
    ballots = read()
    between = time.process_time()
    outcome = count(ballots)
    ended = time.process_time()
    funded = outcome.funded or outcome.winners if who == "pbdesk" else [str(project) for project in outcome]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"read": between - begun, "count": ended - between, "whole": ended, "peak_mb": peak,
                      "winners": sorted(funded or [])}))


if __name__ == "__main__":
    main()
