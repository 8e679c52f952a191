"""`pbdesk demo --case`: an invented complaint from intake to its signed public pack."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from pbdesk.app.jobs.progress import Progress
from pbdesk.app.sample.case import PASSPHRASE, play_case
from pbdesk.app.sample.case_handover import hand_over_case
from pbdesk.cli.demo_told import clear, pack_lines
from pbdesk.i18n import render
from pbdesk.jury.finding import OUTCOMES
from pbdesk.jury.state import Case

__all__ = ["clear_case", "show_case"]

_OURS = (
    "*.pbjury",
    "*.pbcase",
    "*.lock",
    "*.people",
    "pb-result_*.zip",
    "allowed_signers",
    "panels.json",
    "receipt*.pdf",
    "order-of-hearing.pdf",
    "score-slip.pdf",
    "report-*.pdf",
    "response-form.pdf",
)


def clear_case(folder: Path) -> None:
    """Remove what an earlier demo left, by name; anything else in the folder stays."""
    clear(folder, _OURS)


def _tell_findings(state: Case, console: Console) -> None:
    console.print(f"\n{state.complaint.name}: what the jury found\n")
    for number, found in sorted(state.findings.by_point.items()):
        point = state.terms.points[number - 1]
        console.print(f"  {number}. {point}  {render(OUTCOMES[found.outcome])}")


def show_case(
    folder: Path,
    console: Console,
    program: str,
    progress: Progress,
) -> bool:
    """Play the case into `folder` and say where everything is; whether the pack is genuine."""
    played = play_case(folder, progress=progress)
    _ = (folder / "panels.json").write_bytes(played.certificate.content)
    with played.jury, played.case, played.referred:
        handed = hand_over_case(
            played,
            folder,
            lambda who: f"{PASSPHRASE} {who}",
        )
        state = played.case.state
        _tell_findings(state, console)
        pack = handed.made.path
        panels = folder / "panels.json"
        for line in (
            *pack_lines(pack, handed.made.code, handed.verification),
            *(f"  Sheet:    {path}" for path in handed.sheets),
            f"  Case:     {played.case.record.path}   (passphrase: {PASSPHRASE})",
            f"  Jury:     {played.jury.record.path}",
            f"  Panels:   {panels}",
            f"  Check it: {program} verify {pack} --signers {handed.signers} "
            f"--assembly {state.complaint.id}",
            f"  Draw it:  {program} draw --from {panels} --seed '{state.panel.dice}'\n",
        ):
            console.print(line)
    return handed.verification.genuine
