"""The poster: the rulebook in plain words, each sentence known by what it is about."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any, get_args, override

import pytest

from pbdesk.app.jobs.sheets import wall_facts
from pbdesk.assembly.poster import Part, Poster, poster
from pbdesk.i18n import ENGLISH, render
from pbdesk.paper.pen import Pen
from pbdesk.paper.plain import plain_data
from pbdesk.paper.report import ALL
from pbdesk.paper.report.committee import committee_text
from pbdesk.paper.report.rules import rules
from pbdesk.paper.report.source import Source
from pbdesk.words import Words, say
from tests.evenings import state_at
from tests.paper.millbrook import MILLBROOK

LATE = say("Whoever comes late waits at the door.")
CODE = ("0000",) * 8


class Longer(Poster):
    """The poster of a later rulebook, with one sentence before all others."""

    @override
    def _said(self) -> dict[str, Words]:
        return {"late": LATE} | super()._said()


def lengthened(wall: Poster) -> Longer:
    return Longer(
        **{each.name: getattr(wall, each.name) for each in fields(Poster)},
    )


LATER = replace(MILLBROOK, poster=lengthened(MILLBROOK.poster))


def test_the_sentences_are_numbered_in_their_order_and_each_is_known_by_its_part():
    wall = poster(state_at("sealed"))
    assert wall.money is None
    assert wall.sentences == tuple(
        getattr(wall, part) for part in get_args(Part.__value__)[:7]
    )
    assert [wall.place(part) for part in get_args(Part.__value__)] == [
        *range(7),
        None,
    ]
    assert wall.intention_number == 6


def test_every_sentence_has_a_name_that_a_field_can_tint():
    assert [each.name for each in fields(Poster)] == list(
        get_args(Part.__value__),
    )


def test_a_sentence_put_before_others_moves_their_numbers_and_not_their_meaning():
    wall = lengthened(poster(state_at("sealed")))
    assert wall.intention_number == 7
    assert wall.sentences[wall.intention_number - 1] == wall.intention
    assert wall.sentences[wall.place("leftover")] == wall.leftover


def test_a_sentence_put_before_others_stands_in_the_report_among_the_rules():
    def on_the_wall(figures):
        section: Any = rules(Source(figures, Pen(ENGLISH, "GBP")))[0]
        return section["parts"][0]["sentences"]

    assert on_the_wall(LATER) == [
        render(LATE, ENGLISH),
        *on_the_wall(MILLBROOK),
    ]


@pytest.mark.parametrize(
    "part",
    [part for part in ALL.parts if part is not rules],
)
def test_a_sentence_put_before_others_misprints_no_part_of_the_report(part):
    def printed(figures):
        return part(
            Source(figures, Pen(ENGLISH, "GBP"), code=CODE, head="0" * 64),
        )

    assert printed(LATER) == printed(MILLBROOK)


def test_a_sentence_put_before_others_misprints_neither_the_plain_edition_nor_the_committees_text():
    def plain(figures):
        return plain_data(
            figures,
            code=CODE,
            locale=ENGLISH,
            made=date(2026, 11, 27),
            pack_name="pack",
        )

    assert plain(LATER) == plain(MILLBROOK)
    assert committee_text(LATER, ENGLISH) == committee_text(MILLBROOK, ENGLISH)


def test_beside_the_rules_hangs_the_day_on_which_the_council_answers():
    facts = {
        render(label): render(said)
        for label, said in wall_facts(state_at("sealed"))
    }
    assert facts["Answer by"].replace("\xa0", " ") == "29 January 2027"
    assert facts["Pot"] == "£60,000"
