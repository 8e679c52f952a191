"""Make the sample people file of the newest form.

Three invented people, one of them erased, consents.
    .venv/bin/python -m tests.data.people.make

A file that was released with a version is never made again: later versions must open it as it is.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pbdesk.ledger.people import Consent, Cost, People, Person

PASSPHRASE, COST, DAY = "three blue chairs", Cost(64, 1), date(2026, 11, 26)
NAMES = {"r1": "Zoë Ng", "r2": "Øystein Berg"}


def make(path: Path) -> None:
    """Write the file."""
    with People.create(path, PASSPHRASE, cost=COST) as people:
        people.add_all(
            [
                *(
                    Person(ref, name, "Mill Lane 4")
                    for ref, name in NAMES.items()
                ),
                Person("r3", "Ada Nwosu"),
            ],
        )
        people.consent("r1", Consent("letter", "We may write to you.", DAY))
        people.withdraw("r1", "letter", date(2026, 12, 1))
        people.erase("r3", DAY)
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


if __name__ == "__main__":
    make(Path(__file__).parent / "v1.people")
