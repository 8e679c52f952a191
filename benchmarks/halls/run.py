"""A city: a parent, many halls' signed packs of one made-up vote, added up as a clerk does it.

Time and memory of that. The packs are made once for a folder and used again.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from pbdesk.app.halls import ParentDesk, make_export
from pbdesk.assembly import ideas, mandate, rulebook
from pbdesk.halls import named
from pbdesk.minutes.decision import Refusal
from pbdesk.pack.keys import public_line, public_of
from pbdesk.pack.parent import Parent, read_parent
from pbdesk.questions import sheet
from tests.pack.halls import KEYS, Ballots, Hall, signers_of

POT = 5_000_000_00


def begin(path: Path, halls: int, projects: int, rule: str) -> Parent:
    """The parent's file, and what its halls begin from."""
    desk = ParentDesk.create(
        path,
        name="City vote",
        place="",
        day="2026-11-26",
        currency="EUR",
    )
    if isinstance(desk, Refusal):
        raise SystemExit(desk.words.text)
    with desk:
        for decision, given in _decisions(desk, halls, projects, rule):
            refusal = desk.do(decision, **given)
            if refusal is not None:
                raise SystemExit(f"{refusal.words.text} ({refusal.where})")
        refusal = make_export(desk)
        export = desk.export()
    if refusal is not None or export is None:
        raise SystemExit(refusal.words.text if refusal else "no export")
    return read_parent(export)


def _decisions(
    desk: ParentDesk,
    halls: int,
    projects: int,
    rule: str,
) -> Iterator[tuple[Any, dict[str, Any]]]:
    for clause, value in {
        "question": "Which projects shall the city fund?",
        "binding": "binding",
        "decider": "City council",
        "promise": "Promised to answer with reasons.",
        "answer_by": "2027-01-29",
        "holder": "City council",
        "pot": POT,
    }.items():
        yield mandate.set_charter, {"clause": clause, "value": value}
    for clause, value in {
        "people": "Who lives in the city.",
        "kept": 12,
        "kept_papers": 6,
        "public_ballots": True,
        "rule": rule,
        "ballot.max_picks": 10,
        "quorum": 0,
        "leftover": "carried",
    }.items():
        yield rulebook.set_rule, {"clause": clause, "value": value}
    for n in range(projects):
        cost = (20 + n) * 500_000
        yield ideas.receive, {"title": f"Project {n}", "wish": cost}
        newest = list(desk.state.ideas.by_id)[-1]
        answer = {
            "proposal": newest,
            "accepted": True,
            "cost": cost,
            "reason": "It can be built.",
        }
        yield ideas.answer, answer
    yield rulebook.seal, {}
    yield sheet.draw_up, {}
    for n in range(1, halls + 1):
        yield (
            named.name_hall,
            {"name": f"Hall {n}", "place": f"{n} Main Street"},
        )
    for role, key in KEYS.items():
        yield (
            named.name_combiner,
            {"role": role, "key": public_line(public_of(key))},
        )


def write_hall(parent: Parent, folder: Path, ballots: int, number: int) -> None:
    """One hall's signed pack, the same for the same number."""
    chance = random.Random(number)
    options = parent.questions[0].options
    favourites = [chance.random() ** 2 for _ in options]
    drawn = Counter(
        frozenset(chance.choices(options, favourites, k=chance.randint(1, 10)))
        for _ in range(ballots)
    )
    cast: Ballots = [
        ({option.id: 1 for option in some}, times)
        for some, times in drawn.items()
    ]
    hall = parent.halls[number]
    Hall(parent, hall.id, {"1": cast}, register=2 * ballots).write(folder)


def main() -> None:
    """Make the packs where they are not there, and add them up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--halls", type=int, default=300)
    parser.add_argument("--ballots", type=int, default=1_000_000)
    parser.add_argument("--projects", type=int, default=60)
    parser.add_argument("--rule", default="greedy")
    parser.add_argument(
        "--scheduler",
        default="",
        help="as `pbdesk combine` has it",
    )
    asked = parser.parse_args()
    file, packs, signers = (
        asked.to / name for name in ("city.pbparent", "packs", "signers")
    )
    if not signers.exists():
        packs.mkdir(parents=True)
        parent = begin(file, asked.halls, asked.projects, asked.rule)
        write = partial(write_hall, parent, packs, asked.ballots // asked.halls)
        with ProcessPoolExecutor() as pool:
            _ = list(pool.map(write, range(asked.halls)))
        signers.write_text(signers_of(parent), encoding="utf-8")
    command = [sys.executable, "-m", "pbdesk", "combine", str(file), str(packs)]
    command += [
        "--signers",
        str(signers),
        "--to",
        str(asked.to / "sum"),
        "--dice",
        "314152",
    ]
    if asked.scheduler:
        command += ["--scheduler", asked.scheduler]
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    took = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{asked.halls} halls, {asked.ballots} ballots: {took:.1f} s, "
        f"{used.ru_utime + used.ru_stime:.1f} s of processors, {used.ru_maxrss // 1024} MB at most",
    )


if __name__ == "__main__":
    main()
