"""How the command line ends: a sentence and an exit code, never a traceback."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from pbdesk.cli.group import CommandLine, Listed

LISTED = {
    "tally": Listed("tests.cli.test_group:tally", "Counts."),
    "window": Listed("tests.cli.test_group:window", "Opens.", hidden=True),
}


@click.command()
@click.option(
    "--how",
    type=click.Choice(["fails", "stops", "asks", "says", "disagrees", "works"]),
    default="works",
)
@click.pass_context
def tally(ctx: click.Context, how: str) -> None:
    """Count, in one of the ways that a count can end."""
    match how:
        case "fails":
            raise ValueError("the tally broke")
        case "stops":
            raise KeyboardInterrupt
        case "asks":
            click.prompt("Passphrase", hide_input=True)
        case "says":
            raise click.ClickException("“Row 14” is not\n    a whole number.")
        case "disagrees":
            ctx.exit(1)
        case _:
            click.echo("counted")


@click.command()
@click.argument("file", required=False)
def window(file: str | None) -> None:
    """Say what the window would open."""
    click.echo(f"window {file}")


@click.group(cls=CommandLine, listed=LISTED, otherwise="window")
def line() -> None:
    """Have the commands of the test."""


def run(*words: str) -> Result:
    return CliRunner().invoke(line, words, prog_name="pbdesk")


def test_without_a_word_the_window_opens():
    assert run().stdout == "window None\n"


@pytest.mark.parametrize("file", ["millbrook.pbdesk", "folder/millbrook"])
def test_a_file_opens_in_the_window(file: str):
    assert run(file).stdout == f"window {file}\n"


def test_a_misspelt_command_is_answered_with_the_nearest_one():
    result = run("taly")
    assert (result.exit_code, result.stdout) == (2, "")
    assert (
        result.stderr
        == "pbdesk: there is no command and no file called “taly”: did you mean “tally”?\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        ("tally", "--wrong"),
        ("tally", "too", "many"),
        ("tally", "--how", "sideways"),
        ("--x",),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(words: tuple[str, ...]):
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1


def test_what_cannot_be_read_is_one_line_and_exit_2():
    result = run("tally", "--how", "says")
    assert (result.exit_code, result.stderr) == (
        2,
        "pbdesk: “Row 14” is not a whole number.\n",
    )


def test_a_command_hands_over_its_own_exit_code():
    assert run("tally", "--how", "disagrees").exit_code == 1
    assert run("tally").exit_code == 0


def test_stopping_with_the_keyboard_is_quiet():
    result = run("tally", "--how", "stops")
    assert (result.exit_code, result.output.strip()) == (130, "")


def test_an_input_that_ends_before_the_passphrase_is_said():
    result = run("tally", "--how", "asks")
    said = "a passphrase is asked for, and the input ended before it."
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        2,
        f"pbdesk: {said}",
    )


def test_a_fault_becomes_a_report_that_the_sentence_points_to():
    result = run("tally", "--how", "fails")
    assert result.exit_code == 70
    assert len(result.stderr.splitlines()) == 1
    report = Path(result.stderr.partition(" written in ")[2].strip()).read_text(
        encoding="utf-8",
    )
    assert "ValueError: the tally broke" in report
    assert version("pbdesk") in report


def test_help_lists_the_commands_without_loading_them():
    told = subprocess.run(
        [sys.executable, "-m", "pbdesk", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert all(
        f"\n  {name} " in told.stdout
        for name in ("demo", "count", "verify", "pictures")
    )
    assert "\n  window " not in told.stdout


def test_the_version_is_that_of_the_package():
    told = subprocess.run(
        [sys.executable, "-m", "pbdesk", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == f"pbdesk {version('pbdesk')}\n"
