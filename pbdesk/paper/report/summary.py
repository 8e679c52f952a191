"""Summary: the page a councillor reads in two minutes.

Asked, by when, decided with money, turnout, how, who, code.
"""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.assembly.deliberated import ConditionLine
from pbdesk.assembly.figures import Figures, ProjectFigures, answer_by
from pbdesk.canonical import Json
from pbdesk.paper.force import force_of, only_reported
from pbdesk.paper.pen import Pen
from pbdesk.paper.qr import qr_png, quiet_share
from pbdesk.paper.report.source import Source
from pbdesk.paper.section import section
from pbdesk.paper.typeset import Section
from pbdesk.paper.whose import name_place_and_day
from pbdesk.questions.staff import ROLES, roles
from pbdesk.voting.styles.marks import number_word
from pbdesk.words import Words, say, several

__all__ = ["QR_SIDE", "code_to_check", "items", "summary"]

QR_SIDE = 25.9
"""Millimetres, without the quiet zone."""
_CONDITIONS = 3
"""More conditions than these are only counted on page one."""
_NAMED = 12  # more than these would push the code off the page: the list stands further on
_LISTED = 16  # more items than these have no room on one page, however short their titles
_FIRST = (
    10,
    6,
    3,
)  # of more items so many are named with the sum of the others, as many as fit


def items(figures: Figures) -> int:
    """How many things are to be answered: the funded projects, and what is left of the pot."""
    return len(figures.funded) + bool(figures.leftover)


def summary(source: Source) -> Sequence[Section]:
    """The data of the first page."""
    figures = source.figures
    pen = source.pen
    return [
        section(
            pen,
            "summary",
            "summary",
            _title(figures),
            (name_place_and_day(figures)),
            asked=_asked_of_you(pen, figures),
            decided={"label": pen(force_of(figures).label), **_decided(source)},
            facts=_facts(source),
            facts_brief=_facts(source, brief=True),
            check=_check(source),
        ),
    ]


def _asked_of_you(pen: Pen, figures: Figures) -> Json:
    return {
        "label": pen(say("Asked of you")),
        "words": pen(_with_conditions(figures)),
        "by": pen(_by(figures)),
    }


def _title(figures: Figures) -> Words:
    if figures.rehearsal:
        return say("Rehearsal: nothing here was decided")
    return force_of(figures).title


def _asked(figures: Figures) -> Words:
    return several(
        "{decider} is asked to answer the item below: accept, accept in part or reject, with a "
        "reason, an owner and a "
        "date.",
        "{decider} is asked to answer each of the {count} items below: accept, accept in part or "
        "reject, with a "
        "reason, an owner and a date.",
        items(figures),
        decider=figures.decider,
        count=number_word(items(figures)),
    )


def _with_conditions(figures: Figures) -> Words:
    """What is asked, with the conditions on what was funded; page one names them where few."""
    conditions = _conditions(figures)
    asked = _asked(figures)
    if not conditions:
        return asked
    return say(
        "{asked} {conditions}",
        asked=asked,
        conditions=_conditions_told(conditions),
    )


def _conditions_told(conditions: list[ConditionLine]) -> Words:
    listed = _semicolons([line.asked for line in conditions])
    if len(conditions) > _CONDITIONS:
        listed = _how_many_conditions(conditions)
    return listed


def _how_many_conditions(conditions: list[ConditionLine]) -> Words:
    return several(
        "{n} condition goes with it; it stands on the form.",
        "{n} conditions go with them; they stand on the form.",
        len(conditions),
    )


def _conditions(figures: Figures) -> list[ConditionLine]:
    return [
        line
        for p in figures.funded
        for line in figures.deliberated.asked_on(p.id)
    ]


def _by(figures: Figures) -> Words:
    return say("{by}, on the response form.", by=answer_by(figures))


