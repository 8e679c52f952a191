"""Sheets: ballot papers of an assembly as PDF, standard and large print, with the same codes in the same order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pbdesk.app.desk import Desk
from pbdesk.assembly.rulebook import style_settings
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import Locale, locale_of

__all__ = ["ballots_pdf", "write_ballots"]


def ballots_pdf(state: Assembly, locale: Locale, *, large: bool, control: Sequence[str] = ()) -> bytes:
    """Ballot papers with these control numbers, one a number; a specimen with invented names where there are none."""
    from pbdesk.paper.ballots import ballot_pdf

    mandate = state.mandate
    return ballot_pdf(state.vote.lines, style=state.rulebook.style, settings=style_settings(state.rulebook),
                      question=mandate.question, name=mandate.name, day=mandate.day, currency=mandate.currency,
                      locale=locale, large=large, control=control, rehearsal=mandate.rehearsal,
                      summaries={project.id: str(project.summary) for project in state.ideas.projects})


def write_ballots(desk: Desk, folder: Path, papers: int = 4) -> tuple[Path, ...]:
    """Write a few papers in both sizes into `folder`; the files, in that order."""
    locale = locale_of(desk.state.mandate.language)
    written: list[Path] = []
    for name, large in (("ballots-standard.pdf", False), ("ballots-large-print.pdf", True)):
        path = folder / name
        control = [str(n) for n in range(1, papers + 1)]
        _ = path.write_bytes(ballots_pdf(desk.state, locale, large=large, control=control))
        written.append(path)
    return tuple(written)
