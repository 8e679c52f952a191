"""How the command line finds its commands, and how it ends.

One sentence and an exit code, never a traceback.
"""

from __future__ import annotations

import difflib
import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, override

import click

from pbdesk.cli import crash
from pbdesk.words import visible

__all__ = ["CommandLine", "Listed", "one_line"]

_WRONG_USE, _FAULT, _STOPPED = (
    2,
    70,
    130,
)  # 70: EX_SOFTWARE of sysexits.h; 130: as the shell reports Ctrl+C
_MISUSES = (
    click.NoSuchOption,
    click.MissingParameter,
    click.BadOptionUsage,
    click.BadArgumentUsage,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A command that is not loaded yet.

    `place` is "module:name", `words` its line in the list of commands.
    """

    place: str
    words: str
    hidden: bool = False

    def load(self) -> click.Command:
        """Import the command.

        Raises ImportError or AttributeError where nothing stands at its place.
        """
        module, _, name = self.place.partition(":")
        command: object = getattr(importlib.import_module(module), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{self.place} is no command")
        return command


class CommandLine(click.Group):
    """A group whose commands load when called.

    A first word that is a file goes to the command `otherwise`.
    """

    def __init__(
        self,
        *,
        listed: Mapping[str, Listed],
        otherwise: str,
        **settings: Any,
    ) -> None:
        super().__init__(no_args_is_help=False, **settings)
        self.listed = listed
        self.otherwise = otherwise

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.listed)

    @override
    def get_command(
        self,
        ctx: click.Context,
        cmd_name: str,
    ) -> click.Command | None:
        found = self.listed.get(cmd_name)
        if found:
            return found.load()
        return None

    @override
    def format_commands(
        self,
        ctx: click.Context,
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(
                self._shown,
            )

    @property
    def _shown(self) -> list[tuple[str, str]]:
        return [
            (name, found.words)
            for name, found in self.listed.items()
            if not found.hidden
        ]

    @override
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, args or [self.otherwise])

    @override
    def resolve_command(
        self,
        ctx: click.Context,
        args: list[str],
    ) -> tuple[str | None, click.Command | None, list[str]]:
        word = args[0]
        if word in self.listed:
            return super().resolve_command(ctx, args)
        if _is_a_file(word):
            return super().resolve_command(ctx, [self.otherwise, *args])
        near = difflib.get_close_matches(word, self.listed, n=1)
        if near:
            meant = f"did you mean “{near[0]}”?"
        else:
            meant = f"“{ctx.command_path} --help” lists the commands."
        raise click.UsageError(
            f"there is no command and no file called “{word}”: {meant}",
            ctx,
        )

    @override
    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        run = partial(
            super().main,
            args,
            prog_name,
            complete_var,
            standalone_mode=False,
            **extra,
        )
        if standalone_mode:
            return _ended(run)
        return run()


def _ended(run: Callable[[], Any]) -> NoReturn:
    """Run, and leave the process with the exit code that the answer deserves."""
    try:
        code: object = run()
    except click.ClickException as error:
        _end(_sentence(error), _WRONG_USE)
    except (click.Abort, KeyboardInterrupt) as stopped:
        if isinstance(stopped.__context__, EOFError):
            _end(
                "pbdesk: a passphrase is asked for, and the input ended before it.",
                _WRONG_USE,
            )
        sys.exit(_STOPPED)
    except Exception as error:  # noqa: BLE001 - the last place before the person: whatever it is, they get a sentence
        _end(crash.sentence(error), _FAULT)
    sys.exit(code if isinstance(code, int) else 0)


def _is_a_file(word: str) -> bool:
    """Whether a first word that is no command means a file.

    It is there, or it has a suffix or a folder.
    """
    path = Path(word)
    return path.exists() or path.suffix != "" or len(path.parts) > 1


def _sentence(error: click.ClickException) -> str:
    """The error on one line.

    With the way to the help where the words of the command line were at fault.
    """
    words = one_line(error.format_message())
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is None:
        return f"pbdesk: {words}"
    explains = _explains(error, ctx)
    return f"{ctx.command_path}: {words}{explains}"


def _explains(error: click.ClickException, ctx: click.Context) -> str:
    if isinstance(error, _MISUSES):
        return f" (“{ctx.command_path} --help” explains.)"
    return ""


def one_line(text: str) -> str:
    """Text as it may stand on one line of a terminal, whoever wrote it."""
    return visible(" ".join(text.split()))


def _end(words: str, code: int) -> NoReturn:
    click.echo(visible(words), err=True)
    sys.exit(code)