def _decided(source: Source) -> dict[str, Json]:
    """The items with the sums that make the pot; `whole` stands for them where they are many."""
    figures = source.figures
    pen = source.pen
    force = force_of(figures)
    heads = say("Item"), say("Project"), figures.support_name, force.cost
    return {
        "heads": [pen(head) for head in heads],
        "items": [
            _item(pen, project) for project in figures.funded[: _LISTED + 1]
        ],
        "most": _LISTED,
        "some": _shorter(source, figures),
        "whole": _whole(source),
        "given": [pen(force.sum), pen.money(figures.given)],
        "left": _left(figures, pen),
        "pot": [pen(say("Pot")), pen.money(figures.pot)],
        "others": _others(source),
        "others_brief": _others(source, named=0),
    }


def _shorter(
    source: Source,
    figures: Figures,
) -> list[Json]:
    return [
        _some(source, shown) for shown in _FIRST if shown < len(figures.funded)
    ]


def _item(pen: Pen, project: ProjectFigures) -> Json:
    return {
        "number": pen.number(project.item or 0),
        "title": pen(project.title),
        "support": pen.number(project.support),
        "cost": pen.money(project.cost),
    }


def _left(figures: Figures, pen: Pen) -> Json:
    """What is left of the pot, an item as well; None where nothing is."""
    if not figures.leftover:
        return None
    return _line_left(figures, pen)


def _line_left(figures: Figures, pen: Pen) -> Json:
    return {
        "number": pen.number(items(figures)),
        "title": pen(figures.leftover_words),
        "support": " ",
        "cost": pen.money(figures.leftover),
    }


def _some(source: Source, shown: int) -> Json:
    """How many of the items are named, and the line and the sum of the others."""
    rest = source.figures.funded[shown:]
    words = several(
        "{n} more, by name: {where}.",
        "{n} more, each by name: {where}.",
        len(rest),
        where=source.where("votes"),
    )
    return {
        "shown": shown,
        "rest": [source.pen(words), source.pen.money(_cost(rest))],
    }


def _cost(projects: Sequence[ProjectFigures]) -> int:
    return sum(project.cost for project in projects)


def _whole(source: Source) -> Json:
    """One line for all that is funded, where the items have no room."""
    figures = source.figures
    counted = force_of(figures).counted(figures)
    return source.pen(
        say(
            "{counted} Each by name: {where}.",
            counted=counted,
            where=source.where("votes"),
        ),
    )


def _others(source: Source, *, named: int = _NAMED) -> Json:
    """The projects that were not funded, by name where they are at most `named`."""
    figures = source.figures
    pen = source.pen
    unfunded = figures.unfunded
    if not unfunded:
        return None
    words = say(
        "{projects}.",
        projects=_semicolons([_named(figures, p) for p in unfunded]),
    )
    if len(unfunded) > named:
        words = _others_where(source, unfunded)
    if 0 < named < len(unfunded):
        first = _named(figures, unfunded[0])
        words = _most_supported(words, first)
    return [pen(force_of(figures).left_out_label), pen(words)]


def _most_supported(words: Words, first: Words) -> Words:
    return say(
        "{others} The most supported of them: {first}.",
        others=words,
        first=first,
    )


def _others_where(
    source: Source,
    unfunded: tuple[ProjectFigures, ...],
) -> Words:
    return several(
        "{n} project; its reason: {where}.",
        "{n} projects; the reason of each: {where}.",
        len(unfunded),
        where=source.where("why" if source.few else "reasons"),
    )


def _named(figures: Figures, project: ProjectFigures) -> Words:
    return say(
        "{title}, {cost}",
        title=project.title,
        cost=figures.money(project.cost),
    )


def _semicolons(parts: list[Words]) -> Words:
    joined = parts[0]
    for part in parts[1:]:
        joined = say("{before}; {next}", before=joined, next=part)
    return joined


_SIGNERS = say("{signers}.", signers=roles(each.name for each in ROLES))


