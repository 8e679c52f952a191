"""`pbdesk verify`.

Is a result pack genuine, complete and signed, and with `--chain`: is nothing missing of what
followed it? 0 it is, 1 something is wrong, 2 not a pack, 3 whole, but nobody said whose it should
be.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from pbdesk.cli.group import one_line
from pbdesk.cli.options import IN_JSON, PATH, print_json
from pbdesk.i18n import render
from pbdesk.pack.bag import read_data, read_text
from pbdesk.pack.chain import Chained, Link, verify_chain
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.verify import Brought, Check, Verification, looked_at, opened

__all__ = ["verify"]

_MARKS = {True: "[pass]", False: "[FAIL]", None: "[ -- ]"}
_CODES = {"genuine": 0, "not-genuine": 1, "whole": 3}
_UNREADABLE = 2


@click.command
@click.argument("packs", type=PATH, nargs=-1, required=True, metavar="PACK…")
@click.option(
    "--signers",
    type=PATH,
    metavar="FILE",
    help="The clerk's signers file (allowed_signers): whose keys count. Never the sender's.",
)
@click.option(
    "--assembly",
    metavar="ID",
    help="The id of the assembly whose result this should be: see the key cards.",
)
@click.option(
    "--revoked",
    type=PATH,
    metavar="FILE",
    help="Public keys that no longer count.",
)
@click.option(
    "--recount",
    "ballots",
    type=PATH,
    metavar="FILE",
    help="The opened auditor copy, or its assembly.pb: counts again where the pack has no ballots.",
)
@click.option(
    "--chain",
    "chained",
    is_flag=True,
    help="Check the result and what followed it together, brought in any order: is one missing?",
)
@click.option(
    "--last",
    metavar="CODE",
    help="With --chain: the code of the last pack, as a notice or the wall shows it.",
)
@IN_JSON
@click.pass_context
def verify(
    ctx: click.Context,
    packs: Sequence[Path],
    signers: Path | None,
    assembly: str | None,
    revoked: Path | None,
    ballots: Path | None,
    chained: bool,
    last: str | None,
    as_json: bool,
) -> None:
    """Check that the result pack PACK is genuine, complete and signed.

    With --chain: that the result and what followed it are one chain, with none missing between.

    Exit codes: 0 genuine; 1 it is a pack and something is wrong; 2 it is not a pack, or a file
    cannot be read; 3 whole as far as the pack alone shows: without --signers and --assembly nobody
    knows whose it is, and neither may come from the pack.
    """
    if not chained and (len(packs) > 1 or last is not None):
        raise click.UsageError(
            "Several packs, or --last, are checked together: add --chain.",
        )
    try:
        brought = _brought(signers, assembly, revoked, ballots)
        if chained:
            found = verify_chain(packs, brought, last)
        else:
            found = looked_at(opened(packs[0], brought))
    except PackRefused as refused:
        words = one_line(render(refused.words))
        if not as_json:
            raise click.ClickException(words) from refused
        print_json(_unreadable(words, chained=chained))
        ctx.exit(_UNREADABLE)
    if as_json:
        print_json({**found.as_json(), "detail": _verdict(found)})
    else:
        _tell(found)
    ctx.exit(_CODES[found.verdict])


def _brought(
    signers: Path | None,
    assembly: str | None,
    revoked: Path | None,
    ballots: Path | None,
) -> Brought:
    """What whoever checks has from elsewhere than the pack. Raises PackRefused."""
    return Brought(
        read_text(signers) if signers else None,
        assembly,
        read_text(revoked) if revoked else "",
        read_data(ballots) if ballots else None,
    )


def _unreadable(words: str, *, chained: bool) -> dict[str, object]:
    """What is told of packs that nobody can read; the same keys as of others."""
    links: dict[str, list[object]] = {"chain": []} if chained else {}
    return {"verdict": "unreadable", "detail": words, "checks": [], **links}


def _tell(found: Verification | Chained) -> None:
    if isinstance(found, Chained):
        _tell_chain(found)
        return
    _tell_checks(found)
    click.echo(f"\n{_verdict(found)}")


def _tell_checks(found: Verification) -> None:
    for check in found.checks:
        click.echo(f"{_MARKS[check.passed]} {check.number:>2}  {_said(check)}")


def _tell_chain(found: Chained) -> None:
    for link in found.links:
        click.echo(f"{_MARKS[link.passed]} {_placed(link)}")
    click.echo(f"\n{_verdict(found)}")


def _placed(link: Link) -> str:
    unread = "unreadable" if link.file else "missing"
    says = (
        link.kind or unread,
        link.day and link.day.isoformat(),
        link.pack_code,
        link.file,
    )
    return one_line(f"{' '.join(filter(None, says))}: {render(link.detail)}")


_COUNTED_AGAIN = 19


def _verdict(found: Verification | Chained) -> str:
    if isinstance(found, Chained):
        return _verdict_of_chain(found)
    uncounted = _uncounted(found)
    if found.kind != "result" or found.failed or uncounted is None:
        return _whose(found)
    return f"{_whose(found)} {one_line(render(uncounted.detail))}"


def _uncounted(found: Verification) -> Check | None:
    return next(
        (c for c in found.checks if c.number == _COUNTED_AGAIN and c.open),
        None,
    )


def _whose(found: Verification) -> str:
    if found.failed:
        first = found.failed[0]
        return f"NOT GENUINE. Check {first.number} failed. {_said(first)}"
    if found.verdict == "whole":
        return (
            f"Whole, and says it is of {found.assembly}. Whose it is was not checked: that needs "
            "--signers, the clerk's file of keys that count, and --assembly, the id of the "
            "assembly you expect."
        )
    if found.stage == "rehearsal":
        return f"Genuine, but a REHEARSAL: not a result. Assembly {found.assembly}."
    if found.kind == "case":
        return f"Genuine: what was let out of the case {found.assembly}."
    if found.kind != "result":
        return (
            f"Genuine: it followed the result of {found.assembly}. Whether a pack between them is "
            "missing: --chain, with all of them."
        )
    return f"Genuine: the final result of {found.assembly}."


def _verdict_of_chain(found: Chained) -> str:
    broken = _broken(found)
    if broken is not None:
        return f"NOT GENUINE. {_placed(broken)}"
    followed = len(found.links) - 1
    assembly = found.first and found.first.assembly
    if found.verdict == "whole":
        return f"Whole, the result of {assembly} and {followed} that followed. Whose: not checked."
    rehearsal = _rehearsal(found)
    return f"Genuine: the result of {assembly}{rehearsal} and {followed} that followed it."


def _rehearsal(found: Chained) -> str:
    if found.first and found.first.stage == "rehearsal":
        return ", a REHEARSAL,"
    return ""


def _broken(found: Chained) -> Link | None:
    return next((link for link in found.links if not link.passed), None)


def _said(check: Check) -> str:
    return one_line(f"{render(check.name)}: {render(check.detail)}")
