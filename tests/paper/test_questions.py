"""Questions on paper: a count by stages as a picture, a table on the same columns, and sentences."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import Any

import pytest

from pbdesk.app.jobs.sheets import poll_slips
from pbdesk.app.sample.evening import WHO_CAME
from pbdesk.assembly.reported import Answer, AnswerLine, Stage
from pbdesk.i18n import ENGLISH, locale_of
from pbdesk.paper.pen import Pen
from pbdesk.paper.report import QUESTIONS
from pbdesk.paper.report.questions import each_question
from pbdesk.paper.report.source import Source
from pbdesk.words import plain, say
from tests.evenings import state_at
from tests.paper.accessible import findings
from tests.paper.conftest import report_of
from tests.paper.millbrook import MILLBROOK
from tests.paper.paragraphs import RUN, paragraphs
from tests.paper.reading import page_with, text_of, words_of

PEOPLE = ("Farah Idris", "Grace Oyelaran", "Wanjiru Kamau", "Piotr Zielinski")


def stage(
    told: str,
    *sums: float | None,
    elected=(),
    out=(),
    exhausted=0,
) -> Stage:
    exact = tuple(
        None if each is None else Fraction(str(each)) for each in sums
    )
    return Stage(
        exact,
        plain(told),
        elected,
        out,
        Fraction(str(exhausted)),
        Fraction(31),
    )


STAGES = (
    stage("Farah Idris elected.", 40, 20, 18, 12, elected=("o-0",)),
    stage("Piotr Zielinski out.", 31, 24.5, 21.5, 13, out=("o-3",)),
    stage(
        "Grace Oyelaran elected.",
        31,
        32.5,
        24,
        None,
        elected=("o-1",),
        exhausted=2.5,
    ),
)
SEATS = Answer(
    id="2",
    kind="choose",
    force="binding",
    wording="Who shall sit in the steering group?",
    came=say("Chosen: {names}.", names="Farah Idris and Grace Oyelaran"),
    follows=say("It binds: {decider} carries it out.", decider="The parish"),
    method=(say("Each ballot counts for the first of its choices."),),
    taken=say("On slips: {n} answers, added up.", n=90),
    lines=tuple(
        AnswerLine(f"o-{n}", "ABCD"[n], plain(name), 0, n < 2)
        for n, name in enumerate(PEOPLE)
    ),
    stages=STAGES,
    notes=(),
)
ASKED = dataclasses.replace(MILLBROOK, kind="choose", answers=(SEATS,))


def section(answer: Answer = SEATS, **kw: Any) -> Any:
    figures = dataclasses.replace(ASKED, answers=(answer,))
    return each_question(Source(figures, Pen(ENGLISH, "GBP"), **kw))[0]


def test_every_option_has_a_bar_at_each_stage_until_it_is_out():
    lines = section()["picture"]["lines"]
    assert [
        [bar["length"] is not None for bar in line["bars"]] for line in lines
    ] == [
        [True] * 3,
        [True] * 3,
        [True] * 3,
        [True, True, False],
    ]
    assert [bar["full"] for bar in lines[1]["bars"]] == [False, False, True]
    assert lines[0]["bars"][0]["length"] == 1
    assert {bar["line"] for line in lines for bar in line["bars"]} == {31 / 40}


def test_who_is_elected_and_who_is_out_says_at_which_stage():
    drawn = section()["picture"]
    assert [line["standing"] for line in drawn["lines"]] == [
        "elected at stage 1",
        "elected at stage 3",
        "in to the end",
        "out at stage 2",
    ]
    assert drawn["head"] == "Dashed line: votes needed, 31"


def test_the_votes_of_each_stage_add_up_to_all_of_them():
    *options, lost, whole = section()["table"]["rows"]
    assert options[3]["cells"] == ["Piotr Zielinski", "12", "13", "–"]
    assert lost["cells"] == ["No further choice", "0", "0", "2.5"]
    assert whole["cells"] == ["All votes", "90", "90", "90"]


def test_of_many_stages_the_last_stand_side_by_side_and_all_are_told():
    many = dataclasses.replace(
        SEATS,
        stages=tuple(STAGES[1] for _ in range(11)) + STAGES[2:],
    )
    made = section(many)
    assert made["picture"]["heads"] == [f"Stage {n}" for n in range(5, 13)]
    assert len(made["told"]) == 12
    assert section(many, large=True)["picture"] is None


@pytest.mark.parametrize("language", ["en", "ar"])
def test_picture_table_and_sentences_stand_on_one_page_and_are_heard_once(
    language,
):
    pdf = report_of(ASKED, tier=QUESTIONS, locale=locale_of(language))
    assert findings(pdf) == []
    assert any(
        "Piotr Zielinski" in text.replace(RUN, "") for text in paragraphs(pdf)
    )
    if language == "en":
        page = words_of(page_with(pdf, "Votes at each stage"))
        for told in (
            "Dashed line: votes needed, 31",
            "out at stage 2",
            "32.5",
            "Stage 3 Grace",
        ):
            assert told in page


def test_a_slip_of_several_items_says_whose_evening_it_is_of():
    """A slip found under a chair months later must be known for what it is."""
    asked = state_at("declared").of(WHO_CAME)
    page = poll_slips(asked, ENGLISH)
    assert "Millbrook Assembly, 26 November 2026" in text_of(page)
