"""`pbdesk next`: begin the next assembly from the last one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.next_cycle import begin_next, renew_register
from pbdesk.assembly.carried import CarriedOver, unfunded
from pbdesk.cli.group import one_line
from pbdesk.cli.options import PATH
from pbdesk.i18n import render
from pbdesk.ledger.refusals import LedgerError
from pbdesk.minutes.decision import Refusal

__all__ = ["next_cycle"]


@click.command("next")
@click.argument("file", type=PATH)
@click.argument("new", type=PATH)
@click.option(
    "--day",
    required=True,
    metavar="DAY",
    help="The day it meets, such as 2027-11-25.",
)
@click.option(
    "--name",
    default="",
    help="Its name; that of the last one when left out.",
)
@click.option(
    "--idea",
    "numbers",
    type=int,
    multiple=True,
    metavar="N",
    help="Take over the idea without money of this number; its proposer agreed. Who is kept with "
    "the names is asked there: with --people.",
)
@click.option(
    "--people",
    is_flag=True,
    help="Take over who agreed to be in the next register, too.",
)
def next_cycle(
    file: Path,
    new: Path,
    day: str,
    name: str,
    numbers: tuple[int, ...],
    *,
    people: bool,
) -> None:
    """Begin the next assembly in NEW from the one in FILE, whose result is declared.

    Rules and roles stand as they were and can be changed. What was promised and is not done is the
    first item of its agenda.
    """
    try:
        with Desk.open(file, read_only=not people) as old:
            if people:
                old.unlock_people(
                    click.prompt(f"Passphrase of {file.name}", hide_input=True),
                )
            ideas = _without_money(old, numbers)
            begun = begin_next(old, new, day=day, name=name, ideas=ideas)
            if isinstance(begun, Refusal):
                raise click.ClickException(_said(begun))
            with begun:
                taken = _renewed(old, begun) if people else 0
                _tell(begun, taken)
    except LedgerError as refused:
        raise click.ClickException(one_line(render(refused.words))) from refused


def _without_money(old: Desk, numbers: Sequence[int]) -> list[str]:
    """The ideas of these numbers. Raises ClickException for one that got money, or is none."""
    by_number = _by_number(old)
    unknown = next((n for n in numbers if n not in by_number), None)
    if unknown is not None:
        raise click.ClickException(
            f"Idea {unknown} got money, or there is none.",
        )
    return [by_number[number] for number in numbers]


def _by_number(old: Desk) -> dict[int, str]:
    return {each.number: str(each.id) for each in unfunded(old.state)}


def _renewed(old: Desk, new: Desk) -> int:
    prompt = f"Passphrase of the people file of {new.record.path.name}"
    passphrase: str = click.prompt(
        prompt,
        hide_input=True,
        confirmation_prompt=True,
    )
    found = renew_register(old, new, passphrase)
    if isinstance(found, Refusal):
        raise click.ClickException(_said(found))
    return found


def _tell(begun: Desk, taken: int) -> None:
    last = begun.state.carried.last
    promises = _promises(last)
    ideas = len(begun.state.ideas.by_id)
    click.echo(
        f"{begun.record.path}\n{promises} open promises, {ideas} ideas, {taken} people taken over",
    )


def _promises(last: CarriedOver | None) -> int:
    if last is not None:
        return len(last.promises)
    return 0


def _said(refusal: Refusal) -> str:
    mend = f" {render(refusal.mend)}" if refusal.mend else ""
    return one_line(f"{render(refusal.words)}{mend}")
