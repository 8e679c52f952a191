"""Invented elections of any size, the same on every machine: numbers from SHAKE-256 streams.

    python benchmarks/voting/city.py approval 1000000 500 city.pb
    python benchmarks/voting/city.py ranked 100000 30 ranked.soi

approval: costs from 5,000 to 200,000, the pot a quarter of them all, each ballot 1 to 8 projects,
low numbers more often. ranked: each ballot ranks 1 to all options, low numbers earlier more often.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

CHUNK = 50_000


def numbers(label: str, count: int) -> np.ndarray:
    """`count` numbers below 65,536."""
    return np.frombuffer(
        hashlib.shake_256(label.encode()).digest(2 * count),
        dtype="<u2",
    )


def approval(ballots: int, projects: int) -> Iterator[str]:
    costs = 5_000 + numbers("costs", projects).astype(int) * 3 % 195_001
    yield (
        f"META\nkey;value\ndescription;Invented city\ncountry;\nunit;\ninstance;\nnum_projects;{projects}\n"
        f"num_votes;{ballots}\nbudget;{costs.sum() // 4}\nvote_type;approval\nrule;unknown\nPROJECTS\n"
        "project_id;cost\n"
    )
    yield "".join(f"P{i};{cost}\n" for i, cost in enumerate(costs))
    yield "VOTES\nvoter_id;vote\n"
    for first in range(0, ballots, CHUNK):
        rows = min(CHUNK, ballots - first)
        stream = numbers(f"ballots {first}", rows * 9).reshape(rows, 9)
        picks = ((stream[:, :8] / 65536) ** 2 * projects).astype(int)
        lengths = 1 + stream[:, 8] % 8
        yield "".join(
            f"{first + i};{','.join(f'P{p}' for p in dict.fromkeys(row[:length]))}\n"
            for i, (row, length) in enumerate(
                zip(picks.tolist(), lengths.tolist(), strict=True),
            )
        )


def ranked(ballots: int, options: int) -> Iterator[str]:
    yield f"# TITLE: Invented\n# DATA TYPE: soi\n# NUMBER ALTERNATIVES: {options}\n# NUMBER VOTERS: {ballots}\n"
    yield "".join(
        f"# ALTERNATIVE NAME {i}: Option {i}\n" for i in range(1, options + 1)
    )
    for first in range(0, ballots, CHUNK):
        rows = min(CHUNK, ballots - first)
        stream = numbers(f"rankings {first}", rows * (options + 1)).reshape(
            rows,
            options + 1,
        )
        orders = (
            np.argsort(
                stream[:, :options] / 65536 + np.arange(options) / options,
                axis=1,
                kind="stable",
            )
            + 1
        )
        lengths = 1 + stream[:, options] % options
        yield "".join(
            f"1: {','.join(map(str, order[:length]))}\n"
            for order, length in zip(
                orders.tolist(),
                lengths.tolist(),
                strict=True,
            )
        )


def write(kind: str, ballots: int, options: int, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(
            (approval if kind == "approval" else ranked)(ballots, options),
        )


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
