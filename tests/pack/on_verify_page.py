"""What tests do on verify.html in a browser.

Choose and type as an officer does, and read what the page shows.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pbdesk.resources import resource
from tests.pack.browser import Browser
from tests.pack.sample import ASSEMBLY, SIGNERS
from tests.vectors.make import HERE as VECTORS

PAGE = resource("verify.html")
EXPECTED = json.loads((VECTORS / "expected.json").read_text(encoding="utf-8"))
"""What was done to each pack, and which check finds it."""


def filled_in(
    browser: Browser,
    pack: Path,
    signers: str = SIGNERS,
    revoked: str = "",
    assembly: str = ASSEMBLY,
) -> dict:
    """Choose and type as an officer does, press the button, and read what the page shows."""
    browser.choose("#pack", pack)
    for field, text in (
        ("signers", signers),
        ("assembly", assembly),
        ("revoked", revoked),
    ):
        browser.run(f"at({json.dumps(field)}).value = {json.dumps(text)}")
    browser.run("check()")
    return json.loads(
        browser.run("""JSON.stringify({
        trouble: at("trouble").textContent, verdict: at("found").hidden ? null : at("verdict").textContent,
        word: at("found").hidden ? "unreadable" : last.verdict,
        checks: at("found").hidden ? [] : [...document.querySelectorAll("#checks li")].map((row) => ({
            number: Number(row.dataset.number), name: row.querySelector(".name").textContent,
            passed: JSON.parse(row.dataset.passed), detail: row.querySelector(".detail").textContent }))})"""),
    )


def chain_filled_in(
    browser: Browser,
    packs: Sequence[Path],
    signers: str,
    last: str = "",
) -> dict:
    """Choose several packs at once, and read what the page shows of each link."""
    browser.choose("#pack", *packs)
    fields = (
        ("signers", signers),
        ("assembly", ASSEMBLY),
        ("revoked", ""),
        ("last", last),
    )
    for field, text in fields:
        browser.run(f"at({json.dumps(field)}).value = {json.dumps(text)}")
    browser.run("check()")
    return json.loads(
        browser.run("""JSON.stringify({
        trouble: at("trouble").textContent, word: at("found").hidden ? "unreadable" : last.verdict,
        verdict: at("verdict").textContent, saying: at("saying").textContent,
        links: [...document.querySelectorAll("#chain li")].map((row) => ({
            passed: JSON.parse(row.dataset.passed), code: row.dataset.code, kind: row.dataset.kind,
            day: row.dataset.day, detail: row.querySelector(".detail").textContent }))})"""),
    )


def first_failed(found: dict) -> int | None:
    """The number of the first check that failed; None where none did."""
    assert found["trouble"] == ""
    return next(
        (
            check["number"]
            for check in found["checks"]
            if check["passed"] is False
        ),
        None,
    )
