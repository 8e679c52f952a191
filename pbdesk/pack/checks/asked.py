"""Checks of each question: made one by one, and told with the question where there are more."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pbdesk.pack.checks.case import Case, Finding, Look, Unchecked
from pbdesk.pack.contents import Asked, Json
from pbdesk.pack.refused import PackRefused
from pbdesk.voting.shares.settings import Utility, utility_by_ballot
from pbdesk.words import Words, say

__all__ = ["of_each", "on_sheets", "sealed_settings"]

_OF_THE_RULE = "count."

type _Look = Callable[[Case, Asked], Finding]


def sealed_settings(rules: Json) -> Json:
    """The settings of the counting rule in a sealed rulebook, as the count names them."""
    named = {
        clause.removeprefix(_OF_THE_RULE): value
        for clause, value in rules.items()
        if clause.startswith(_OF_THE_RULE)
    }
    if named.get("utility") == Utility.BY_BALLOT:
        named["utility"] = utility_by_ballot(str(rules.get("style"))).value
    return named


type _Found = tuple[tuple[str, Finding], ...]
"""What was found of each question, by its number."""


def of_each(look: _Look) -> Look:
    """The check of a whole pack: what is wrong with one question is wrong with the pack."""

    def looked(case: Case) -> Finding:
        asked = case.result.asked
        if len(asked) == 1:
            return look(case, asked[0])
        return _together(_found(look, case, asked))

    return looked


def _found(look: _Look, case: Case, asked: Sequence[Asked]) -> _Found:
    if not asked:
        raise PackRefused(say("The result has no question."))
    return tuple((each.id, _at(look, case, each)) for each in asked)


def on_sheets(look: _Look) -> _Look:
    """The check of questions that were answered on a sheet; others have no papers."""

    def looked(case: Case, asked: Asked) -> Finding:
        if asked.papers is None:
            return say(
                "Nobody voted on a sheet: two people counted, or slips were added up.",
            )
        return look(case, asked)

    return looked


def _at(look: _Look, case: Case, asked: Asked) -> Finding:
    try:
        return look(case, asked)
    except PackRefused as refused:
        raise PackRefused(_named(asked.id, refused.words)) from refused


def _named(question: str, words: Words) -> Words:
    return say("Question {number}: {told}", number=question, told=words)


def _together(found: _Found) -> Finding:
    """What was found of all, question by question; open only where every one of them is."""
    told = _joined([_told(question, each) for question, each in found])
    if all(isinstance(each, Unchecked) for _, each in found):
        return Unchecked(told)
    return told


def _told(question: str, found: Finding) -> Words:
    if isinstance(found, Words):
        return _named(question, found)
    return say(
        "Question {number} stays open: {told}",
        number=question,
        told=found.words,
    )


def _joined(told: list[Words]) -> Words:
    first, *others = told
    for other in others:
        first = say("{first} {second}", first=first, second=other)
    return first
