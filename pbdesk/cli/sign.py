"""`pbdesk sign`: on the signer's own computer, look through a pack, see what it says, sign it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from pbdesk.cli.group import one_line
from pbdesk.cli.options import PATH
from pbdesk.i18n import ENGLISH, render, render_money
from pbdesk.pack.bag import WHO
from pbdesk.pack.contents import (
    Asked,
    Count,
    Papers,
    ProjectLine,
    Result,
    Stated,
)
from pbdesk.pack.keys import load_key
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.seen import Seen, look_through, sign_seen
from pbdesk.words import Money

__all__ = ["sign"]


@click.command
@click.argument("pack", type=PATH)
@click.option(
    "--as",
    "who",
    required=True,
    type=click.Choice(WHO),
    help="Who signs.",
)
@click.option(
    "--key",
    required=True,
    type=PATH,
    metavar="KEYFILE",
    help="Their key.",
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
    stage = _stage(said)
    lines = [_head(stage, said)]
    for asked in said.asked:
        lines += _of_question(asked, many=len(said.questions) > 1)
    return [*lines, *_ends(seen)]


def _head(stage: str, said: Result) -> str:
    return f"{stage} of {said.assembly}, {said.day}."


def _stage(said: Result) -> str:
    if said.stage == "final":
        return "The final result"
    return "A REHEARSAL, not a result,"


def _papers(papers: Papers) -> str:
    return (
        f"{papers.issued} ballots issued: {papers.counted} counted, {papers.rejected} "
        f"rejected, {papers.spoilt} spoilt, {papers.unreturned} unreturned, "
        f"{papers.missing} missing."
    )


def _of_question(asked: Asked, *, many: bool) -> list[str]:
    """The sums and the outcome of one question."""
    lines = [f"Question {asked.id}: {asked.question.wording}"] if many else []
    if asked.papers is not None:
        lot = asked.lot
        counted = _counted_by(asked)
        lines += [
            _papers(asked.papers),
            f"{counted} Dice {lot.dice}, sealed code {lot.lot_code}.",
        ]
    return [*lines, *_came(asked)]


def _counted_by(asked: Asked) -> str:
    return f"Counted by “{asked.outcome.rule}”."


def _came(asked: Asked) -> Iterator[str]:
    """Who is chosen, whether it passed, what is funded and what is left."""
    outcome = asked.outcome
    by_id = {line.id: line for line in outcome.projects}
    chosen = outcome.elected or outcome.winners
    if chosen is not None and asked.question.kind == "choose":
        names = _names(chosen, by_id)
        yield f"Chosen: {', '.join(names) or 'nobody'}."
    if outcome.passed is not None:
        yield "Passed." if outcome.passed else "Not passed."
    yield from _funded(asked, outcome, by_id)
    if outcome.leftover is not None:
        yield f"Left of the pot: {_money(outcome.leftover, asked.currency)}."


def _funded(
    asked: Asked,
    outcome: Count,
    by_id: dict[str, ProjectLine],
) -> Iterator[str]:
    for place, name in enumerate(outcome.funded or (), 1):
        if name in by_id:
            yield f"Funded {place}: {_project(by_id[name], asked.currency)}"


def _names(chosen: list[str], by_id: dict[str, ProjectLine]) -> list[str]:
    return [by_id[each].title or each for each in chosen if each in by_id]


def _following(said: Stated) -> list[str]:
    """What a pack is that follows a result."""
    stage = "" if said.stage == "final" else "A REHEARSAL: "
    if said.kind == "case":
        return [
            f"{stage}a jury's case, {said.assembly}.",
            "Read data/report.pdf in it first.",
        ]
    return [
        f"{stage}number {said.number} ({said.kind}) after the result of {said.assembly}.",
        f"It goes on from {said.previous}.",
    ]


def _ends(seen: Seen) -> list[str]:
    signers = ", ".join(seen.signed_by) or "nobody yet"
    return [f"Signed by {signers}.", f"Pack code {' '.join(seen.code)}"]


def _project(line: ProjectLine, currency: str) -> str:
    return f"{line.code}  {line.title}, {_money(line.cost, currency)}"


def _money(minor: int, currency: str) -> str:
    return render_money(Money(minor, currency), ENGLISH)