def _facts(source: Source, *, brief: bool = False) -> Json:
    figures = source.figures
    pen = source.pen
    method = figures.poster.count
    if brief:
        method = say("How it is counted: {where}.", where=source.where("rules"))
    how = say("{ballot} {method}", ballot=figures.poster.ballot, method=method)
    replaces = _replaces(source, pen)
    return [
        *_running(source),
        *_back(source),
        *replaces,
        [pen(say("Turnout")), [pen(words) for words in _turnout(figures)]],
        [pen(say("How")), [pen(how)]],
        [pen(say("Who decides")), [pen(_power(figures))]],
        [pen(say("Signed by")), [pen(_SIGNERS)]],
    ]


def _replaces(source: Source, pen: Pen) -> list[Json]:
    if source.replaces:
        return [[pen(say("Replaces")), [pen(source.replaces)]]]
    return []


def _turnout(figures: Figures) -> list[Words]:
    """How many came, whether they were enough, and whether the box was found empty."""
    told = [figures.turnout]
    if not figures.quorum_met:
        told.append(only_reported(figures))
    if figures.empty_box:
        told.append(figures.empty_box)
    return told


def _running(source: Source) -> list[Json]:
    """What follows each year from what is funded, where anybody said."""
    figures = source.figures
    pen = source.pen
    known = [project for project in figures.funded if project.running]
    if not known:
        return []
    words = _rising(known, figures)
    return [[pen(say("Afterwards")), [pen(words)]]]


def _rising(known: list[ProjectFigures], figures: Figures) -> Words:
    return several(
        "{sum} more each year, as far as is known: of {n} item.",
        "{sum} more each year, as far as is known: of {n} items.",
        len(known),
        sum=figures.money(figures.running),
    )


def _back(source: Source) -> list[Json]:
    """Where the answer goes, and whom to ask."""
    figures = source.figures
    pen = source.pen
    told = [
        _addresses(figures),
    ]
    told += [figures.contact]
    shown: list[Json] = [pen(text) for text in told if text]
    return [[pen(say("Answers and questions to")), shown]] if shown else []


def _addresses(figures: Figures) -> str:
    return ", ".join(
        text for text in (figures.office, figures.return_address) if text
    )


def _power(figures: Figures) -> Words:
    if figures.binding:
        power = say(
            "The vote binds: the result is carried out. {holder} holds the money.",
            holder=figures.holder,
        )
    elif figures.holder == figures.decider:
        power = say(
            "The vote advises. {holder} holds the money and takes the final decision.",
            holder=figures.holder,
        )
    else:
        power = say(
            "The vote advises. {holder} holds the money, {decider} takes the final decision.",
            holder=figures.holder,
            decider=figures.decider,
        )
    return (
        say("{power} {promise}", power=power, promise=figures.promise)
        if figures.promise
        else power
    )


def _check(source: Source) -> Json:
    words = say(
        "Compare this code with the one that the pack itself gives; how: {where}. If one "
        "letter differs, this is not the result.",
        where=source.where("check"),
    )
    if source.outcome:
        words = say(
            "The code of what was decided: the same in every language and pack; how to check it: "
            "{where}. If one letter differs, it is another result.",
            where=source.where("check"),
        )
    return code_to_check(source.pen, source.code, words, source.outcome)


def code_to_check(
    pen: Pen,
    code: tuple[str, ...],
    words: Words,
    outcome: tuple[str, ...] = (),
) -> Json:
    """The code of what was decided, else that of the pack, large and for a camera; what to do."""
    text = " ".join(outcome or code)
    of_pack = _of_pack(code)
    return {
        "label": pen(say("Check it")),
        "words": pen(words),
        "code": list(outcome or code),
        "pack": pen(of_pack) if outcome else None,
        "qr": qr_png(text),
        "alt": pen(say("The code for a camera")),
        "quiet": QR_SIDE * quiet_share(text),
    }


def _of_pack(code: tuple[str, ...]) -> Words:
    return say(
        "Pack code {code}: of this bundle of files.",
        code=" ".join(code),
    )
