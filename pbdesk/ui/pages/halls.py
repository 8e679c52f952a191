"""Halls: which halls take part in one vote, who signs their sum, and the export for all of them."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pbdesk.halls import named
from pbdesk.halls.named import ROLES, Hall
from pbdesk.halls.state import Parent
from pbdesk.pack.keys import fingerprint
from pbdesk.pack.wire import public_of_blob
from pbdesk.ui.pages.case_words import choices
from pbdesk.ui.pages.exporting import MAKE, SAVE
from pbdesk.ui.render.blocks import (
    Ask,
    Block,
    Blocks,
    Buttons,
    Empty,
    Facts,
    Heading,
    Paragraph,
    Press,
    Rule,
    Section,
)
from pbdesk.ui.render.intents import LIST, Open, To, do
from pbdesk.ui.render.view import Here, Listing, PageSpec, PageView
from pbdesk.ui.shown import NOT_STARTED, SEALED, FieldSpec, Row
from pbdesk.words import Words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Halls")


def view(state: Parent, _people: People | None, here: Here) -> PageView:
    """The halls at the left; at the right the chosen one, who signs the sum, and the export."""
    halls = tuple(state.halls.by_id.values())
    chosen = state.halls.by_id.get(here.chosen or "") or next(iter(halls), None)
    fixed = bool(state.halls.digest)
    add = Press(say("Name a hall"), Open("name_hall"), icon="plus")
    left = Listing(
        several("{n} hall takes part", "{n} halls take part", len(halls)),
        _LABEL,
        tuple(_row(each, fixed=fixed) for each in halls),
        chosen=None if chosen is None else chosen.id,
        empty=None if halls else Empty(say("No hall is named yet"), _WHY, add),
        foot=() if fixed or not halls else (add,),
    )
    if here.doing == "name_hall":
        return PageView(left, (Heading(_LABEL, say("Name a hall")), _NAMING))
    return PageView(
        left,
        (
            *(() if chosen is None else _hall(chosen, fixed=fixed)),
            *_export(state, fixed=fixed),
            *_combiners(state, fixed=fixed),
        ),
        back=_LABEL,
    )


def _way(_state: Parent, target: str | None) -> To:
    """To the form of a hall, to who signs, or to a hall in the list."""
    if target == "name":
        return To(doing="name_hall", focus="name")
    return To(chosen=target, focus=target or LIST)


PAGE = PageSpec("halls", _LABEL, view, way=_way, whole=True)

_WHY = say(
    "Every hall begins from one export, so that all ask the same and can be added up.",
)


def _row(hall: Hall, *, fixed: bool) -> Row:
    return Row(
        hall.id,
        hall.name,
        sub=hall.place,
        shape=SEALED if fixed else NOT_STARTED,
    )


def _hall(hall: Hall, *, fixed: bool) -> Blocks:
    facts = Facts(
        ((say("Place"), hall.place), (say("Its packs bear"), hall.id)),
        key="hall",
    )
    heading = Heading(_LABEL, hall.name)
    if fixed:
        return heading, facts
    said = say("{name} takes no part any more.", name=hall.name)
    out = do(named.drop_hall, hall=hall.id).then(To(focus=LIST, said=said))
    return (
        heading,
        facts,
        Buttons(
            (Press(say("Take it out"), out, "quiet", icon="x"),),
            key="out",
        ),
    )


_NAMING = Ask(
    "name_hall",
    (
        FieldSpec(
            "name",
            say("Name of the hall"),
            help=say("Such as Mill Lane School."),
        ),
        FieldSpec(
            "place",
            say("Place"),
            help=say("The hall itself may still change it."),
        ),
    ),
    named.name_hall,
    say("Add the hall"),
    then=To(focus=LIST, said=say("The hall takes part.")),
    icon="plus",
)


def _combiners(state: Parent, *, fixed: bool) -> Blocks:
    """Who signs the sum of all halls, with their keys."""
    held = state.halls.combiners
    blocks: list[Block] = [
        Rule(key="signs"),
        Section(say("Who signs the sum of all halls"), key="signs"),
    ]
    if held:
        prints = tuple(
            (ROLES[who], _fingerprint(key)) for who, key in held.items()
        )
        blocks.append(Facts(prints, key="signs"))
    if fixed:
        return tuple(blocks)
    for who in held:
        name = ROLES[who]
        out = do(named.drop_combiner, role=who).then(To(focus="role"))
        words = say("Take out: {name}", name=name)
        blocks.append(
            Buttons((Press(words, out, "quiet", icon="x"),), key=f"out-{who}"),
        )
    return (*blocks, _SIGNING)


def _fingerprint(key: str) -> str:
    """The key as it stands on its card."""
    return fingerprint(public_of_blob(base64.b64decode(key.split()[1])))


_SIGNING = Ask(
    "combiner",
    (
        FieldSpec("role", say("Who signs"), "choice", choices=choices(ROLES)),
        FieldSpec(
            "key",
            say("Public key"),
            help=say(
                "The line of the file that ends in .pub; it begins with ssh-ed25519.",
            ),
        ),
    ),
    named.name_combiner,
    say("Add the key"),
    then=To(focus="role", said=say("The key is added.")),
    cancel=None,
    icon="plus",
)


def _export(state: Parent, *, fixed: bool) -> Blocks:
    """What is still missing, or the fingerprint that every hall compares; and the export itself."""
    head = (Rule(key="export"), Section(say("The export"), key="export"))
    if fixed:
        code = state.halls.fingerprint
        lines = "\n".join("  ".join(code[i : i + 4]) for i in (0, 4))
        told = Paragraph(_COMPARE, key="compare")
        return (
            *head,
            Paragraph(plain(lines), role="figures", key="code"),
            told,
            Buttons((SAVE,), key="export"),
        )
    acts = tuple(_draw_up(state))
    missing = named.missing(state)
    words: Words = (
        missing[0].words
        if missing
        else say("Everything stands: it can be made.")
    )
    return (
        *head,
        Paragraph(words, key="missing"),
        Buttons(acts, key="draw"),
        Buttons((MAKE,), key="export"),
    )


def _draw_up(state: Parent) -> Iterator[Press]:
    """The press that draws the order of every sheet, as long as one is not drawn."""
    if any(not state.of(each).sheet.drawn_up for each in state.order):
        draw = do(named.draw_up_all).then(_DRAWN)
        yield Press(say("Draw the order of every sheet"), draw, icon="dices")


_DRAWN = To(focus="export", said=say("The order of every sheet is drawn."))


_COMPARE = say(
    "The same code stands on the posters and papers of every hall. Give the file to every hall: "
    "on its start page it begins from it.",
)
