"""Why a test may be skipped. Where `CI` is set, any other skip fails the run.

A test that is skipped guards nothing. `.ci/run` installs what tests use, so there only what no
machine of ours can have may be missing.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

__all__ = ["ALLOWED", "STRICT", "forbidden"]

STRICT = bool(os.environ.get("CI"))
"""Whether this run must guard all that it says it guards."""

ALLOWED: Mapping[str, str] = {
    "The shared data sets do not lie beside this tree.": "they are large, public, and not ours "
    "to hand on; one of each kind stands in tests/data",
    "pabutools": "it is GPL and pulls a solver that is not free: `make oracle` runs these tests in "
    "an environment of their own",
    "votelib": "an oracle too, never a part: `make oracle`",
    "pref_voting": "an oracle too, never a part: `make oracle`",
    "distributed": "an extra that a city needs and nobody else: `pip install -e .[city]`",
    "This tree is no git checkout.": "an unpacked archive has no list of files to compare with",
    "limits of file size are POSIX": "Windows has none",
    "SIGKILL and file size limits are POSIX": "Windows has neither",
    "Windows keeps rights otherwise": "what is tested there is another law",
    "Each system is asked in its own way.": "each is tested on itself",
}
"""The beginning of the sentence that a skipped test says, and why that is good enough."""


def forbidden(sentence: str) -> bool:
    """Whether a test that is skipped with this sentence fails the run."""
    return STRICT and not sentence.removeprefix("Skipped: ").startswith(
        tuple(ALLOWED),
    )
