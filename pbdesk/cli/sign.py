"""`pbdesk sign`: on the signer's own computer, look through a pack, see what it says, sign it."""

from __future__ import annotations

from pathlib import Path

import click

from pbdesk.cli.group import one_line
from pbdesk.i18n import ENGLISH, render, render_money
from pbdesk.pack.bag import WHO
from pbdesk.pack.contents import ProjectLine, Result, Stated
from pbdesk.pack.keys import load_key
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.seen import Seen, look_through, sign_seen
from pbdesk.words import Money

__all__ = ["sign"]


@click.command
@click.argument("pack", type=click.Path(path_type=Path))
@click.option("--as", "who", required=True, type=click.Choice(WHO), help="Who signs.")
@click.option(
    "--key", required=True, type=click.Path(path_type=Path), metavar="KEYFILE", help="Their key."
)
def sign(pack: Path, who: str, key: Path) -> None:
    """Look through the result pack PACK, show what it says, and sign it.

    Every check that needs no keys is made first; a pack in which one fails is not signed. Compare
    what is shown with what was declared in the room, and the code with the printed pages; then
    give the passphrase, or stop with Ctrl+C.
    """
    try:
        seen = look_through(pack)
        click.echo("\n".join(one_line(line) for line in _shown(seen)))
        passphrase: str = click.prompt(f"Passphrase of {who}", hide_input=True)
        sign_seen(seen, who, load_key(key, passphrase))
    except PackRefused as refused:
        raise click.ClickException(render(refused.words)) from refused
    click.echo(f"{who} signed the pack.")


def _shown(seen: Seen) -> list[str]:
    """What is signed: whose result, the sums, the outcome, the code."""
    said = seen.result
    if not isinstance(said, Result):
        return [*_following(said), *_ends(seen)]
    outcome = said.outcome
    stage = "The final result" if said.stage == "final" else "A REHEARSAL, not a result,"
    papers = said.papers
    lines = [
        f"{stage} of {said.assembly}, {said.day}.",
        f"{papers.issued} ballots issued: {papers.counted} counted, {papers.rejected} rejected, "
        f"{papers.spoilt} spoilt, {papers.unreturned} unreturned, {papers.missing} missing.",
        f"Counted by “{outcome.rule}”. Dice {said.dice}, sealed code {said.lot_code}.",
    ]
    if outcome.winners is not None:
        lines.append(f"Chosen: {', '.join(outcome.winners) or 'nobody'}.")
    by_id = {line.id: line for line in outcome.projects}
    lines += [
        f"Funded {place}: {_project(by_id[name], said.currency)}"
        for place, name in enumerate(outcome.funded or (), 1)
        if name in by_id
    ]
    if outcome.leftover is not None:
        lines.append(f"Left of the pot: {_money(outcome.leftover, said.currency)}.")
    return [*lines, *_ends(seen)]


def _following(said: Stated) -> list[str]:
    """What a pack is that follows a result."""
    stage = "" if said.stage == "final" else "A REHEARSAL: "
    if said.kind == "case":
        return [f"{stage}a jury's case, {said.assembly}.", "Read data/report.pdf in it first."]
    return [
        f"{stage}number {said.number} ({said.kind}) after the result of {said.assembly}.",
        f"It goes on from {said.previous}.",
    ]


def _ends(seen: Seen) -> list[str]:
    signers = ", ".join(seen.signed_by) or "nobody yet"
    return [f"Signed by {signers}.", f"Results code {' '.join(seen.code)}"]


def _project(line: ProjectLine, currency: str) -> str:
    return f"{line.code}  {line.title}, {_money(line.cost, currency)}"


def _money(minor: int, currency: str) -> str:
    return render_money(Money(minor, currency), ENGLISH)
