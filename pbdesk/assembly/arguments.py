"""Arguments: what was said at a table, at a table's speed: gains, worries, questions, evidence.

Decisions  note, hear, correct, answer_question, enclose
Entries    ArgumentNoted, ArgumentCorrected, QuestionAnswered, EvidenceEnclosed
`hear` takes a line as it is typed: its first sign says what it is, so a key and Enter are all that
it costs beside its words. What is put right later keeps what stood there before. A question stays
open until it is answered, and is told as open in the pack if it never is. The file that evidence is
in is kept beside the record and can be forgotten; the record and the pack have its digest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, assert_never

from pbdesk.assembly.alike import grouped
from pbdesk.assembly.asked import unwritten
from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry, FreeText, Id, clean, free, spoken
from pbdesk.minutes.growing import put
from pbdesk.minutes.kept import Enclosed
from pbdesk.words import Text, Words, say

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "ARGUMENTS",
    "SIGNS",
    "Argument",
    "ArgumentCorrected",
    "ArgumentEntry",
    "ArgumentKind",
    "ArgumentNoted",
    "Arguments",
    "EvidenceEnclosed",
    "QuestionAnswered",
    "answer_question",
    "apply",
    "correct",
    "enclose",
    "hear",
    "note",
    "tell",
]

ArgumentKind = Literal["gain", "worry", "question", "evidence"]

ARGUMENTS: Mapping[ArgumentKind, Words] = MappingProxyType(
    {
        "gain": say("A gain"),
        "worry": say("A worry"),
        "question": say("A question"),
        "evidence": say("Evidence"),
    },
)
SIGNS: Mapping[str, ArgumentKind] = MappingProxyType(
    {
        "+": "gain",
        "-": "worry",
        "\N{MINUS SIGN}": "worry",
        "\N{EN DASH}": "worry",
        "?": "question",
        "\N{ARABIC QUESTION MARK}": "question",
        "!": "evidence",
    },
)
"""The first sign of a typed line, and what it says that the line is."""

_GROUPED = 400
"""So many are put into groups: a page shows 60 of them, and nobody waits for it."""
_WITH_SOURCE = re.compile(r"(?P<words>.+?)\s*\((?P<source>[^()]+)\)\W*")


class ArgumentNoted(Entry, frozen=True, tag="argument.noted", kw_only=True):
    """Something that was said about a project, at a table (0: in the room).

    `source` is where evidence is from; empty where nobody said.
    """

    argument: Id
    tradeoff: Id
    kind: ArgumentKind
    words: FreeText
    source: FreeText
    table: int


class ArgumentCorrected(
    Entry,
    frozen=True,
    tag="argument.corrected",
    kw_only=True,
):
    """It was put right: what it is, its words, its source. What stood there before is kept."""

    argument: Id
    kind: ArgumentKind
    words: FreeText
    source: FreeText


class QuestionAnswered(
    Entry,
    frozen=True,
    tag="argument.answered",
    kw_only=True,
):
    """A question got its answer; `by` is an office or a role."""

    argument: Id
    by: FreeText
    words: FreeText


class EvidenceEnclosed(Entry, frozen=True, tag="argument.enclosed"):
    """The file that the evidence is in was brought; a later one takes its place."""

    argument: Id
    file: Enclosed


ArgumentEntry = (
    ArgumentNoted | ArgumentCorrected | QuestionAnswered | EvidenceEnclosed
)


@dataclass(frozen=True, slots=True)
class Argument:
    """Something that was said, as it stands; `before` has its earlier words, the oldest first."""

    id: Id
    tradeoff: Id
    kind: ArgumentKind
    words: FreeText
    source: FreeText
    table: int
    at: datetime
    before: tuple[FreeText, ...] = ()
    answer: QuestionAnswered | None = None
    file: Enclosed | None = None

    @property
    def open(self) -> bool:
        """Whether it is a question without an answer."""
        return self.kind == "question" and self.answer is None


@dataclass(frozen=True, slots=True)
class Arguments:
    """All that was said by id, in the order in which it was."""

    by_id: Mapping[Id, Argument] = field(
        default_factory=lambda: MappingProxyType({}),
    )

    @property
    def newest(self) -> Argument | None:
        """The last of them; None where there is none."""
        return next(iter(tuple(self.by_id.values())[-1:]), None)

    @property
    def unanswered(self) -> tuple[Argument, ...]:
        """The questions that nobody answered yet."""
        return tuple(each for each in self.by_id.values() if each.open)

    def of(self, tradeoff: Id) -> tuple[Argument, ...]:
        """What was said about the project of a trade-off."""
        return tuple(
            each for each in self.by_id.values() if each.tradeoff == tradeoff
        )

    def groups(self) -> tuple[tuple[Argument, ...], ...]:
        """What says much the same of one project, in groups; what nobody answered stands apart.

        Of the newest 400. Shown and never merged: every sentence stays as it was said.
        """
        said = [each for each in self.by_id.values() if not each.open]
        kinds: dict[tuple[Id, ArgumentKind], list[Argument]] = {}
        for each in said[-_GROUPED:]:
            kinds.setdefault((each.tradeoff, each.kind), []).append(each)
        return tuple(
            tuple(self.by_id[each] for each in group)
            for alike in kinds.values()
            for group in grouped(
                tuple((each.id, str(each.words)) for each in alike),
            )
        )

    def by_tradeoff(self) -> Mapping[Id, tuple[Argument, ...]]:
        """All of it by trade-off, looked through once."""
        found: dict[Id, list[Argument]] = {}
        for each in self.by_id.values():
            found.setdefault(each.tradeoff, []).append(each)
        return {tradeoff: tuple(said) for tradeoff, said in found.items()}


def note(
    state: Assembly,
    moment: Moment,
    *,
    tradeoff: Id,
    kind: ArgumentKind,
    words: str,
    source: str = "",
    table: int | None = None,
) -> Decided:
    """Note an argument as it was said, at the table that weighs the project or at another."""
    if tradeoff not in state.tradeoffs.by_id:
        return Refusal(
            say("Nobody weighs this project."),
            say("Take up its trade-off first."),
            "tradeoff",
        )
    at = state.tradeoffs.by_id[tradeoff].table if table is None else table
    return _unsaid(state, words, "words") or Writing(
        ArgumentNoted(
            argument=Id(moment.new_id()),
            tradeoff=tradeoff,
            kind=kind,
            words=free(words),
            source=free(source),
            table=at,
        ),
    )


def hear(
    state: Assembly,
    moment: Moment,
    *,
    tradeoff: Id,
    line: str,
    table: int | None = None,
) -> Decided:
    """Note a line as it is typed: `+` a gain, `-` a worry, `?` a question, `!` evidence.

    Evidence may end with its source in brackets.
    """
    sign, words = clean(line)[:1], clean(line)[1:].strip()
    refusal = _unsaid(state, clean(line), "line")
    if refusal:
        return refusal
    kind = SIGNS.get(sign)
    if kind is None:
        return Refusal(
            say("The first sign does not say what it is."),
            say(
                "Begin with + for a gain, - for a worry, ? for a question, ! for evidence.",
            ),
            "line",
        )
    refusal = _unsaid(state, words, "line")
    if refusal:
        return refusal
    sourced = _WITH_SOURCE.fullmatch(words) if kind == "evidence" else None
    said, source = (
        (sourced["words"], sourced["source"]) if sourced else (words, "")
    )
    return note(
        state,
        moment,
        tradeoff=tradeoff,
        kind=kind,
        words=said,
        source=source,
        table=table,
    )


def correct(
    state: Assembly,
    _moment: Moment,
    *,
    argument: Id,
    kind: ArgumentKind,
    words: str,
    source: str = "",
) -> Decided:
    """Put an argument right; both stand in the record."""
    found = state.arguments.by_id[argument]
    refusal = _unsaid(state, words, "words")
    if refusal:
        return refusal
    if (kind, clean(words), clean(source)) == (
        found.kind,
        str(found.words),
        str(found.source),
    ):
        return Refusal(
            say("Nothing is changed."),
            say("Write what is put right."),
            "words",
        )
    if found.answer is not None and kind != "question":
        return Refusal(
            say("It was answered as a question."),
            say("Leave it a question."),
            "kind",
        )
    return Writing(
        ArgumentCorrected(
            argument=argument,
            kind=kind,
            words=free(words),
            source=free(source),
        ),
    )


def answer_question(
    state: Assembly,
    _moment: Moment,
    *,
    argument: Id,
    by: str,
    words: str,
) -> Decided:
    """Record the answer to a question, and which office or role gave it."""
    found = state.arguments.by_id[argument]
    if found.kind != "question":
        return Refusal(say("This is no question."), where="words")
    refusal = _unsaid(state, words, "words")
    if refusal:
        return refusal
    if not clean(by):
        return Refusal(
            say("Nobody knows who answered."),
            say("Write an office or a role, no name."),
            "by",
        )
    return Writing(
        QuestionAnswered(
            argument=argument,
            by=free(by),
            words=free(words),
        ),
    )


def enclose(
    state: Assembly,
    _moment: Moment,
    *,
    argument: Id,
    file: Enclosed | None = None,
) -> Decided:
    """Record which file a piece of evidence is in: a document, a count, a photo."""
    if state.arguments.by_id[argument].kind != "evidence":
        return Refusal(
            say("This is no evidence."),
            say("Put right first what it is."),
            "kind",
        )
    if state.handover.made:
        return _packed()
    return (
        Writing() if file is None else Writing(EvidenceEnclosed(argument, file))
    )


def _packed() -> Refusal:
    return Refusal(
        say("The pack is made, and what was said stands in it."),
        say("What is said now goes into the answer."),
    )


def _unsaid(state: Assembly, words: str, where: str) -> Refusal | None:
    """Why nothing can be written now: the pack is made, or there are no words."""
    if state.handover.made:
        return _packed()
    return unwritten(words, where)


def apply(
    arguments: Arguments,
    entry: ArgumentEntry,
    at: datetime,
) -> Arguments:
    """What the entry adds."""
    if isinstance(entry, ArgumentNoted):
        found = Argument(
            entry.argument,
            entry.tradeoff,
            entry.kind,
            entry.words,
            entry.source,
            entry.table,
            at,
        )
        return Arguments(put(arguments.by_id, found.id, found))
    found = arguments.by_id[entry.argument]
    match entry:
        case ArgumentCorrected(kind=kind, words=words, source=source):
            before = (*found.before, found.words)
            found = replace(
                found,
                kind=kind,
                words=words,
                source=source,
                before=before,
            )
        case QuestionAnswered():
            found = replace(found, answer=entry)
        case EvidenceEnclosed(file=file):
            found = replace(found, file=file)
        case _:
            assert_never(entry)
    return Arguments(put(arguments.by_id, found.id, found))


def tell(entry: ArgumentEntry, state: Assembly) -> Words:
    """The entry as a sentence of the minutes."""
    title = _title(state, entry)
    match entry:
        case ArgumentNoted(kind=kind, words=words):
            return say(
                "“{title}”, {kind}: {words}",
                title=title,
                kind=ARGUMENTS[kind],
                words=spoken(words),
            )
        case ArgumentCorrected(kind=kind, words=words):
            return say(
                "“{title}”, put right, {kind}: {words}",
                title=title,
                kind=ARGUMENTS[kind],
                words=spoken(words),
            )
        case QuestionAnswered(by=by, words=words):
            return say(
                "A question on “{title}” was answered by {who}: {words}",
                title=title,
                who=spoken(by),
                words=spoken(words),
            )
        case EvidenceEnclosed():
            return say(
                "“{title}”: the file of a piece of evidence was kept.",
                title=title,
            )
        case _:
            assert_never(entry)


def _title(state: Assembly, entry: ArgumentEntry) -> Text:
    """The project it is about; of one whose taking up was undone, only that it was one."""
    if isinstance(entry, ArgumentNoted):
        tradeoff = entry.tradeoff
    else:
        found = state.arguments.by_id.get(entry.argument)
        tradeoff = found.tradeoff if found else Id("")
    weighed = state.tradeoffs.by_id.get(tradeoff)
    project = state.ideas.by_id.get(weighed.project) if weighed else None
    return project.title if project else say("a project")
