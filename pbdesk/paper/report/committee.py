"""Committee: the result in the order of a committee report, ready to paste.

With gaps left for officers. The same sentences stand in the report and in the pack's plain text.
Officers answer for finance, law and equality: pbdesk asks, it does not answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pbdesk.assembly.figures import Figures, ProjectFigures
from pbdesk.canonical import Json
from pbdesk.i18n import Locale
from pbdesk.paper.force import force_of, only_reported
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.source import FEW_TIES, Source
from pbdesk.paper.section import section
from pbdesk.paper.typeset import Section
from pbdesk.words import Day, Listing, Sentences, Words, say, several

__all__ = ["Passage", "committee", "committee_text", "passages"]


_REASONS = 12  # more reasons than these nobody reads in a committee report
_NAMED = 40  # nor more names


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, its paragraphs and a list.

    `asked` are questions that an officer answers in their place.
    """

    title: Words
    paragraphs: Sentences = ()
    items: Sentences = ()
    asked: Sentences = ()


def passages(figures: Figures) -> tuple[Passage, ...]:
    """The whole wording."""
    return (
        _purpose(figures),
        _recommendation(figures),
        Passage(say("Background"), _background(figures)),
        Passage(say("Result"), _result(figures)),
        Passage(say("Other options"), _options(figures)),
        *_officers(figures),
        _papers(figures),
    )


def _papers(figures: Figures) -> Passage:
    return Passage(
        say("Background papers"),
        (
            say(
                "The signed result pack of {name}. Its pack code stands at the foot of "
                "every page of the report.",
                name=figures.name,
            ),
        ),
    )


def _recommendation(figures: Figures) -> Passage:
    return Passage(
        say("Recommendation"),
        (
            say(
                "That {decider} answers each item below by {day}: accept, accept in part or "
                "reject, with a reason, an "
                "owner and a date.",
                decider=figures.decider,
                day=Day(figures.answer_by),
            ),
        ),
        _items(figures),
    )


def _purpose(figures: Figures) -> Passage:
    return Passage(
        say("Purpose"),
        (
            say(
                "To report the result of {name}, held at {place} on {day}, and to ask for an "
                "answer to each item.",
                name=figures.name,
                place=figures.place,
                day=Day(figures.day),
            ),
        ),
    )


def _items(figures: Figures) -> Sentences:
    lines = tuple(_item(figures, p) for p in figures.funded)
    if not figures.leftover:
        return lines
    return (*lines, _left(figures, len(lines) + 1))


def _left(figures: Figures, number: int) -> Words:
    return say("{n}. {words}", n=number, words=figures.leftover_words)


def _item(figures: Figures, project: ProjectFigures) -> Words:
    """An item as it is recommended, with the conditions under which it was supported."""
    item = say(
        "{n}. {title}, {cost}",
        n=project.item or 0,
        title=project.title,
        cost=figures.price(project, project.cost),
    )
    for line in figures.deliberated.asked_on(project.id):
        item = say("{item}. {condition}", item=item, condition=line.asked)
    return item


def _background(figures: Figures) -> Sentences:
    asked = figures.poster.ballot
    method = figures.poster.count
    power = _power(figures)
    promise = (
        (say("{promise}", promise=figures.promise),) if figures.promise else ()
    )
    return (
        say("People were asked: “{question}”", question=figures.question),
        say(
            "{holder} holds the money. {power}",
            holder=figures.holder,
            power=power,
        ),
        *promise,
        _sealed_before(asked, method),
    )


def _sealed_before(asked: Words, method: Words) -> Words:
    return say(
        "The rules were sealed before the vote. {asked} {method}",
        asked=asked,
        method=method,
    )


def _power(figures: Figures) -> Words:
    if figures.binding:
        return say("The vote binds: the result is carried out.")
    return say(
        "The vote advises: {decider} takes the final decision.",
        decider=figures.decider,
    )


def _result(figures: Figures) -> Sentences:
    said = [
        figures.turnout,
        force_of(figures).counted(figures),
        force_of(figures).money_line(figures),
    ]
    if not figures.quorum_met:
        said.append(only_reported(figures))
    said += figures.ties if len(figures.ties) <= FEW_TIES else [_tied(figures)]
    said.append(
        _objected(figures),
    )
    return tuple(said)


def _objected(figures: Figures) -> Words:
    if figures.objections:
        return several(
            "{n} objection was made to the declaration; it stands in the report.",
            "{n} objections were made to the declaration; they stand in the report.",
            len(figures.objections),
        )
    return say("Nobody objected to the declaration.")


