"""Guesses at what a pack withholds, by somebody who has the zip and all the time in the world.

    python -m tests.pack.guessing PACK.zip [--seconds N]

says how many entries the pack withholds, how large the space is in which each of them lies, how
many guesses a second this machine makes, and how long all of them would take.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rfc8785

from pbdesk.ledger.chain import RANDOM
from pbdesk.pack.bag import read_zip

DAY = 86_400
YEAR = 365.25 * DAY


@dataclass(frozen=True)
class Space:
    """How much is withheld, and behind how many bits of chance each entry of it lies."""

    entries: int
    bits: int

    def found_in_a_day(self, each_second: float) -> float:
        """How likely a day of guessing, so many a second, hits any one of the entries."""
        return self.entries * each_second * DAY / 2**self.bits

    def years(self, each_second: float) -> float:
        """How long it takes until one of the entries is hit with even chances."""
        return 2 ** (self.bits - 1) / (self.entries * each_second) / YEAR

    def told(self, each_second: float) -> str:
        """The figures, for people."""
        return (
            f"{self.entries} entries are withheld, each behind {self.bits} bits of chance. "
            f"{each_second:,.0f} guesses a second: a day of them hits one of all with a chance of "
            f"1 in 10^{-math.log10(self.found_in_a_day(each_second)):.0f}; even chances take "
            f"10^{math.log10(self.years(each_second)):.0f} years."
        )


def record_in(zip_: Path) -> list[dict[str, Any]]:
    """The lines of the public record in a pack."""
    lines = read_zip(zip_).files["data/record.jsonl"].splitlines()
    return [json.loads(line) for line in lines]


def space_of(lines: Sequence[Mapping[str, Any]]) -> Space:
    """What stands in the record by its digest alone."""
    return Space(sum("type" not in line for line in lines), 8 * RANDOM)


def digest_of(tag: str, body: Mapping[str, Any], chance: str) -> str:
    """What would stand in the line (the form of an entry, as ARCHITECTURE.md tells it)."""
    said = rfc8785.dumps({"type": tag, "body": dict(body), "random": chance})
    return hashlib.sha256(b"\0pbdesk/entry/2\0" + said).hexdigest()


def in_the_zip(files: Mapping[str, bytes]) -> frozenset[str]:
    """Everything in a pack that is long enough to be chance: the ends of each hexadecimal text."""
    found = set[str]()
    for content in files.values():
        for word in re.findall(rb"[0-9a-f]{32,}", content):
            found |= {word[:32].decode(), word[-32:].decode()}
    return frozenset(found)


def derived(seen: Sequence[str]) -> Iterator[str]:
    """What lazy chance may be: nothing, a count, a hash of what anybody knows."""
    yield from ("", "0" * 32, "f" * 32)
    for n in range(1000):
        yield f"{n:032x}"
        yield hashlib.sha256(str(n).encode()).hexdigest()[:32]
        yield hashlib.md5(str(n).encode(), usedforsecurity=False).hexdigest()
    for text in seen:
        yield hashlib.sha256(text.encode()).hexdigest()[:32]
        yield hashlib.sha256(bytes.fromhex(text)).hexdigest()[:32]


def by_the_clock(around: float, seconds: int = 30) -> Iterator[str]:
    """What Python's own generator says when it was started with a second of that time."""
    for second in range(int(around) - seconds, int(around) + seconds + 1):
        begun = random.Random(second)
        for _ in range(3):
            yield f"{begun.getrandbits(128):032x}"


def guesses_a_second(seconds: float) -> float:
    """How many guesses one core makes here, of a body that is known but for its chance."""
    body = {
        "act": 393,
        "at": "2026-11-26T18:21:00+00:00",
        "question": "1",
        "stub": "K1",
    }
    said = rfc8785.dumps(
        {"type": "kiosk.permit_taken", "body": body, "random": "0" * 32},
    )
    before, after = (b"\0pbdesk/entry/2\0" + said).split(b"0" * 32)
    begun, made = time.process_time(), 0
    while time.process_time() - begun < seconds:
        for n in range(made, made + 10_000):
            hashlib.sha256(before + b"%032x" % n + after).hexdigest()
        made += 10_000
    return made / (time.process_time() - begun)


def main() -> int:
    """Print the space of a pack and how long it holds."""
    asked = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    asked.add_argument("pack", type=Path)
    asked.add_argument("--seconds", type=float, default=2.0, metavar="N")
    words = asked.parse_args()
    space = space_of(record_in(words.pack))
    here = guesses_a_second(words.seconds)
    print(f"One core here. {space.told(here)}")
    print(f"Of the fastest: {space.told(1e12)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
