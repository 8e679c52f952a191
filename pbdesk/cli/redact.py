"""`pbdesk redact`: take listed names out of a PDF for real."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from pbdesk.app.redaction import NotRedacted, Redacted
from pbdesk.app.redaction import redact as take_out
from pbdesk.cli.options import PATH
from pbdesk.i18n import render
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.whole import write_whole
from pbdesk.words import Words

__all__ = ["redact"]


@click.command
@click.argument("source", metavar="IN.pdf", type=PATH)
@click.option(
    "--names",
    required=True,
    type=PATH,
    metavar="NAMES.txt",
    help="One name, address or number a line; behind a tab perhaps the role put in its place.",
)
@click.option("--out", required=True, type=PATH, metavar="OUT.pdf")
@click.option(
    "--confirmed",
    default="",
    metavar="PAGES",
    help="Pages that a person has looked at although they could not be read: 2,5.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
@click.pass_context
def redact(
    ctx: click.Context,
    source: Path,
    names: Path,
    out: Path,
    confirmed: str,
    *,
    as_json: bool,
) -> None:
    """Write IN.pdf again as pictures, without the names of NAMES.txt, and search the result.

    Success (exit 0) means that no listed name was found in it. Exit 1: a name is left, and nothing
    is written; or pages hold something that could not be read (handwriting, a photo): then the file
    is written as OUT-to-confirm.pdf until a person has looked at each with --confirmed.
    """
    looked_at = _pages(confirmed)
    if out.resolve() == source.resolve():
        raise click.ClickException(
            "OUT.pdf is IN.pdf: give the new file a name of its own.",
        )
    try:
        made = take_out(_read(source), _names(names), _told)
    except NotRedacted as refused:
        raise click.ClickException(render(refused.words)) from refused
    unread = [page for page in made.unread if page not in looked_at]
    if not made.left:
        _write(
            out.with_name(f"{out.stem}-to-confirm.pdf") if unread else out,
            made.content,
        )
    _tell(made, unread, as_json=as_json)
    ctx.exit(1 if made.left or unread else 0)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise click.ClickException(
            f"“{path.name}” cannot be read: {error.strerror}.",
        ) from error


def _names(path: Path) -> list[str]:
    try:
        return _read(path).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise click.ClickException(
            f"“{path.name}” is not UTF-8. Save it as UTF-8.",
        ) from error


def _pages(confirmed: str) -> set[int]:
    wrong = _wrong(confirmed)
    if wrong:
        raise click.ClickException(
            f"“{wrong[0]}” is no page number. Write them like this: 2,5.",
        )
    return _numbers(confirmed)


def _numbers(confirmed: str) -> set[int]:
    return {int(part) for part in confirmed.split(",") if part}


def _wrong(confirmed: str) -> list[str]:
    return [
        part
        for part in confirmed.split(",")
        if part and not part.strip().isdecimal()
    ]


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(content, path)
    except PackRefused as refused:
        raise click.ClickException(render(refused.words)) from refused


def _told(_done: int, _of: int, words: Words, /) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{render(words)}", nl=False, err=True)


def _tell(made: Redacted, unread: list[int], *, as_json: bool) -> None:
    if as_json:
        told = _json(made, unread)
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(f"{made.removed} names taken out of {made.pages} pages.")
    _tell_left(made)
    if unread:
        listed = ", ".join(map(str, unread))
        click.echo(
            f"Could not be read for sure; a person must look: page {listed}.",
            err=True,
        )


def _tell_left(made: Redacted) -> None:
    if made.left:
        click.echo(
            f"Still found: {', '.join(made.left)}. Nothing was written.",
            err=True,
        )


def _json(made: Redacted, unread: list[int]) -> dict[str, object]:
    return {
        "removed": made.removed,
        "pages_as_pictures": _every_page(made),
        "unread": unread,
        "left": list(made.left),
    }


def _every_page(made: Redacted) -> list[int]:
    return list(range(1, made.pages + 1))
