"""Write the vectors: small packs, whole and tampered with, and which check must fail first (null.

None).
    python -m tests.vectors.make

Everything is made from fixed keys and texts, so it gives the same bytes each time; a test compares.
`expected.json` says for each file what was done to it and the number of docs/pack-format.md. The
signers file beside it is the clerk's. A checker that recounts no ballots (verify.html) reports
nothing where 19 is expected.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

from tests.pack.questions import SEVERAL
from tests.pack.sample import ASSEMBLY, SIGNERS, Evening
from tests.pack.tampering import (
    KEPT_CONDITIONS,
    LIMITED,
    REZIPPED,
    RULED,
    TAMPERED,
    WHOLE,
    changed,
    sealed,
    without_decided,
    zipped,
)
from tests.vectors.stamps import stamp_of

HERE = Path(__file__).parent

GENUINE = {
    "nothing was done": lambda: zipped(WHOLE),
    "ballots not public": lambda: zipped(Evening().but(pb=None).signed()),
    "a rehearsal": lambda: zipped(Evening().but(stage="rehearsal").signed()),
    "a sealed report": lambda: zipped(sealed()),
    "limits of the rulebook": lambda: zipped(LIMITED.signed()),
    "a sealed rulebook": lambda: zipped(RULED.signed()),
    "six questions, three rounds, later rules": lambda: zipped(
        SEVERAL.signed(),
    ),
    "what was decided is not listed": lambda: zipped(
        without_decided(Evening()),
    ),
    **{
        what: lambda made=made: zipped(made())
        for what, made in KEPT_CONDITIONS.items()
    },
    "a time stamp": lambda: zipped(
        changed(WHOLE, {"tsa/1.tsr": stamp_of("genuine")}),
    ),
}


STOCK = {1, 2, 3, 4, 5, 6, 12}
UNSEEN = {
    "H2 a day in the year 1, all sign",
    "H2 a day in the year 9999, all sign",
    "bytes after the end",
    "folder named as no pack is",
    "folder named for another day",
    "signature wrapped otherwise",
}
"""Checks that the commands of START-HERE.txt make too, and what they cannot see of them."""


def vectors() -> Iterator[tuple[str, str, int | None, bytes]]:
    """File name, what was done, the check that must fail first, and the bytes."""
    for what, made in GENUINE.items():
        yield _name("genuine", what), what, None, made()
    for what, (number, tampered) in TAMPERED.items():
        yield _name(f"check{number:02}", what), what, number, zipped(tampered())
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore",
            UserWarning,
        )  # names that are there twice are what these are about
        for what, (number, changed) in REZIPPED.items():
            yield _name(f"check{number:02}", what), what, number, changed()


def _name(start: str, what: str) -> str:
    words = re.sub(
        r"\W+",
        "-",
        re.sub(r"\[.*?\]|, (all|every).*", "", what).strip().lower(),
    ).strip("-")
    ended = "-all-sign" if ", all sign" in what else ""
    return f"{start}-{words}{ended}.zip"


def expected() -> str:
    """The text of expected.json."""
    found = [
        {
            "file": name,
            "what": what,
            "fails": number,
            "stock": number in STOCK and what not in UNSEEN,
        }
        for name, what, number, _ in vectors()
    ]
    whole = {
        "assembly": ASSEMBLY,
        "signers": "allowed_signers",
        "vectors": found,
    }
    return json.dumps(whole, indent=1) + "\n"


def main() -> None:
    """Write all of it beside this file."""
    packs = HERE / "packs"
    packs.mkdir(exist_ok=True)
    for old in packs.glob("*.zip"):
        old.unlink()
    for name, _, _, data in vectors():
        (packs / name).write_bytes(data)
    (HERE / "expected.json").write_text(expected(), encoding="utf-8")
    (HERE / "allowed_signers").write_text(SIGNERS, encoding="utf-8")


if __name__ == "__main__":
    main()
