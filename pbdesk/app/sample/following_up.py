"""What became of Millbrook's evening: a late answer by half, money, a failure, a broken promise.

Each step happens on its day; on some of them a pack follows the result, signed by the facilitator
and the keeper of the record. The days differ, so that names sort in the order of the chain.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pbdesk.app.jobs.keeping import do_with
from pbdesk.app.jobs.proposers import keep_contact, wishes
from pbdesk.app.jobs.supplement import make_supplement, sign_supplement
from pbdesk.app.sample.evening import Evening
from pbdesk.app.sample.handing_over import HandedOver
from pbdesk.app.sample.refused import granted, settled
from pbdesk.assembly import answers, asked, book, follow_up, proposers
from pbdesk.assembly.answers import ConditionAnswered
from pbdesk.assembly.carried import unfunded
from pbdesk.assembly.follow_up import ConditionLookedAt
from pbdesk.assembly.supplements import SupplementKind
from pbdesk.i18n import ENGLISH, locale_of
from pbdesk.ledger.people import Brought
from pbdesk.minutes.clauses import months_later
from pbdesk.minutes.entries import FreeText, Id
from pbdesk.pack.keys import load_key, make_key, public_of
from pbdesk.pack.signers import Signer

__all__ = ["Followed", "follow", "play_on"]

_LAMPS, _BENCHES, _CLUB, _FRIDGE, _KERBS, _LEFT = range(6)
"""The items of the pack in their order."""
_FOLLOWING: tuple[SupplementKind, ...] = ("answer", "money", "follow-up")


@dataclass(frozen=True)
class Followed:
    """The packs that followed, in their order, and the clerk's signers file that names them."""

    packs: tuple[Path, ...]
    signers: Path
    last: tuple[str, ...]


