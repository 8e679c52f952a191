"""The command line: what a script calls. Words, exit codes and `--json` are an interface.

Commands load when they are called (`pbdesk count` imports neither Qt nor scipy). Wrong use and
unreadable input are one sentence on standard error and exit 2: raise `click.ClickException` or one
of its kinds. A command's own exit code goes over `ctx.exit(code)`.
"""

from __future__ import annotations

import click

from pbdesk.cli.group import CommandLine, Listed

__all__ = ["COMMANDS", "main"]

COMMANDS = {
    "demo": Listed(
        "pbdesk.cli.demo:demo",
        "Run a whole sample evening, from mandate to a verified pack.",
    ),
    "count": Listed(
        "pbdesk.cli.count:count",
        "Count the ballots of a file by one rule.",
    ),
    "rules": Listed(
        "pbdesk.cli.count:rules",
        "List the counting rules, what they take and their options.",
    ),
    "compare": Listed(
        "pbdesk.cli.compare:compare",
        "Count a file by several rules, side by side: not the result.",
    ),
    "explain": Listed(
        "pbdesk.cli.explain:explain",
        "Say why a project was funded or not, and what would change it.",
    ),
    "convert": Listed(
        "pbdesk.cli.convert:convert",
        "Write ballots in another format, where nothing is lost.",
    ),
    "show": Listed(
        "pbdesk.cli.record:show",
        "Print what an assembly's file says, chapter by chapter.",
    ),
    "check": Listed(
        "pbdesk.cli.record:check",
        "Check that the record of an assembly is whole.",
    ),
    "salvage": Listed(
        "pbdesk.cli.record:salvage",
        "Save what is sound in a damaged record into a new file.",
    ),
    "pack": Listed(
        "pbdesk.cli.pack:pack",
        "Make the result pack of a declared assembly.",
    ),
    "follow": Listed(
        "pbdesk.cli.follow:follow",
        "Make the next pack that follows a result: answer, money or done.",
    ),
    "next": Listed(
        "pbdesk.cli.next_cycle:next_cycle",
        "Begin the next assembly from the last one.",
    ),
    "verify": Listed(
        "pbdesk.cli.verify:verify",
        "Check that a result pack is genuine, complete and signed.",
    ),
    "sign": Listed(
        "pbdesk.cli.sign:sign",
        "Look through a result pack, see what it says, and sign it.",
    ),
    "stamp": Listed(
        "pbdesk.cli.stamp:stamp",
        "Ask for a time stamp over a result pack, and put the answer in.",
    ),
    "combine": Listed(
        "pbdesk.cli.combine:combine",
        "Count the packs of several halls together.",
    ),
    "draw": Listed(
        "pbdesk.cli.draw:draw",
        "Draw a panel from a pool as fairly as its quotas allow, by dice.",
    ),
    "redact": Listed(
        "pbdesk.cli.redact:redact",
        "Take listed names out of a PDF for real.",
    ),
    "pictures": Listed(
        "pbdesk.cli.pictures:pictures",
        "Draw every page, window and sheet of paper as PNG.",
    ),
    "bench": Listed(
        "pbdesk.cli.bench:bench",
        "Time the work that people wait for.",
    ),
    "window": Listed(
        "pbdesk.cli.window:window",
        "Open the window, as “pbdesk [FILE]” does.",
        hidden=True,
    ),
}


@click.group(
    cls=CommandLine,
    listed=COMMANDS,
    otherwise="window",
    subcommand_metavar="[FILE | COMMAND …]",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done; 1 the record or pack was read and is not in order; 2 wrong use, or "
    "a file that "
    "cannot be read; 70 a fault in pbdesk; 130 stopped by Ctrl+C.",
)
@click.version_option(package_name="pbdesk", message="pbdesk %(version)s")
def main() -> None:
    """Run a neighbourhood assembly from mandate to signed result, offline, on one laptop.

    With a FILE, or with nothing, the window opens. “pbdesk COMMAND --help” explains a command.
    """
