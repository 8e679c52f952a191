"""`pbdesk demo --halls N`: one vote in several halls, and the signed sum of all of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from pbdesk.app.jobs.combined_report import came
from pbdesk.app.jobs.progress import Progress
from pbdesk.app.sample.adding_up import AddedUp, add_up
from pbdesk.cli.demo_told import clear
from pbdesk.i18n import render

__all__ = ["clear_halls", "show_halls"]

_OF_A_HALL = ("hall.pbdesk*", "hall.people*", "pb-result_*.zip")
_OURS = ("parent.pbparent*", "combined.zip", "allowed_signers")


def clear_halls(folder: Path) -> None:
    """Remove what an earlier demo left, by name; anything else in the folder stays."""
    clear(folder, _OURS)
    for hall in folder.glob("hall-*"):
        _clear_hall(hall)


def _clear_hall(hall: Path) -> None:
    for pattern in _OF_A_HALL:
        for old in hall.glob(pattern):
            old.unlink()
    if _is_empty(hall):
        hall.rmdir()


def _is_empty(hall: Path) -> bool:
    return hall.is_dir() and not any(hall.iterdir())


def show_halls(
    folder: Path,
    halls: int,
    console: Console,
    program: str,
    progress: Progress,
    passphrase: Callable[[str], str],
) -> bool:
    """Play it and say where everything is; whether the pack of the sum is genuine."""
    made = add_up(folder, halls, passphrase, progress)
    for line in _lines(made, program):
        console.print(line)
    return made.verification.genuine


def _lines(made: AddedUp, program: str) -> list[str]:
    parent = made.combined.parent
    genuine = "genuine" if made.verification.genuine else "NOT genuine"
    told = [f"\n{parent.name}: the sum of {len(made.packs)} halls\n"]
    told += _questions(made)
    folder = made.sum.parent
    return [
        *told,
        f"\n  Sum:      {made.sum}   ({genuine})",
        f"  Halls:    {folder / 'hall-1'} …",
        f"  Parent:   {made.parent}",
        f"  Check it: {program} verify {made.sum} --signers {made.signers} "
        f"--assembly {parent.assembly}",
        f"  Again:    {program} combine {made.parent} {folder / 'hall-*'} "
        f"--signers {made.signers} --to again",
        f"  Open it:  {program} {made.parent}\n",
    ]


def _questions(made: AddedUp) -> list[str]:
    return [
        f"  Question {each.asked.id}: {each.asked.wording}\n     {render(came(each))}"
        for each in made.combined.answers
    ]
