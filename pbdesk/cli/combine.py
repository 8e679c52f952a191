"""`pbdesk combine`: add up the halls of one vote, and make the pack of their sum.

0 it is made; 1 a pack was not taken or a hall is missing, and nothing is written; 2 it was not
called rightly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import click
import msgspec

from pbdesk.app.chance import from_system
from pbdesk.app.jobs.bringing_together import bag_of_sum, write_sum
from pbdesk.app.jobs.combined_report import came
from pbdesk.app.jobs.combining import Answered, Combined, Given
from pbdesk.app.jobs.combining import combine as count_together
from pbdesk.app.jobs.gathering import Gathered, Looked, gather
from pbdesk.app.jobs.parent_given import given_in
from pbdesk.app.jobs.progress import silent
from pbdesk.app.jobs.spreading import over_processes, over_scheduler
from pbdesk.cli.group import one_line
from pbdesk.cli.options import IN_JSON, PATH, print_json
from pbdesk.i18n import locale_of, render
from pbdesk.ledger.refusals import RecordDamaged, RecordRefused
from pbdesk.minutes.decision import Refusal
from pbdesk.pack.bag import WHO, Bag, read_info, read_text
from pbdesk.pack.decided import result_code
from pbdesk.pack.keys import load_key, public_in, public_line
from pbdesk.pack.parent import Parent
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.sign import signed
from pbdesk.questions.lot import as_thrown
from pbdesk.words import Words, say, several

__all__ = ["combine"]

_NOT_TAKEN = 1
_DICE = 6
_NOT_IN = "[NO]  "
_MARKS = {"taken": "[in]  ", "left-out": "[out] "}


@click.command
@click.argument("parent", type=PATH)
@click.argument("packs", nargs=-1, required=True, type=PATH)
@click.option(
    "--signers",
    required=True,
    type=PATH,
    metavar="FILE",
    help="The clerk's signers file: whose keys count in each hall.",
)
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder that gets the pack of the sum; it is made if it is not there.",
)
@click.option(
    "--ballots",
    "copies",
    multiple=True,
    type=PATH,
    metavar="COPY",
    help="An auditor copy that was opened with “age -d”, for a hall whose ballots are not public.",
)
@click.option(
    "--dice",
    metavar="N",
    help="What the dice showed; without it they are thrown here.",
)
@click.option(
    "--sign",
    "keys",
    multiple=True,
    metavar="WHO=KEY",
    help="Sign the sum with a key; its passphrase is asked for. Without one it is unsigned.",
)
@click.option(
    "--without",
    multiple=True,
    metavar="HALL",
    help="Leave a hall out; page one of the report says so.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Have the packs of a city looked at by the workers of a dask scheduler, which are "
    "believed. Needs pbdesk[city].",
)
@IN_JSON
@click.pass_context
def combine(
    ctx: click.Context,
    parent: Path,
    packs: tuple[Path, ...],
    signers: Path,
    folder: Path,
    copies: tuple[Path, ...],
    dice: str | None,
    keys: tuple[str, ...],
    without: tuple[str, ...],
    scheduler: str | None,
    as_json: bool,
) -> None:
    """Add up the packs PACKS of the halls that began from PARENT, and make the pack of the sum.

    PARENT is only read. PACKS are files, or folders with packs in them. Each is verified by the
    keys in --signers. Nothing is written unless every hall is there, each once, or left out on
    purpose. Ties are decided by the dice and the code that PARENT sealed, never by a hall's own.
    """
    out = _Out(as_json)
    try:
        given = given_in(parent)
        thrown = _thrown(dice)
        by = [_signer(key) for key in keys]
        gathered = gather(
            given.export,
            packs,
            read_text(signers),
            silent,
            copies=copies,
            without=without,
            spread=over_scheduler(scheduler) if scheduler else over_processes(),
        )
        _refuse_other_keys(gathered.parent, by)
        if not gathered.ready:
            out.say(_told(gathered))
            ctx.exit(_NOT_TAKEN)
        combined = count_together(gathered, given.codes, thrown)
        gathered = (
            combined.gathered
        )  # without the ballots: they only take room from here on
        made = _made(combined, given, folder, by)
    except (PackRefused, RecordRefused, RecordDamaged) as refused:
        out.wrong(ctx, refused.words)
    out.say(_told(gathered, made))


@dataclass(frozen=True, slots=True)
class _Made:
    combined: Combined
    bag: Bag
    path: Path


@dataclass(frozen=True, slots=True)
class _Out:
    """Where it is said: in words, or as one JSON object."""

    as_json: bool

    def say(self, told: Mapping[str, object]) -> None:
        if self.as_json:
            print_json(told)
        else:
            click.echo("\n".join(_lines(told)))

    def wrong(self, ctx: click.Context, words: Words) -> NoReturn:
        detail = one_line(render(words))
        if not self.as_json:
            click.echo(f"Error: {detail}", err=True)
        else:
            self.say({"combined": None, "detail": detail})
        ctx.exit(2)


def _thrown(dice: str | None) -> str:
    """The dice as they were called out, or thrown here. Raises PackRefused."""
    thrown = _dice(dice)
    if isinstance(thrown, Refusal):
        raise PackRefused(thrown.words)
    return thrown


def _dice(dice: str | None) -> str | Refusal:
    if dice is None:
        return from_system().throw(_DICE)
    return as_thrown(dice)


def _signer(given: str) -> tuple[str, Path]:
    who, _, path = given.partition("=")
    if who not in WHO or not path:
        raise click.UsageError(
            f"“{given}” is not WHO=KEY, with WHO one of {', '.join(WHO)}.",
        )
    return who, Path(path)


def _refuse_other_keys(parent: Parent, by: Sequence[tuple[str, Path]]) -> None:
    """Those who combine were sealed with the parent: nobody else signs, and with no other key."""
    sealed = {each.role: each.key.split()[:2] for each in parent.combiners}
    for who, path in by:
        if who not in sealed:
            raise PackRefused(
                say(
                    "The parent does not name {who} among who combines.",
                    who=who,
                ),
            )
        if public_line(public_in(path)).split() != sealed[who]:
            raise PackRefused(
                say(
                    "The key of {who} is not the one that the parent names.",
                    who=who,
                ),
            )


def _made(
    combined: Combined,
    given: Given,
    folder: Path,
    by: Sequence[tuple[str, Path]],
) -> _Made:
    """Make the pack, have it signed, and write it: whole or not at all."""
    locale = locale_of(combined.parent.language)
    today = from_system().now().date()
    bag = bag_of_sum(combined, given, locale, today)
    for who, path in by:
        passphrase: str = click.prompt(
            f"Passphrase of {who}",
            hide_input=True,
            err=True,
        )
        bag = signed(bag, who, load_key(path, passphrase))
    return _Made(combined, bag, write_sum(bag, folder))


def _told(gathered: Gathered, made: _Made | None = None) -> dict[str, object]:
    """The keys of `--json`, which do not change."""
    halls = [(hall, *gathered.of_hall(hall)) for hall in gathered.parent.halls]
    return {
        "combined": str(made.path) if made else None,
        "detail": _detail(gathered, made),
        "assembly": gathered.parent.assembly,
        "halls": [
            {
                "id": hall.id,
                "name": hall.name,
                "state": state,
                "detail": _said(words),
            }
            for hall, state, words in halls
        ],
        "packs": _of_packs(gathered),
        "missing": [hall.id for hall in gathered.missing],
        "without": sorted(gathered.without),
        **({} if made is None else _result(made)),
    }


def _of_packs(gathered: Gathered) -> list[dict[str, str]]:
    return [_of_pack(each) for each in gathered.packs]


def _of_pack(each: Looked) -> dict[str, str]:
    return {
        "file": each.path,
        "hall": each.hall,
        "state": each.state,
        "detail": _said(each.words),
    }


def _result(made: _Made) -> dict[str, object]:
    """What came out, by ids; the dice by which ties were decided."""
    said = msgspec.json.decode(made.bag.files["data/result.json"], type=_Result)
    codes = {each.id: each.result_code for each in said.questions}
    info = read_info(made.bag)
    return {
        "dice": made.combined.dice,
        "result_code": " ".join(
            result_code(made.bag.files["data/decided.json"]),
        ),
        "pack_code": " ".join(info.results_code),
        "signed_by": _signed_by(made),
        "questions": [
            _question(each, codes[each.asked.id])
            for each in made.combined.answers
        ],
    }


def _signed_by(made: _Made) -> list[str]:
    return [who for who in WHO if f"signatures/{who}.sshsig" in made.bag.files]


class _Coded(msgspec.Struct):
    id: str
    result_code: str | None


class _Result(msgspec.Struct):
    questions: list[_Coded]


def _question(answered: Answered, code: str | None) -> dict[str, object]:
    outcome = answered.outcome
    asked = answered.asked
    told: dict[str, object] = {
        "id": asked.id,
        "kind": asked.kind,
        "wording": asked.wording,
        "rule": outcome.rule,
        "counted": answered.sums.counted,
        "sums": answered.sums.sums,
        "quorum_met": answered.quorum_met,
        "result_code": code,
        "detail": _said(came(answered)),
    }
    match asked.kind:
        case "fund":
            told["funded"] = list(outcome.funded)
        case "choose":
            told["winners"] = list(outcome.elected)
        case "decide" if outcome.decided is not None:
            told["passed"] = outcome.decided.passed
        case _:
            told["answers"] = answered.sums.sums
    return told


def _detail(gathered: Gathered, made: _Made | None) -> str:
    if made is not None:
        return _said(
            several(
                "The sum of {n} hall is made.",
                "The sum of {n} halls is made.",
                len(gathered.parts),
            ),
        )
    return _said(
        say("Nothing is written: a hall is missing, or a pack is not taken."),
    )


def _said(words: Words) -> str:
    return one_line(render(words))


def _lines(told: Mapping[str, Any]) -> Iterator[str]:
    for hall in told.get("halls", ()):
        mark = _MARKS.get(hall["state"], _NOT_IN)
        yield f"{mark} {hall['name']} ({hall['id']}): {hall['detail']}"
    for pack in told.get("packs", ()):
        if pack["state"] not in _MARKS:
            yield f"{_NOT_IN} {one_line(Path(pack['file']).name)}: {pack['detail']}"
    for question in told.get("questions", ()):
        yield f"Question {question['id']}: {question['detail']}"
    if "dice" in told:
        yield f"Dice {' '.join(told['dice'])}"
        yield f"Result code {told['result_code']}"
        yield f"Pack code {told['pack_code']}"
    yield told["detail"]
    if told["combined"]:
        yield told["combined"]