def _tied(figures: Figures) -> Words:
    return several(
        "Projects came out equal {n} time; the annex says what decided.",
        "Projects came out equal {n} times; the annex says each time what decided.",
        len(figures.ties),
    )


def _options(figures: Figures) -> Sentences:
    """The projects that were not funded, each with the reason of the count; and doing nothing."""
    nothing = _nothing(figures)
    if len(figures.unfunded) > _NAMED:
        told = several(
            "{n} project is below the money line; the annex names it with its reason.",
            "{n} projects are below the money line; the annex names each with its reason.",
            len(figures.unfunded),
        )
        return told, nothing
    if len(figures.unfunded) > _REASONS:
        listed = _listed(figures)
        return say(
            "{label} {projects}. The annex of the report gives the reason of each.",
            label=force_of(figures).left_out_label,
            projects=listed,
        ), nothing
    return (
        *(_with_reason(figures, p) for p in figures.unfunded),
        nothing,
    )


def _with_reason(figures: Figures, p: ProjectFigures) -> Words:
    return say(
        "{title}, {cost}. {left_out}. {reason}",
        left_out=force_of(figures).left_out,
        title=p.title,
        cost=figures.money(p.cost),
        reason=p.reason,
    )


def _listed(figures: Figures) -> Listing:
    return Listing(
        tuple(
            say("{title}, {cost}", title=p.title, cost=figures.money(p.cost))
            for p in figures.unfunded
        ),
    )


def _nothing(figures: Figures) -> Words:
    return say(
        "Do nothing: the whole pot of {pot} would be left, and the assembly would be told why.",
        pot=figures.money(figures.pot),
    )


_LEGAL = Passage(
    say("Legal implications"),
    asked=(
        say("Under which power is the money given?"),
        say(
            "Which items need a contract, a tender, a permission, or somebody’s land?",
        ),
    ),
)


_EQUALITY = Passage(
    say("Equality implications"),
    asked=(
        say(
            "Who gains from each item and who bears its cost? Is an assessment needed?",
        ),
        say(
            "Who did not take part, and what is done so that they can next time?",
        ),
    ),
)


def _officers(figures: Figures) -> tuple[Passage, ...]:
    source = say(
        "Where do the {given} come from, and is the sum in the budget?",
        given=figures.money(figures.given),
    )
    return (
        _financial(figures, source),
        _LEGAL,
        _EQUALITY,
    )


def _financial(figures: Figures, source: Words) -> Passage:
    return Passage(
        say("Financial implications"),
        asked=(
            *((source,) if figures.given else ()),
            say(
                "What does each item cost every year afterwards, and who pays it?",
            ),
            say("Which items need tax, insurance or a reserve added?"),
        ),
    )


def committee(source: Source) -> Sequence[Section]:
    """The wording as pages of the report.

    Paragraphs, and lines to write on where officers answer.
    """
    pen = source.pen
    return [
        section(
            pen,
            "wording",
            "committee",
            say("Wording for a committee report"),
            say(
                "The pack has it as committee.txt, to copy. Officers fill in what is asked of "
                "them.",
            ),
            passages=_passages(source, pen),
        ),
    ]


def _passages(source: Source, pen: Pen) -> list[Json]:
    return [
        _passage(pen, n, p)
        for n, p in enumerate(passages(source.figures), start=1)
    ]


def _passage(pen: Pen, n: int, p: Passage) -> Json:
    return {
        "title": f"{pen.number(n)}. {pen(p.title)}",
        "paragraphs": [pen(words) for words in p.paragraphs],
        "items": [pen(words) for words in p.items],
        "asked": [pen(words) for words in p.asked],
    }


def committee_text(figures: Figures, locale: Locale) -> bytes:
    """The wording as plain text, UTF-8.

    Headings, numbered by passage, and officers' questions in square brackets.
    """
    pen = Pen(locale, figures.currency)
    parts: list[str] = [
        pen(say("Report on the result of {name}", name=figures.name)),
    ]
    for number, passage in enumerate(passages(figures), start=1):
        parts.append(f"{pen.number(number)}. {pen(passage.title)}")
        parts += [pen(words) for words in (*passage.paragraphs, *passage.items)]
        parts += [f"[{pen(words)}]" for words in passage.asked]
    return ("\n\n".join(parts) + "\n").encode()
