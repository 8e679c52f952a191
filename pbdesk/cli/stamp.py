"""`pbdesk stamp`: ask a time stamp authority for a pack, and put its answer in.

Nothing here uses the network.
"""

from __future__ import annotations

from pathlib import Path

import click

from pbdesk.cli.options import PATH
from pbdesk.i18n import render
from pbdesk.pack.bag import read_data, read_zip
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.stamps import add_stamp, query
from pbdesk.pack.whole import write_whole

__all__ = ["stamp"]


@click.command
@click.argument("pack", type=PATH)
@click.argument("response", required=False, type=PATH)
def stamp(pack: Path, response: Path | None) -> None:
    """Write the query for a time stamp over PACK; or put RESPONSE, an authority’s answer, into it.

    The query is sent from any computer with a network, for instance:
    curl -H "Content-Type: application/timestamp-query" --data-binary @PACK.tsq -o PACK.tsr ADDRESS
    """
    try:
        if response is None:
            path = pack.with_suffix(".tsq")
            write_whole(query(read_zip(pack)), path)
            click.echo(path)
        else:
            found = add_stamp(pack, read_data(response))
            click.echo(
                f"{found.by} attests that the pack existed at {found.at:%Y-%m-%d %H:%M:%S} UTC.",
            )
    except PackRefused as refused:
        raise click.ClickException(render(refused.words)) from refused