_MORNING = time(9, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Step:
    """What happened by a day; a pack of that kind follows, where there is one."""

    day: date
    play: Callable[[Evening], None]
    pack: SupplementKind | None = None

    def on_its_day(self, evening: Evening) -> None:
        """Play it on the morning of its day."""
        evening.clock.at = datetime.combine(self.day, _MORNING)
        self.play(evening)


def follow(
    evening: Evening,
    handed: HandedOver,
    months: int,
    passphrase: Callable[[str], str],
) -> Followed:
    """Play on for so many months after the evening; packs lie beside the result.

    Every step is played whose day has come by then. Raises PackRefused and OSError.
    """
    folder = handed.made.path.parent
    until = months_later(evening.desk.state.mandate.day, months)
    keys = _keys(evening, folder, passphrase)
    _name_keys(evening, handed.signers, keys)
    packs = list[Path]()
    last = handed.made.code
    for step in _STEPS:
        if step.day > until:
            continue
        step.on_its_day(evening)
        if step.pack is not None:
            path, last = _packed(evening, step.pack, step.day, folder, keys)
            packs.append(path)
    return Followed(tuple(packs), handed.signers, last)


def play_on(evening: Evening, steps: int) -> None:
    """The first steps after a pack was handed over, without packs that follow."""
    for step in _STEPS[:steps]:
        step.on_its_day(evening)


def _keys(
    evening: Evening,
    folder: Path,
    passphrase: Callable[[str], str],
) -> dict[str, Ed25519PrivateKey]:
    keys = folder / "keys"
    keeper = f"keeper@{evening.desk.state.mandate.id}"
    return {
        "facilitator": load_key(
            keys / "facilitator.key",
            passphrase("facilitator"),
        ),
        "keeper": make_key(keys / "keeper.key", passphrase("keeper"), keeper),
    }


def _name_keys(
    evening: Evening,
    signers: Path,
    keys: dict[str, Ed25519PrivateKey],
) -> None:
    """The clerk's file names both for what follows; tellers go on to sign the result alone."""
    about = evening.desk.state.mandate.id
    facilitator = Signer(
        "facilitator",
        about,
        public_of(keys["facilitator"]),
        None,
        ("result", *_FOLLOWING),
    )
    keeper = Signer(
        "keeper",
        about,
        public_of(keys["keeper"]),
        None,
        _FOLLOWING,
    )
    tellers = signers.read_text(encoding="utf-8").splitlines()[1:]
    lines = (facilitator.line, *tellers, keeper.line)
    _ = signers.write_text(
        "".join(f"{line}\n" for line in lines),
        encoding="utf-8",
    )


def _packed(
    evening: Evening,
    kind: SupplementKind,
    day: date,
    folder: Path,
    keys: dict[str, Ed25519PrivateKey],
) -> tuple[Path, tuple[str, ...]]:
    desk = evening.desk
    locale = locale_of(desk.state.mandate.language)
    made = granted(make_supplement(desk, kind, folder, locale=locale, made=day))
    number = desk.state.supplements.made[-1].number
    for who, key in keys.items():
        settled(sign_supplement(desk, made.path, number, who, key))
    return made.path, made.code


def _id(evening: Evening, at: int) -> str:
    return asked.items(evening.desk.state)[at].id


def _remind(evening: Evening) -> None:
    """The day of the answer is over, and nobody answered."""
    every = [each.id for each in asked.items(evening.desk.state)]
    evening.do(answers.remind, items=every, to="Democratic Services")


_LETTER = Brought(
    "text/plain",
    b"Parks Committee, 12 February 2027. Item 1 agreed, dimming from 23:00. Item 2 in part, 5,000."
    b" Items 3 and 4 agreed. The rest comes back to the assembly.",
)


def _answer(evening: Evening) -> None:
    """A fortnight late and by half: kerbs are not answered, benches have no owner."""
    day = date(2027, 2, 12)
    varied = FreeText("From 23:00: the last bus leaves at 22:52.")
    settled(
        do_with(
            evening.desk,
            _LETTER,
            answers.answer,
            as_="letter",
            item=_id(evening, _LAMPS),
            reply="accept",
            owner="Highways",
            day=date(2027, 4, 15),
            conditions=[ConditionAnswered(1, "vary", varied)],
            answered=day,
        ),
    )
    evening.do(
        answers.answer,
        item=_id(evening, _BENCHES),
        reply="part",
        sum=500_000,
        reason="Two benches; the shade needs a tree survey.",
        day=date(2027, 5, 1),
        answered=day,
    )
    _who_wishes_to_be_told(evening)
    for at, owner, done_by in (
        (_CLUB, "Youth Service", date(2027, 4, 1)),
        (_FRIDGE, "Community Fund", date(2027, 3, 31)),
        (_LEFT, "Finance", date(2027, 3, 31)),
    ):
        evening.do(
            answers.answer,
            item=_id(evening, at),
            reply="accept",
            owner=owner,
            day=done_by,
            answered=day,
        )


def _who_wishes_to_be_told(evening: Evening) -> None:
    """Two who handed in ideas wish to be told, one of them of an idea that got no money."""
    without = _without_money(evening)
    for proposal, name, reach in (
        (_id(evening, _LAMPS), "Rosalind Thackeray", "3 Weir Cottages"),
        (without, "Ifeanyi Okafor-Wynne", "ifeanyi@mill.example"),
    ):
        settled(
            keep_contact(
                evening.desk,
                proposal,
                name=name,
                reach=reach,
                wishes=True,
                goes_on=proposal == without,
                locale=ENGLISH,
            ),
        )


def _without_money(evening: Evening) -> Id:
    """The first project on the ballot that got none."""
    return unfunded(evening.desk.state)[0].id


def _tell_proposers(evening: Evening) -> None:
    """Both get their letter."""
    for wish in wishes(evening.desk):
        evening.do(proposers.told, proposal=wish.idea.id, gone=())


def _first_money(evening: Evening) -> None:
    """Money is set aside, and part of it is paid."""
    given = {
        _LAMPS: 1_250_000,
        _BENCHES: 500_000,
        _CLUB: 1_500_000,
        _FRIDGE: 620_000,
    }
    for at, minor in given.items():
        evening.do(
            book.allocate,
            item=_id(evening, at),
            sum=minor,
            day=date(2027, 2, 25),
        )
    evening.do(
        book.pay,
        item=_id(evening, _LAMPS),
        sum=700_000,
        payee="Brightway Lighting Ltd",
        what="Columns and cable, first part",
        day=date(2027, 3, 10),
    )
    evening.do(
        book.pay,
        item=_id(evening, _FRIDGE),
        sum=180_000,
        payee="Millbrook Hall Trust",
        what="Deposit for the room",
        day=date(2027, 3, 12),
    )
    evening.do(
        book.help_out,
        item=_id(evening, _BENCHES),
        hours=46,
        what="Clearing the ground beside the green",
        day=date(2027, 3, 20),
    )


def _fail(evening: Evening) -> None:
    """The fridge loses its room: what was paid comes back, and all of it goes to the kerbs."""
    fridge = _id(evening, _FRIDGE)
    kerbs = _id(evening, _KERBS)
    evening.do(
        book.stop,
        item=fridge,
        reason="The hall trust took the room back.",
        day=date(2027, 4, 9),
    )
    evening.do(
        book.give_back,
        item=fridge,
        sum=180_000,
        source="paid back",
        to="Community Fund",
        day=date(2027, 4, 14),
    )
    evening.do(
        book.give_back,
        item=fridge,
        sum=440_000,
        source="unspent",
        to="Dropped kerbs, at the assembly's wish",
        to_item=kerbs,
        day=date(2027, 4, 14),
    )
    evening.do(
        book.reach,
        item=_id(evening, _LAMPS),
        what="All eleven lamps burn.",
        day=date(2027, 4, 13),
    )


def _look(evening: Evening) -> None:
    """The first look, on its sealed day: the lamps never dim, and the club is not there."""
    evening.do(
        follow_up.look,
        item=_id(evening, _LAMPS),
        done="done",
        evidence="Eleven lamps counted at 23:30, all bright.",
        resident="They never dim. We sleep with the shutters closed.",
        conditions=[ConditionLookedAt(1, "broken")],
    )
    _tell_proposers(evening)
    evening.do(
        follow_up.look,
        item=_id(evening, _BENCHES),
        done="partly",
        evidence="One bench stands, the second is ordered.",
        resident="The one that is there is always taken.",
    )
    evening.do(
        follow_up.look,
        item=_id(evening, _CLUB),
        done="not",
        evidence="The hall was dark on Friday; the Youth Service has no date.",
        resident="We were told April.",
    )


def _ask_again(evening: Evening) -> None:
    """Half a year later the lamps are opened again, and two lessons are noted."""
    evening.do(
        follow_up.reopen,
        item=_id(evening, _LAMPS),
        reason="The condition under which the assembly asked for them is broken.",
    )
    evening.do(
        answers.remind,
        items=[_id(evening, _CLUB), _id(evening, _KERBS)],
        to="The member responsible for youth and highways",
    )
    evening.do(
        follow_up.learn,
        words="Ask whoever owns a room before it is voted on.",
    )
    evening.do(
        follow_up.learn,
        words="Write the dimming into the order for the lamps.",
    )


_STEPS = (
    _Step(date(2027, 2, 3), _remind),
    _Step(date(2027, 2, 16), _answer, "answer"),
    _Step(date(2027, 3, 31), _first_money, "money"),
    _Step(date(2027, 4, 15), _fail, "money"),
    _Step(date(2027, 4, 29), _look, "follow-up"),
    _Step(date(2027, 5, 26), _ask_again, "follow-up"),
)
