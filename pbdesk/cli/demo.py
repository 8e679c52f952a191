"""`pbdesk demo`: a whole evening from mandate to a verified pack.

Then two real elections counted again.
"""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bar

from pbdesk.app.desk import people_path
from pbdesk.app.jobs.progress import Progress
from pbdesk.app.jobs.sheets import write_ballots
from pbdesk.app.sample.evening import PASSPHRASE, Evening, play, start
from pbdesk.app.sample.following_up import Followed, follow
from pbdesk.app.sample.from_ballots import hold
from pbdesk.app.sample.handing_over import HandedOver, hand_over
from pbdesk.app.sample.published import Recount, recounts
from pbdesk.app.sample.steering import begin_steering, play_steering
from pbdesk.assembly.figures import Figures, ProjectFigures, figures
from pbdesk.assembly.state import Assembly
from pbdesk.cli.demo_case import clear_case, show_case
from pbdesk.cli.demo_told import clear, pack_lines
from pbdesk.cli.options import PATH
from pbdesk.i18n import render, render_money
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.entries import Id
from pbdesk.pack.chain import Chained, Link, verify_chain
from pbdesk.pack.verify import Brought
from pbdesk.voting.formats import ImportRefused, read_ballots
from pbdesk.words import Words

__all__ = ["demo"]


@click.command
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo"),
    help="Where the files go; what an earlier demo left there is replaced.",
)
@click.option(
    "--from",
    "ballots",
    type=PATH,
    metavar="FILE.pb",
    help="Hold the evening on a Pabulib file instead of Millbrook.",
)
@click.option(
    "--months",
    type=click.IntRange(1, 12),
    metavar="N",
    help="Play on for so many months: the answer, the money, the follow-up, each in its own pack.",
)
@click.option(
    "--case",
    "case",
    is_flag=True,
    help="Play a jury's invented case instead.",
)
@click.option(
    "--evening",
    "which",
    type=click.Choice(("money", "questions")),
    default="money",
    help="money: projects and a pot. questions: a steering group, a name, a rule, and no money.",
)
@click.option(
    "--halls",
    type=click.IntRange(2, 300),
    metavar="N",
    help="Hold one vote in N halls instead, and add them up.",
)
@click.pass_context
def demo(
    ctx: click.Context,
    folder: Path,
    ballots: Path | None,
    months: int | None,
    halls: int | None,
    *,
    case: bool,
    which: str,
) -> None:
    """Run a whole sample evening, from mandate to a verified pack.

    Exit codes: 0 the packs are genuine and the published results came out; 1 not; 2 the file
    cannot be used.
    """
    _played_alone(months, ballots, halls, case=case, which=which)
    if halls is not None:
        genuine = _halls(folder, halls)
    elif which == "questions":
        genuine = _questions(folder)
    elif case:
        genuine = _case(folder)
    else:
        genuine = _evening(folder, ballots, months)
    ctx.exit(0 if genuine else 1)


def _played_alone(
    months: int | None,
    ballots: Path | None,
    halls: int | None,
    *,
    case: bool,
    which: str,
) -> None:
    """Raises UsageError for options of which only one can be played."""
    if months and ballots:
        raise click.UsageError(
            "--months goes on from Millbrook's own evening, not from a file.",
        )
    if halls is not None and (months or ballots or case or which != "money"):
        raise click.UsageError(
            "--halls is played alone, without other options.",
        )
    if which == "questions" and (months or ballots):
        raise click.UsageError(
            "--evening questions is played alone, without other options.",
        )


def _case(folder: Path) -> bool:
    """Play a jury's case; whether its pack is genuine."""
    console = _console()
    clear_case(folder)
    with _bar(console) as progress:
        return show_case(folder, console, _program(), progress)


def _evening(folder: Path, ballots: Path | None, months: int | None) -> bool:
    """Hold the evening, and play on for some months; whether all packs and results are right."""
    console = _console()
    clear(folder, _OURS)
    with _bar(console) as progress:
        evening = _held(folder, ballots, progress)
        handed = hand_over(evening, folder, _passphrase)
        printed = write_ballots(evening.desk, folder)
        followed = (
            follow(evening, handed, months, _passphrase) if months else None
        )
    with evening.desk:
        _decided(console, evening)
    _where(console, evening, handed, printed)
    genuine = handed.verification.genuine
    if followed is not None:
        genuine = _followed(console, evening, handed, followed)
    agreed = True if ballots else _published(console)
    return genuine and agreed


def _console() -> Console:
    return Console(highlight=False, markup=False, soft_wrap=True)


_OURS = (
    "*.pbdesk",
    "*.pbdesk.lock",
    "*.people",
    "pb-result_*.zip",
    "allowed_signers",
    "report.pdf",
    "ballots-*.pdf",
)


def _held(folder: Path, ballots: Path | None, progress: Progress) -> Evening:
    if ballots is None:
        evening = start(folder / "millbrook.pbdesk")
        evening.progress = progress
        return play(evening)
    try:
        found = hold(
            folder / f"{ballots.stem}.pbdesk",
            read_ballots(ballots),
            progress,
        )
    except ImportRefused as refused:
        raise click.ClickException(render(refused.words)) from refused
    if isinstance(found, Refusal):
        raise click.ClickException(
            _said(found),
        )
    return found


def _said(found: Refusal) -> str:
    return f"{render(found.words)} {render(found.mend) if found.mend else ''}".strip()


