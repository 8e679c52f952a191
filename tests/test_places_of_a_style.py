"""A new ballot style: its file in voting/styles, and a line in each of the tables below."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest

from pbdesk.assembly import rulebook
from pbdesk.assembly.figures import support_name
from pbdesk.paper.ballots import BALLOTS as ON_PAPER
from pbdesk.questions.sealing import Rulebook, style_settings
from pbdesk.ui.ballot import BALLOTS as ON_SCREEN
from pbdesk.voting.rules import RULES
from pbdesk.voting.styles import STYLES
from tests.conftest import ROOT

TABLES = {
    "pbdesk/paper/ballots/__init__.py",
    "pbdesk/studio/picture_sheets.py",  # a picture of each for those who look over the print
    "pbdesk/ui/ballot/__init__.py",
    "pbdesk/ui/room/view.py",
    "pbdesk/voting/made_up.py",  # how a voter who wants two things marks each
    "pbdesk/voting/shares/settings.py",  # what a project is worth, by ballot
}
"""Where styles are listed by name."""

FILES = {
    "pbdesk/app/sample/from_ballots.py",
    "pbdesk/voting/formats/pabulib.py",
}
"""What other people's files call the styles that they have."""


def named(node: ast.AST) -> set[str]:
    """The styles that a table's keys name."""
    keys = (
        node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", ())
    )
    return {
        str(key.value) for key in keys if isinstance(key, ast.Constant)
    } & STYLES.keys()


def listing() -> dict[str, set[str]]:
    """Files with a table, list or set of three styles or more by name."""
    found: dict[str, set[str]] = {}
    for file in sorted((ROOT / "pbdesk").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict) and len(named(node)) >= 3:
                found.setdefault(
                    file.relative_to(ROOT).as_posix(),
                    set(),
                ).update(
                    named(node),
                )
    return found


def test_styles_are_listed_by_name_in_these_tables_only_and_in_each_of_them_whole():
    found = listing()
    assert found.keys() == TABLES | FILES
    assert not {
        file: lacking
        for file in TABLES
        if (lacking := STYLES.keys() - found[file])
    }


@pytest.mark.parametrize(
    "table",
    [ON_PAPER, ON_SCREEN],
    ids=["paper", "screen"],
)
def test_every_style_has_its_ballot(table):
    assert set(table) == set(STYLES)


@pytest.mark.parametrize("style", STYLES.values(), ids=list(STYLES))
def test_the_usual_rule_of_a_style_funds_by_such_ballots(style):
    assert style.name in RULES[style.usual].takes
    assert RULES[style.usual].kind == "funding"


@pytest.mark.parametrize("style", STYLES.values(), ids=list(STYLES))
def test_the_examples_on_specimens_are_ballots_that_count(style):
    codes = "ABCDEFGH"
    costs = dict.fromkeys(codes, 1)
    marks = style.check(style.examples[0], codes, costs, 8, style.settle({}))
    assert marks == style.examples[0]


def test_a_fake_style_is_offered_counted_and_named_from_its_own_file(
    monkeypatch,
):
    fake = replace(STYLES["scoring"], name="fake", usual="greedy")
    monkeypatch.setitem(STYLES, "fake", fake)
    monkeypatch.setitem(
        RULES,
        "greedy",
        replace(RULES["greedy"], takes=RULES["greedy"].takes | {"fake"}),
    )
    book = Rulebook({"style": "fake", "ballot.most": 3})
    clauses = {clause.name: clause for clause in rulebook.clauses(book)}
    assert "fake" in clauses["style"].choices
    assert (book.rule, style_settings(book).most) == ("greedy", 3)
    assert support_name("fake") == fake.support
    assert (
        set(ON_PAPER) != set(STYLES) != set(ON_SCREEN)
    )  # the tests above would fail
