"""The chapters of every kind of file that asks questions, in the order of an evening."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pbdesk.minutes.kinds import Chapter
from pbdesk.questions import (
    box,
    count,
    declaration,
    door,
    hands,
    kiosk,
    lot,
    register,
    sheet,
    slips,
    spares,
    staff,
    terms,
    vote,
)
from pbdesk.words import Words

__all__ = ["chapters"]

type _Chapter = Chapter[Any, Any, Any]


def chapters(
    tell_terms: Callable[[terms.TermsEntry, Any], Words],
) -> tuple[_Chapter, ...]:
    """The chapters of questions and rounds; the kind of file tells the clauses of a question."""
    return (
        Chapter(
            "terms",
            "prepare",
            terms.TermsEntry,
            terms.Terms(),
            terms.apply,
            tell_terms,
            of=_Q,
        ),
        Chapter(
            "people",
            "vote",
            register.RegisterEntry,
            register.Register(),
            register.apply,
            register.tell,
        ),
        Chapter(
            "staff",
            "prepare",
            staff.StaffEntry,
            staff.Staff(),
            staff.apply,
            staff.tell,
        ),
        Chapter(
            "given_out",
            "vote",
            door.DoorEntry,
            door.Stubs(),
            door.apply,
            door.tell,
            of=_R,
        ),
        Chapter(
            "sheet",
            "vote",
            sheet.BallotDrawnUp,
            sheet.Sheet(),
            sheet.apply,
            sheet.tell,
            of=_Q,
        ),
        Chapter(
            "spares",
            "vote",
            spares.SheetExchanged,
            spares.Spares(),
            spares.apply,
            spares.tell,
            of=_Q,
        ),
        Chapter(
            "vote",
            "vote",
            vote.VoteEntry,
            vote.Vote(),
            vote.apply,
            vote.tell,
            of=_R,
        ),
        Chapter(
            "kiosk",
            "vote",
            kiosk.KioskEntry,
            kiosk.Kiosk(),
            kiosk.apply,
            kiosk.tell,
            of=_Q,
        ),
        Chapter(
            "box",
            "count",
            box.BoxEntry,
            box.Box(),
            box.apply,
            box.tell,
            box.taken_back,
            box.brought_back,
            of=_Q,
        ),
        Chapter(
            "hands",
            "count",
            hands.HandsEntry,
            hands.Hands(),
            hands.apply,
            hands.tell,
            of=_Q,
        ),
        Chapter(
            "slips",
            "count",
            slips.SlipsEntry,
            slips.Slips(),
            slips.apply,
            slips.tell,
            of=_Q,
        ),
        Chapter(
            "lot",
            "count",
            lot.SeedDrawn,
            lot.Lot(),
            lot.apply,
            lot.tell,
            of=_R,
        ),
        Chapter(
            "count",
            "count",
            count.CountEntry,
            count.Count(),
            count.apply,
            count.tell,
            of=_Q,
        ),
        Chapter(
            "declaration",
            "declare",
            declaration.DeclarationEntry,
            declaration.Declaration(),
            declaration.apply,
            declaration.tell,
            of=_Q,
        ),
    )


_Q, _R = "question", "round"