@contextmanager
def _bar(console: Console) -> Generator[Progress]:
    with Bar(
        BarColumn(30),
        TextColumn("{task.description}"),
        console=console,
        transient=True,
    ) as bar:
        task = bar.add_task("")

        def progress(done: int, total: int, words: Words, /) -> None:
            bar.update(
                task,
                completed=done,
                total=total,
                description=render(words),
            )

        yield progress


def _decided(console: Console, evening: Evening) -> None:
    result = figures(evening.desk.state)
    console.print(
        f"\n{result.name}: what was decided, by {result.valid} valid ballots\n",
    )
    _funded(console, result)
    console.print(f"\n  {render(result.money_line)}")
    _not_funded(console, result)


def _funded(console: Console, result: Figures) -> None:
    for project in result.funded:
        console.print(
            _line_of(result, project),
        )


def _line_of(result: Figures, project: ProjectFigures) -> str:
    return f"  {project.item:>3}  {project.title}  {render_money(result.money(project.cost))}"


def _not_funded(console: Console, result: Figures) -> None:
    for project in result.unfunded[:12]:
        console.print(
            f"       Not funded: {project.title}. {render(project.reason)}",
        )
    _and_more(console, result)


def _and_more(console: Console, result: Figures) -> None:
    if len(result.unfunded) > 12:
        console.print(
            f"       and {len(result.unfunded) - 12} more, each with its reason in the report.",
        )


def _where(
    console: Console,
    evening: Evening,
    handed: HandedOver,
    printed: tuple[Path, ...],
) -> None:
    result = figures(evening.desk.state)
    program = _program()
    folder = handed.made.path.parent
    record = evening.desk.record.path
    report = folder / "report.pdf"
    report.write_bytes(handed.made.report)
    lines = (
        *pack_lines(handed.made.path, handed.made.code, handed.verification),
        f"  Report:   {report}",
        *(f"  Ballots:  {path}" for path in printed),
        f"  Record:   {record}",
        f"  People:   {people_path(record)}   (passphrase: {PASSPHRASE})",
        f"  Check it: {program} verify {handed.made.path} --signers {handed.signers} "
        f"--assembly {result.id}",
        f"  Open it:  {program} {record}\n",
    )
    for line in lines:
        console.print(line)


def _halls(folder: Path, halls: int) -> bool:
    """Hold one vote in several halls; whether the pack of their sum is genuine."""
    from pbdesk.cli.demo_halls import clear_halls, show_halls

    console = _console()
    clear_halls(folder)
    with _bar(console) as progress:
        return show_halls(
            folder,
            halls,
            console,
            _program(),
            progress,
            _passphrase,
        )


def _questions(folder: Path) -> bool:
    """Play the evening without money; whether its pack is genuine."""
    console = _console()
    clear(folder, _OURS)
    with _bar(console) as progress:
        evening = play_steering(
            begin_steering(folder / "steering.pbdesk"),
            progress,
        )
        handed = hand_over(evening, folder, _passphrase)
    with evening.desk as desk:
        state = desk.state
        console.print(f"\n{state.about.name}: what was decided\n")
        _tell_answers(state, console)
        _where(console, evening, handed, ())
    return handed.verification.genuine


def _tell_answers(state: Assembly, console: Console) -> None:
    for each in state.order:
        for line in _answered(state.of(each)):
            console.print(f"  {line}")


def _answered(state: Assembly) -> Iterator[str]:
    """A question and its answer, as lines."""
    outcome = state.outcome
    titles = {line.project: line.title for line in state.sheet.lines}
    yield f"Question {state.asked}: {state.terms.wording}"
    if outcome is None:
        return
    if outcome.decided is not None:
        yield f"     {'Passed' if outcome.decided.passed else 'Not passed'}"
    for each in outcome.elected:
        yield f"     {titles[Id(each)]}"
    if outcome.spread is not None:
        steps = ", ".join(
            f"{step}: {outcome.support[step]}" for step in outcome.spread.steps
        )
        yield f"     A straw poll, never a result. {steps}"


def _passphrase(who: str) -> str:
    """The passphrase of a signer's key in the demo."""
    return f"{PASSPHRASE} {who}"


def _followed(
    console: Console,
    evening: Evening,
    handed: HandedOver,
    followed: Followed,
) -> bool:
    """Say what followed, and whether all packs together are one genuine chain."""
    about = evening.desk.state.mandate.id
    keys = followed.signers.read_text(encoding="utf-8")
    chain = verify_chain(
        [handed.made.path, *followed.packs],
        Brought(keys, about),
    )
    _links(console, chain)
    packs = " ".join(str(path) for path in (handed.made.path, *followed.packs))
    console.print(
        f"\n  Chain:    {_program()} verify --chain {packs} --signers {followed.signers} "
        f"--assembly {about} --last {'-'.join(followed.last)}\n",
    )
    return chain.verdict == "genuine"


def _links(console: Console, chain: Chained) -> None:
    for link in chain.links:
        day = link.day.isoformat() if link.day else ""
        console.print(
            _link(day, link),
        )


def _link(day: str, link: Link) -> str:
    return f"  {day}  {link.kind or 'missing':<9}  {link.file}: {render(link.detail)}"


def _program() -> str:
    """How this program was called, so that what is printed can be typed."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return "python -m pbdesk"
    return str(called)


def _published(console: Console) -> bool:
    agreed = True
    for recount in recounts():
        agreed &= recount.agrees
        mark = "came out" if recount.agrees else "DID NOT come out"
        _tell_recount(console, recount, mark)
    return agreed


def _tell_recount(console: Console, recount: Recount, mark: str) -> None:
    console.print(
        f"  {recount.title}: the published result {mark}. {render(recount.words)}",
    )
