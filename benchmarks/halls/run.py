"""A city: many halls' signed packs of one made-up vote, combined as a clerk does it.

Time and memory of that.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from pbdesk.pack.bag import write_zip
from pbdesk.pack.keys import public_of
from pbdesk.pack.signers import Signer
from pbdesk.voting.formats.pabulib_writer import pabulib_text
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from pbdesk.voting.trace import outcome_bytes
from tests.pack.sample import KEYS, Evening

BUDGET = 5_000_000_00
SEALED = {
    "style": "approval",
    "rule": "greedy",
    "count.by": "support",
    "count.fit": "skip",
    "least_share": 0,
}


def hall(number: int, ballots: int, projects: list[Project], folder: Path) -> str:
    """Write one hall's signed pack; its lines of the signers file."""
    chance, assembly = random.Random(number), f"hall-{number:04}"
    favourites = [chance.random() ** 2 for _ in projects]
    drawn = Counter(
        frozenset(chance.choices(projects, favourites, k=chance.randint(1, 10)))
        for _ in range(ballots)
    )
    marks = [
        ({project.id: 1 for project in sorted(some, key=lambda p: p.id)}, times)
        for some, times in drawn.items()
    ]
    profile = Profile.of("approval", projects, BUDGET, marks, currency="GBP", unit=100)
    outcome = RULES["greedy"].count(profile, {"threshold": 0}, Lot("1"))

    def content(said: dict[str, object]) -> None:
        lines = [
            {
                "id": p.id,
                "code": p.id,
                "title": p.name,
                "cost": p.cost,
                "funded": p.id in outcome.funded,
                "support": str(outcome.support[p.id]),
            }
            for p in projects
        ]
        said |= {
            "currency": "GBP",
            "seed": "1",
            "papers": {"issued": ballots, "counted": ballots},
            "rulebook": {"charter": {}, "rulebook": SEALED, "ties": ["lot"]},
            "trace": json.loads(outcome_bytes(outcome)),
            "outcome": {
                "rule": "greedy",
                "parameters": dict(outcome.parameters),
                "budget": BUDGET,
                "ballots": {"counted": ballots, "rejected": {}},
                "projects": lines,
                "cost": outcome.cost,
                "funded": list(outcome.funded),
                "leftover": outcome.leftover,
            },
        }

    bag = Evening(assembly=assembly, content=content, pb=pabulib_text(profile).encode()).signed()
    write_zip(bag, folder / f"{bag.name}.zip")
    return "".join(f"{Signer(who, assembly, public_of(key)).line}\n" for who, key in KEYS.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--halls", type=int, default=300)
    parser.add_argument("--ballots", type=int, default=1_000_000)
    parser.add_argument("--projects", type=int, default=60)
    asked = parser.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    projects = [
        Project(f"p{n:03}", (20 + n) * 10_000_00 // 2, f"Project {n}")
        for n in range(asked.projects)
    ]
    each = asked.ballots // asked.halls
    signers = "".join(hall(n, each, projects, asked.to) for n in range(asked.halls))
    (asked.to / "allowed_signers").write_text(signers, encoding="utf-8")
    packs = sorted(map(str, asked.to.glob("pb-result_*.zip")))
    start = time.perf_counter()
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pbdesk",
            "combine",
            *packs,
            "--signers",
            str(asked.to / "allowed_signers"),
            "--name",
            "city",
            "--day",
            "2026-11-30",
            "--to",
            str(asked.to),
        ],
        check=True,
    )
    most = getrusage(RUSAGE_CHILDREN).ru_maxrss // 1024
    print(
        f"{asked.halls} halls, {each * asked.halls} ballots: {time.perf_counter() - start:.0f} s, {most} MB at most"
    )


if __name__ == "__main__":
    main()
