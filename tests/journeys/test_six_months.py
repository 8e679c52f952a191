"""From a pack that was handed over to six months later: answers, money, promises, packs chained."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner

from pbdesk.app.chance import Source, from_seed
from pbdesk.app.sample.evening import PASSPHRASE
from pbdesk.app.sample.handing_over import hand_over
from pbdesk.assembly.asked import items
from pbdesk.cli import main
from pbdesk.pack.keys import load_key, make_key, public_of
from pbdesk.pack.signers import Signer
from tests.evenings import evening_at
from tests.journeys.chapters import following_up as chapter
from tests.journeys.person import Person

FOLLOWING = ("answer", "money", "follow-up")


class Calendar:
    """The wall clock, turned by hand from day to day."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 27, 9, tzinfo=UTC)

    def source(self) -> Source:
        return from_seed(f"months/{self.at.isoformat()}", lambda: self.at)

    def on(self, day: str) -> None:
        self.at = datetime.fromisoformat(f"{day}T10:00+00:00")


def test_what_was_asked_is_answered_paid_broken_and_told_in_a_chain_of_packs(
    sits_down: Callable[..., Person], tmp_path: Path
) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    file, keys, signers = handed_over(tmp_path, folder)
    days = Calendar()
    person = sits_down(days.source)
    person.opens(file, PASSPHRASE)
    lamps, benches, club, fridge, *_ = (each.title for each in items(person.shell.session.state))
    is_answered_late(person, days, lamps, benches, club)
    chapter.packs(person, "What was answered", folder, keys)
    money_moves(person, days, lamps, fridge)
    chapter.packs(person, "What became of the money", folder, keys)
    is_looked_at(person, days, lamps, club)
    chapter.packs(person, "What was done", folder, keys)
    state = person.shell.session.state
    last = " ".join(state.supplements.made[-1].code)
    assembly = state.mandate.id
    person.shuts_the_window()
    packs = sorted(folder.glob("*.zip"))
    assert len(packs) == 4
    told = verified([*packs[::-1]], signers, assembly, last)
    assert (told["verdict"], [each["kind"] for each in told["chain"]]) == (
        "genuine",
        ["result", *FOLLOWING],
    )
    lacking = verified(packs[:-1], signers, assembly, last)
    assert lacking["verdict"] != "genuine"
    a_reader_can_say(packs[-1], lamps, fridge)


def handed_over(tmp_path: Path, folder: Path) -> tuple[Path, dict[str, Path], Path]:
    """The sample evening, its pack signed and handed over, and keys of who signs what follows."""
    evening = evening_at("declared", tmp_path)
    handed = hand_over(evening, folder, lambda who: f"four words for {who}")
    about = evening.desk.state.mandate.id
    keeper = folder / "keys" / "keeper.key"
    public = public_of(make_key(keeper, "four words for keeper", f"keeper@{about}"))
    facilitator = folder / "keys" / "facilitator.key"
    own = public_of(load_key(facilitator, "four words for facilitator"))
    tellers = handed.signers.read_text().splitlines()[1:]
    lines = (
        Signer("facilitator", about, own, None, ("result", *FOLLOWING)).line,
        *tellers,
        Signer("keeper", about, public, None, FOLLOWING).line,
    )
    handed.signers.write_text("".join(f"{line}\n" for line in lines))
    path = evening.desk.record.path
    evening.desk.close()
    return path, {"Facilitator": facilitator, "Keeper of the record": keeper}, handed.signers


def is_answered_late(person: Person, days: Calendar, lamps: str, benches: str, club: str) -> None:
    days.on("2027-02-03")
    chapter.reminds(person, lamps, "Democratic Services", "3 February 2027")
    days.on("2027-02-16")
    chapter.answers(
        person, lamps, "Accept", "12 February 2027", owner="Highways", by="15 April 2027"
    )
    chapter.varies_the_condition(person, lamps, "From 23:00: the last bus leaves at 22:52.")
    chapter.answers(
        person,
        benches,
        "Accept in part",
        "12 February 2027",
        sum_="5,000",
        reason="Two benches; the shade needs a tree survey.",
        by="1 May 2027",
    )
    assert person.sees("Answered without")
    chapter.answers(
        person, club, "Accept", "12 February 2027", owner="Youth Service", by="1 April 2027"
    )


def money_moves(person: Person, days: Calendar, lamps: str, fridge: str) -> None:
    days.on("2027-04-15")
    chapter.sets_aside(person, lamps, "12,500", "25 February 2027")
    chapter.pays(person, lamps, "7,000", "Columns, first part", "Brightway Ltd", "10 March 2027")
    chapter.sets_aside(person, fridge, "6,200", "25 February 2027")
    chapter.pays(person, fridge, "1,800", "Deposit", "Millbrook Hall Trust", "12 March 2027")
    chapter.stops(person, fridge, "The hall trust took the room back.", "9 April 2027")
    chapter.gives_back(person, fridge, "1,800", "Paid back", "Community Fund", "14 April 2027")
    chapter.gives_back(person, fridge, "4,400", "Never paid", "Community Fund", "14 April 2027")


def is_looked_at(person: Person, days: Calendar, lamps: str, club: str) -> None:
    days.on("2027-05-26")
    chapter.looks(
        person, lamps, "Done", "Eleven lamps, all bright.", "They never dim.", "26 May 2027"
    )
    chapter.breaks_the_promise(person, lamps)
    chapter.looks(
        person, club, "Not done", "The hall was dark.", "We were told April.", "26 May 2027"
    )


def verified(packs: list[Path], signers: Path, assembly: str, last: str) -> dict:
    given = [str(each) for each in packs]
    ran = CliRunner().invoke(
        main,
        [
            "verify",
            "--chain",
            *given,
            "--signers",
            str(signers),
            "--assembly",
            assembly,
            "--last",
            last,
            "--json",
        ],
    )
    return json.loads(ran.stdout)


def a_reader_can_say(pack: Path, lamps: str, fridge: str) -> None:
    """From the last pack alone: what was paid, what came back, and that a promise was broken."""
    with zipfile.ZipFile(pack) as archive:
        files = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    book = json.loads(files["data/open-book.json"])
    by_title = {each["title"]: each for each in book["items"]}
    assert (by_title[lamps]["spent"], by_title[lamps]["allocated"]) == (700_000, 1_250_000)
    assert by_title[fridge]["returned"] == 620_000
    told = files["data/result.json"].decode()
    for words in ("From 23:00", "broken", "Brightway", "They never dim.", "Two benches"):
        assert words in told, words
