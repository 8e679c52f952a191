"""What hangs in the room, as plain data."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pbdesk.i18n import render
from pbdesk.ui.room.screen import (
    Example,
    Ladder,
    ProjectList,
    RulesInWords,
    Statement,
)
from pbdesk.ui.room.view import ROWS, SCENES, screens
from pbdesk.voting.styles import STYLES
from tests.ui.room.conftest import public_at


def ladder(moment: str, step: int) -> Ladder:
    body = screens(public_at(moment), "result")[step].body
    assert isinstance(body, Ladder)
    return body


def test_the_question_says_how_much_there_is_to_give():
    body = screens(public_at("drawn-up"), "question")[0].body
    assert isinstance(body, Statement)
    assert render(body.big) == "Which projects should Millbrook fund?"
    assert [render(words) for words in body.under] == [
        "There is £60,000 to give.",
        "8 projects are on the ballot.",
    ]


def test_the_rules_carry_the_whole_fingerprint_and_every_screen_its_first_half():
    first = screens(public_at("sealed"), "rules")[0]
    assert isinstance(first.body, RulesInWords)
    assert len(first.body.code) == 8
    assert first.seal is not None
    assert render(first.seal).endswith(" ".join(first.body.code[:4]))


def test_no_sentence_of_the_rules_is_left_out():
    public = public_at("sealed")
    shown = [
        words
        for screen in screens(public, "rules")
        if isinstance(screen.body, RulesInWords)
        for words in screen.body.sentences
    ]
    assert tuple(shown) == public.sentences


def test_rules_that_are_not_sealed_say_so():
    assert (
        render(screens(public_at("rules"), "rules")[0].title)
        == "The rules, not sealed yet"
    )


def test_no_project_is_left_out_of_the_screens():
    public = public_at("drawn-up")
    bodies = [screen.body for screen in screens(public, "projects")]
    lines = [
        line
        for body in bodies
        if isinstance(body, ProjectList)
        for line in body.lines
    ]
    assert [line.title for line in lines] == [
        project.title for project in public.projects
    ]
    assert all(
        isinstance(body, ProjectList) and len(body.lines) <= ROWS + 1
        for body in bodies
    )


@pytest.mark.parametrize("style", STYLES)
def test_the_example_never_names_a_project_of_the_ballot(style):
    public = public_at("drawn-up")
    public = replace(
        public,
        style=style,
        projects=(
            replace(public.projects[0], title="Roof for the bandstand"),
            *public.projects[1:],
        ),
    )
    body = screens(public, "ballot")[0].body
    assert isinstance(body, Example)
    assert not {render(line.name) for line in body.lines} & {
        project.title for project in public.projects
    }


def test_the_ballot_says_that_a_paper_with_too_many_crosses_does_not_count():
    body = screens(public_at("drawn-up"), "ballot")[0].body
    assert isinstance(body, Example)
    assert (
        render(body.help)
        == "Fewer is fine. A paper with more does not count at all."
    )
    papers = [
        (render(paper.title), sum(paper.crossed), paper.counts)
        for paper in body.papers
    ]
    assert papers == [
        ("2 crosses", 2, True),
        ("5 crosses", 5, True),
        ("6 crosses", 6, False),
    ]


@pytest.mark.parametrize(
    ("crosses", "shown"),
    [((1, 1), [1, 2]), ((3, 3), [3, 4]), ((1, 2), [2, 3]), (None, [])],
)
def test_as_many_crosses_are_shown_as_the_rules_count(crosses, shown):
    body = screens(replace(public_at("drawn-up"), crosses=crosses), "ballot")[
        0
    ].body
    assert isinstance(body, Example)
    assert [sum(paper.crossed) for paper in body.papers] == shown


def test_nothing_of_the_result_is_shown_before_it_is_declared():
    for scene in SCENES:
        for screen in screens(public_at("counted"), scene):
            assert not isinstance(screen.body, Ladder)


def test_while_they_count_no_number_is_shown():
    shown = screens(public_at("keying"), "counting")[0].body
    assert isinstance(shown, Statement)
    said = " ".join(render(words) for words in (shown.big, *shown.under))
    assert "counted" in said
    assert not any(sign.isdigit() for sign in said)


def test_each_step_of_the_declaration_reveals_one_project():
    result = public_at("declared").result
    assert result is not None
    all_screens = screens(public_at("declared"), "result")
    assert len(all_screens) == len(result.projects) + 1
    assert ladder("declared", 0).rows == ()
    assert [row.fresh for row in ladder("declared", 3).rows] == [
        False,
        False,
        True,
    ]


def test_the_money_line_moves_with_what_is_given():
    assert "£0 of £60,000 given, £60,000 left" in render(
        ladder("declared", 0).line,
    )
    assert "£35,900 of £60,000 given, £24,100 left" in render(
        ladder("declared", 3).line,
    )
    assert (
        "£3,300 left. The cheapest that is not funded costs £3,900."
        in render(
            ladder("declared", 6).line,
        )
    )


def test_the_money_line_stands_after_what_is_funded_and_is_never_lost():
    assert ladder("declared", 3).line_at == 3
    assert ladder("declared", 8).line_at == 5
    bodies = longer_ladders()
    assert [body.line_at for body in bodies[8:13]] == [4, 3, 2, 1, 0]
    assert bodies[-1].line_at == 0


def test_a_full_screen_of_the_result_moves_up_row_by_row():
    assert len(ladder("declared", 8).rows) == 8
    bodies = longer_ladders()
    assert all(
        len(body.rows) == min(shown, ROWS) for shown, body in enumerate(bodies)
    )
    assert all(body.rows[-1].fresh for body in bodies[1:])


def longer_ladders() -> list[Ladder]:
    """The result as revealed, with the projects that were not funded three times."""
    public = public_at("declared")
    assert public.result is not None
    result = replace(
        public.result,
        projects=public.result.projects + public.result.unfunded * 2,
    )
    bodies = [
        screen.body
        for screen in screens(replace(public, result=result), "result")
    ]
    assert all(isinstance(body, Ladder) for body in bodies)
    return [body for body in bodies if isinstance(body, Ladder)]


def test_thanks_say_who_answers_and_by_when():
    body = screens(public_at("declared"), "thanks")[0].body
    assert isinstance(body, Statement)
    assert "Millbrook Town Council" in render(body.under[0])


def test_eight_projects_stand_together_on_one_screen():
    [screen] = screens(public_at("declared"), "projects")
    assert isinstance(screen.body, ProjectList)
    assert len(screen.body.lines) == 8


def test_each_rule_has_a_screen_of_its_own():
    shown = public_at("sealed")
    bodies = [screen.body for screen in screens(shown, "rules")]
    assert [body.sentences for body in bodies] == [
        (each,) for each in shown.sentences
    ]
