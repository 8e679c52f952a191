"""Notice: one page for the press, the wall and whoever asks for the result in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.assembly.figures import Figures, ProjectFigures, answer_by
from pbdesk.canonical import Json
from pbdesk.paper.force import Force, force_of, only_reported
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.source import Source
from pbdesk.paper.report.summary import code_to_check
from pbdesk.paper.section import Labelled, priced, section
from pbdesk.paper.typeset import Section
from pbdesk.paper.whose import name_place_and_day
from pbdesk.words import Money, Share, Words, say, several

__all__ = ["notice"]

_NAMED = 20  # more have no room on the page, however short their titles
_FIRST = (10, 6)  # of more, so many are named with the sum of the others


def notice(source: Source) -> Sequence[Section]:
    """Status, figures to quote, what is funded, what is asked of whom by when, whom to ask."""
    figures = source.figures
    pen = source.pen
    lead = name_place_and_day(figures)
    words = say("The report has the same code at the foot of every page.")
    return [
        section(
            pen,
            "notice",
            "notice",
            _title(figures),
            lead,
            figures=[[big, pen(what)] for big, what in _to_quote(source)],
            entries=[
                [pen(label), [pen(told)]] for label, told in _entries(source)
            ],
            funded=_funded(source),
            check=code_to_check(pen, source.code, words, source.outcome),
        ),
    ]


def _entries(source: Source) -> Labelled:
    """What stands beside its label: status, question, what is asked, whom to ask."""
    figures = source.figures
    entries = [
        (say("Status"), _status(figures)),
        (say("Question"), say("{question}", question=figures.question)),
        (say("Asked"), _asked(figures)),
        (say("Ask us"), _ask(figures)),
    ]
    if source.replaces is not None:
        entries.insert(3, (say("Replaces"), source.replaces))
    return entries


def _funded(source: Source) -> Json:
    """All that is funded where it has room; else how many, and the first with the others' sum."""
    figures = source.figures
    pen = source.pen
    funded = figures.funded
    return {
        "label": pen(force_of(figures).taken),
        "items": priced(funded[:_NAMED], pen),
        "whole": pen(_whole(figures)),
        "all": 0 < len(funded) <= _NAMED,
        "some": _shorter(source, funded),
    }


def _shorter(
    source: Source,
    funded: tuple[ProjectFigures, ...],
) -> list[Json]:
    return [_some(source, shown) for shown in _FIRST if shown < len(funded)]


def _title(figures: Figures) -> Words:
    if figures.rehearsal:
        return say("Rehearsal: nothing here was decided")
    return say("The result in one page")


def _to_quote(source: Source) -> list[tuple[str, Words]]:
    figures = source.figures
    pen = source.pen
    share = _share_of_register(figures, pen)
    force = force_of(figures)
    pot = figures.money(figures.pot)
    return [
        (pen.number(figures.valid), say("valid ballots")),
        (
            share,
            say(
                "of the {n} people in the register took part",
                n=figures.register,
            ),
        ),
        (
            _how_many(figures, pen),
            _came_to(force),
        ),
        (
            pen.money(figures.given),
            _given_of(force, pot),
        ),
    ]


def _how_many(figures: Figures, pen: Pen) -> str:
    return pen(
        say("{n} of {all}", n=len(figures.funded), all=len(figures.projects)),
    )


def _share_of_register(figures: Figures, pen: Pen) -> str:
    return pen.value(Share(figures.people, figures.register, 1))


def _given_of(force: Force, pot: Money) -> Words:
    if force.binds:
        return say("of {pot} are given", pot=pot)
    return say("of {pot} are recommended", pot=pot)


def _came_to(force: Force) -> Words:
    if force.binds:
        return say("projects are funded")
    return say("projects are recommended")


def _status(figures: Figures) -> Words:
    if not figures.quorum_met:
        return only_reported(figures)
    if figures.binding:
        return say("Final. The vote binds: the result is carried out.")
    return say(
        "Final. The vote advises: {decider} takes the final decision.",
        decider=figures.decider,
    )


def _asked(figures: Figures) -> Words:
    return say(
        "{decider} answers every item. {by}.",
        decider=figures.decider,
        by=answer_by(figures),
    )


def _ask(figures: Figures) -> Words:
    if figures.contact:
        return say("{contact}", contact=figures.contact)
    return say("The facilitator of {name}", name=figures.name)


def _some(source: Source, shown: int) -> Json:
    """How many are named, and the line and the sum of the others."""
    rest = source.figures.funded[shown:]
    words = several(
        "{n} more; the report names it.",
        "{n} more; the report names each.",
        len(rest),
    )
    money = source.pen.money(sum(project.cost for project in rest))
    return {"shown": shown, "rest": [source.pen(words), money]}


def _whole(figures: Figures) -> Words:
    counted = force_of(figures).counted(figures)
    if not figures.funded:
        return counted
    return say("{counted} The report names each.", counted=counted)
