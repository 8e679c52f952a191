"""An evening from the last ideas to six months later: what was asked, traded, promised and kept.

The hall deliberates at the window, the vote is the sample's, and what followed is typed at the
window again. A reader of the packs alone can say who bears what, what was promised, and by whom.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from click.testing import CliRunner

from pbdesk.app.chance import Source, from_seed
from pbdesk.app.sample.evening import PASSPHRASE, play, resume, start
from pbdesk.app.sample.handing_over import hand_over
from pbdesk.assembly.asked import items
from pbdesk.cli import main
from pbdesk.pack.keys import load_key, make_key, public_of
from pbdesk.pack.signers import Signer
from tests.evenings import CHEAP
from tests.journeys.chapters import deliberating
from tests.journeys.chapters import following_up as chapter
from tests.journeys.person import Person

FOLLOWING = ("answer", "money", "follow-up")


class Calendar:
    """The wall clock, turned by hand from day to day."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 27, 9, tzinfo=UTC)

    def source(self) -> Source:
        return from_seed(f"months/{self.at.isoformat()}", lambda: self.at)

    def on(self, day: str, time: str = "10:00") -> None:
        self.at = datetime.fromisoformat(f"{day}T{time}+00:00")

    def later(self, seconds: int) -> None:
        self.at += timedelta(seconds=seconds)


def test_what_was_asked_is_answered_paid_broken_and_told_in_a_chain_of_packs(
    sits_down: Callable[..., Person],
    tmp_path: Path,
) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    days = Calendar()
    record = the_hall_deliberates(sits_down(days.source), days, tmp_path)
    file, keys, signers = handed_over(record, folder)
    days.on("2026-11-27")
    person = sits_down(days.source)
    person.opens(file, PASSPHRASE)
    lamps, benches, club, fridge, *_ = (
        each.title for each in items(person.shell.session.state)
    )
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
    a_reader_can_say_of_the_evening(packs[0])


def the_hall_deliberates(person: Person, days: Calendar, folder: Path) -> Path:
    """From the last ideas to a table that tries what fits; then the window is shut."""
    record = folder / "millbrook.pbdesk"
    play(start(record, cost=CHEAP), "answering").desk.close()
    days.on("2026-11-26", "16:30")
    person.opens(record, PASSPHRASE)
    deliberating.lets_two_ideas_become_one(person)
    deliberating.accepts_the_last_ideas(person, "640")
    deliberating.draws_up_the_ballot(person)
    deliberating.says_who_steers(person)
    deliberating.sits_at_tables_by_lot(person)
    deliberating.speaks_at_six_tables_and_runs_over(person, days.later)
    deliberating.weighs_the_lamps(person)
    deliberating.writes_lines(person)
    deliberating.stands_aside_and_it_bites(person)
    deliberating.counts_hands_for_the_condition(person)
    deliberating.asks_together(person)
    deliberating.trades_two_options(person)
    deliberating.tries_what_fits(person)
    person.press("Close the room")
    person.shuts_the_window()
    return record


def handed_over(
    record: Path,
    folder: Path,
) -> tuple[Path, dict[str, Path], Path]:
    """The vote as the sample holds it, its pack signed and handed over, and keys for what follows."""
    evening = play(resume(record, "deliberated", CHEAP), "declared")
    handed = hand_over(evening, folder, lambda who: f"four words for {who}")
    about = evening.desk.state.mandate.id
    keeper = folder / "keys" / "keeper.key"
    public = public_of(
        make_key(keeper, "four words for keeper", f"keeper@{about}"),
    )
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
    return (
        path,
        {"Facilitator": facilitator, "Keeper of the record": keeper},
        handed.signers,
    )


def is_answered_late(
    person: Person,
    days: Calendar,
    lamps: str,
    benches: str,
    club: str,
) -> None:
    days.on("2027-02-03")
    chapter.reminds(person, lamps, "Democratic Services", "3 February 2027")
    days.on("2027-02-16")
    chapter.answers(
        person,
        lamps,
        "Accept",
        "12 February 2027",
        owner="Highways",
        by="15 April 2027",
    )
    chapter.varies_the_condition(
        person,
        lamps,
        "From 23:00: the last bus leaves at 22:52.",
    )
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
        person,
        club,
        "Accept",
        "12 February 2027",
        owner="Youth Service",
        by="1 April 2027",
    )


