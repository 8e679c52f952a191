"""How long a file takes to open when a crowd has gone through the door.

    python -m benchmarks.opening [--kiosk] [PEOPLE…]

Each person was given a ballot, which is in the urn: on paper (one entry a person), or at the kiosk
(three). The machine's own swings are large: the least of three openings counts, in CPU seconds.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from pbdesk.app.desk import Desk
from pbdesk.app.sample.crowd import through_the_door
from pbdesk.app.sample.evening import play, start
from pbdesk.ledger.people import Cost
from pbdesk.questions.door import Channel

SIZES = (2_500, 5_000, 10_000, 100_000)


def opened(people: int, folder: Path, channel: Channel) -> tuple[float, int]:
    """CPU seconds of an opening, and how many entries the file has."""
    evening = play(
        start(folder / f"{people}.pbdesk", cost=Cost(64, 1)),
        until="open",
    )
    with evening.desk as desk:
        through_the_door(evening, people, channel)
    took, entries = list[float](), 0
    for _ in range(3):
        begun = time.process_time()
        with Desk.open(desk.record.path) as again:
            took.append(time.process_time() - begun)
            assert again.state.door.people == people
            entries = again.entries
    return min(took), entries


def main() -> None:
    channel: Channel = "kiosk" if "--kiosk" in sys.argv else "paper"
    before = (0.0, 0)
    print("people    entries   seconds   for twice the people")
    for people in [
        int(each) for each in sys.argv[1:] if each.isdecimal()
    ] or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            took, entries = opened(people, Path(folder), channel)
        grew = f"{took / before[0]:.2f}" if people == 2 * before[1] else ""
        print(f"{people:>7,} {entries:>9,} {took:>9.2f}   {grew}", flush=True)
        before = took, people


if __name__ == "__main__":
    main()
