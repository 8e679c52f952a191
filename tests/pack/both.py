"""Both verifiers on one pack: `pbdesk verify`, and verify.html in Chromium, which share no code.

    python -m tests.pack.both FILE.zip…     where they differ, for the signers of the vectors

They must agree on every input: whether it is a pack at all, and on each check by its number. The
page counts no ballots, so check 19 is open there.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from pbdesk.pack.refused import PackRefused
from pbdesk.pack.verify import verify
from tests.pack.browser import Browser
from tests.pack.on_verify_page import PAGE, filled_in
from tests.pack.sample import ASSEMBLY, SIGNERS

COUNTED_AGAIN = 19


@dataclass(frozen=True)
class Brought:
    """What an officer brings; empty where nothing is."""

    signers: str = SIGNERS
    assembly: str = ASSEMBLY
    revoked: str = ""


@dataclass(frozen=True)
class Found:
    """What one verifier found: the word for it, and what came of each check by its number."""

    verdict: str
    passed: dict[int, bool | None]


UNREADABLE = Found("unreadable", {})
USUAL = Brought()


def by_command(pack: Path, brought: Brought = USUAL) -> Found:
    """What `pbdesk verify` finds, check 19 left out."""
    try:
        found = verify(
            pack,
            brought.signers or None,
            brought.assembly or None,
            brought.revoked,
        )
    except PackRefused:
        return UNREADABLE
    passed = {check.number: check.passed for check in found.checks}
    if passed.pop(COUNTED_AGAIN) is not False:
        return Found(found.verdict, passed)
    others = replace(
        found,
        checks=tuple(c for c in found.checks if c.number != COUNTED_AGAIN),
    )
    return Found(others.verdict, passed)


def by_page(pack: Path, browser: Browser, brought: Brought = USUAL) -> Found:
    """What verify.html shows, filled in as an officer does."""
    shown = filled_in(
        browser,
        pack,
        brought.signers,
        brought.revoked,
        brought.assembly,
    )
    if shown["trouble"]:
        assert "does not know" not in shown["trouble"], shown[
            "trouble"
        ]  # a fault of the page
        return UNREADABLE
    passed = {check["number"]: check["passed"] for check in shown["checks"]}
    assert passed.pop(COUNTED_AGAIN) is None
    return Found(shown["word"], passed)


def main() -> int:
    """Print each file on which they differ; 1 where there is one."""
    differing = 0
    with tempfile.TemporaryDirectory() as home:
        browser = Browser(Path(home))
        browser.open(PAGE)
        for pack in map(Path, sys.argv[1:]):
            command, page = by_command(pack), by_page(pack, browser)
            if command != page:
                differing += 1
                print(f"{pack.name}: command {command}, page {page}")
        browser.close()
    print(f"{len(sys.argv) - 1} packs, {differing} on which they differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