def money_moves(
    person: Person,
    days: Calendar,
    lamps: str,
    fridge: str,
) -> None:
    days.on("2027-04-15")
    chapter.sets_aside(person, lamps, "12,500", "25 February 2027")
    chapter.pays(
        person,
        lamps,
        "7,000",
        "Columns, first part",
        "Brightway Ltd",
        "10 March 2027",
    )
    chapter.sets_aside(person, fridge, "6,200", "25 February 2027")
    chapter.pays(
        person,
        fridge,
        "1,800",
        "Deposit",
        "Millbrook Hall Trust",
        "12 March 2027",
    )
    chapter.stops(
        person,
        fridge,
        "The hall trust took the room back.",
        "9 April 2027",
    )
    chapter.gives_back(
        person,
        fridge,
        "1,800",
        "Paid back",
        "Community Fund",
        "14 April 2027",
    )
    chapter.gives_back(
        person,
        fridge,
        "4,400",
        "Never paid",
        "Community Fund",
        "14 April 2027",
    )


def is_looked_at(person: Person, days: Calendar, lamps: str, club: str) -> None:
    days.on("2027-05-26")
    chapter.looks(
        person,
        lamps,
        "Done",
        "Eleven lamps, all bright.",
        "They never dim.",
        "26 May 2027",
    )
    chapter.breaks_the_promise(person, lamps)
    chapter.looks(
        person,
        club,
        "Not done",
        "The hall was dark.",
        "We were told April.",
        "26 May 2027",
    )


def verified(
    packs: list[Path],
    signers: Path,
    assembly: str,
    last: str,
) -> dict:
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
        files = {
            name.partition("/")[2]: archive.read(name)
            for name in archive.namelist()
        }
    book = json.loads(files["data/open-book.json"])
    by_title = {each["title"]: each for each in book["items"]}
    assert (by_title[lamps]["spent"], by_title[lamps]["allocated"]) == (
        700_000,
        1_250_000,
    )
    assert by_title[fridge]["returned"] == 620_000
    told = files["data/result.json"].decode()
    for words in (
        "From 23:00",
        "broken",
        "Brightway",
        "They never dim.",
        "Two benches",
    ):
        assert words in told, words


def a_reader_can_say_of_the_evening(pack: Path) -> None:
    """From the data of the first pack alone: who bears what, what was asked, traded and left open."""
    with zipfile.ZipFile(pack) as archive:
        inside = next(
            name
            for name in archive.namelist()
            if name.endswith("data/result.json")
        )
        told = json.loads(archive.read(inside))
    held = told["deliberated"]
    weighed = held["tradeoffs"][0]
    assert (weighed["bears"], weighed["minority"], weighed["condition"]) == (
        "Three houses on Mill Lane, and the bats.",
        deliberating.MINORITY,
        1,
    )
    condition = told["conditions"][0]
    assert (condition["words"], condition["for"], condition["against"]) == (
        deliberating.CONDITION,
        8,
        2,
    )
    second = told["conditions"][1]
    assert (
        second["number"],
        second["words"],
        second["for"],
        second["against"],
    ) == (
        2,
        deliberating.ON_THE_WAY,
        31,
        9,
    )
    assert held["trades"][0]["condition"] == 2
    matter = held["matters"][0]
    assert (matter["words"], matter["hands"], matter["agenda"]) == (
        deliberating.CROSSING,
        23,
        deliberating.CROSSING,
    )
    assert [
        each["words"] for each in held["questions"] if each["answer"] is None
    ] == [
        deliberating.UNANSWERED,
    ]
    titles = {
        each["id"]: each["title"]
        for each in told["questions"][0]["outcome"]["projects"]
    }
    traded = held["trades"][0]
    rather, than = (
        titles[traded[side]["project"]] for side in ("rather", "than")
    )
    assert (rather, than, traded["for"]) == (
        deliberating.LAMPS,
        deliberating.GYM,
        31,
    )
    assert any(each["handled"] == "recused" for each in held["interests"])
    assert {
        "title": next(
            each["title"]
            for each in held["merged"]
            if titles.get(each["into"]) == rather
        ),
    } == {"title": deliberating.TWIN}
    over = held["timings"][0]
    assert over["tables"] == 6
    assert over["took"] > over["minutes"] * 60
