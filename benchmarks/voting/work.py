"""One piece of work in a process of its own, timed.

`python work.py pbdesk|pabutools WHAT FILE` prints one JSON object. Seconds are CPU seconds of the
process (`user` + `system`), which other programs on the machine do not stretch.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from pbdesk.voting.ties import Lot

SHARES: dict[str, dict[str, Any]] = {
    "equal-shares": {"utility": "cost"},
    "equal-shares add1": {"utility": "cost", "completion": "add1"},
}


def of_pbdesk(
    what: str,
    file: str,
) -> tuple[Callable[[], Any], Callable[[Any], Any]]:
    """(read, count) as pbdesk does them."""
    from pbdesk.voting import RULES, read_ballots

    rule, settings = (
        ("equal-shares", SHARES[what]) if what in SHARES else (what, {})
    )
    if rule.startswith("stv"):
        settings = {"seats": 5}
    return lambda: read_ballots(Path(file)).profile, lambda profile: RULES[
        rule
    ].count(
        profile,
        settings,
        Lot("bench"),
    )


def of_pabutools(
    what: str,
    file: str,
) -> tuple[Callable[[], Any], Callable[[Any], Any]]:
    """(read, count) as pabutools does them: exact fractions, equal ballots merged."""
    election: Any = import_module("pabutools.election")  # an extra, so by name
    rules: Any = import_module("pabutools.rules")
    fractions: Any = import_module("pabutools.fractions")
    fractions.FRACTION = "gmpy2"
    worth = {"sat_class": election.Cost_Sat}

    def read() -> Any:
        instance, profile = election.parse_pabulib(file)
        return instance, profile.as_multiprofile()

    def count(both: Any) -> Any:
        match what:
            case "greedy":
                return rules.greedy_utilitarian_welfare(*both, **worth)
            case "phragmen":
                return rules.sequential_phragmen(*both)
            case "equal-shares":
                return rules.method_of_equal_shares(*both, **worth)
            case _:
                return rules.method_of_equal_shares(
                    *both,
                    **worth,
                    voter_budget_increment=1,
                )

    return read, count


def peak_mb() -> float:
    """Most memory this program had.

    Where the system tells it, without what the process had before it became ours.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return (
            next(
                int(line.split()[1])
                for line in status.read_text().splitlines()
                if line.startswith("VmHWM")
            )
            / 1024
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    who, what, file = sys.argv[1:]
    read, count = (of_pbdesk if who == "pbdesk" else of_pabutools)(what, file)
    begun = time.process_time()
    ballots = read()
    between = time.process_time()
    outcome = count(ballots)
    ended = time.process_time()
    funded = (
        outcome.funded or outcome.winners
        if who == "pbdesk"
        else [str(project) for project in outcome]
    )
    print(
        json.dumps(
            {
                "read": between - begun,
                "count": ended - between,
                "whole": ended,
                "peak_mb": peak_mb(),
                "winners": sorted(funded or []),
            },
        ),
    )


if __name__ == "__main__":
    main()
