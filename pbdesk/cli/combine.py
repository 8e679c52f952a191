"""`pbdesk combine`: count the verified packs of several halls together, as one vote."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from pbdesk.app.jobs.combining import combine as together
from pbdesk.app.jobs.combining import read_halls, write_combined
from pbdesk.app.jobs.progress import silent
from pbdesk.i18n import render
from pbdesk.pack.bag import is_assembly_id, read_text
from pbdesk.pack.refused import PackRefused

__all__ = ["combine"]


@click.command
@click.argument("packs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--signers",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The clerk's signers file: it names every hall, and whose keys count there.",
)
@click.option("--name", required=True, metavar="ID", help="The id of the combined result.")
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day of the combined result; today when left out.",
)
@click.option(
    "--ballots",
    "copies",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="COPY.zip",
    help="An auditor copy that was opened with “age -d”, for a pack whose ballots are not public.",
)
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="The folder that gets the combined result; this one when left out.",
)
def combine(
    packs: tuple[Path, ...],
    signers: Path,
    name: str,
    day: datetime | None,
    copies: tuple[Path, ...],
    folder: Path,
) -> None:
    """Verify the result packs PACKS of several halls and count their ballots together.

    All halls must have voted on the same projects for one pot under the same sealed rules. The
    combined result names every hall's pack by its hash; sign it with “ssh-keygen -Y sign -n
    pbdesk-result-pack-v1 -f KEY FILE”.
    """
    if not is_assembly_id(name):
        raise click.ClickException(
            f"“{name}” is no id: it has letters, digits and “-” only, 62 at most."
        )
    try:
        halls = read_halls(packs, read_text(signers), silent, copies)
        made = together(halls, name=name, day=(day or datetime.now().astimezone()).date())
        path = write_combined(made, folder)
    except PackRefused as refused:
        raise click.ClickException(render(refused.words)) from refused
    click.echo(
        f"{len(halls)} halls, {made.counted} ballots, "
        f"funded: {', '.join(made.outcome.funded) or 'nothing'}"
    )
    click.echo(f"{path}\nresults code {' '.join(made.code)}")
