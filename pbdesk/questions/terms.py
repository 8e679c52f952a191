"""Terms: what is asked, of which kind, among which options, and what follows from the answer.

Decisions  ask, ask_who_came, drop, add_option, drop_option
Entries    QuestionAsked, QuestionSet, QuestionDropped, OptionAdded, OptionDropped, and of `items`
The clauses of a question are its own: an evening without money is whole. Which there are is said
beside the kind of file (`assembly.rulebook`, `assembly.mandate`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, assert_never

from pbdesk.minutes.clauses import Given
from pbdesk.minutes.decision import (
    Decided,
    Missing,
    Moment,
    Needs,
    Refusal,
    Writing,
)
from pbdesk.minutes.entries import FreeText, Id, clean
from pbdesk.minutes.growing import put, without
from pbdesk.questions.items import USUAL, ItemAdded, ItemDropped, Items, item_of
from pbdesk.questions.of import OfQuestion
from pbdesk.words import Words, plain, say

if TYPE_CHECKING:
    from pbdesk.questions.asking import Asking

__all__ = [
    "FIRST",
    "KINDS",
    "Chosen",
    "KindName",
    "OptionAdded",
    "OptionDropped",
    "QuestionAsked",
    "QuestionDropped",
    "QuestionKind",
    "QuestionSet",
    "Terms",
    "TermsEntry",
    "add_option",
    "apply",
    "ask",
    "ask_who_came",
    "called",
    "drop",
    "drop_option",
    "missing",
    "tell",
]

type KindName = Literal["fund", "choose", "decide", "scale", "score", "tally"]

FIRST = Id("1")
"""The first question of a file; the next are 2, 3 and so on: they name files and are said aloud."""


@dataclass(frozen=True, slots=True)
class QuestionKind:
    """A kind of question.

    `counts` says which kind of counting rule answers it. `options` are what is chosen from, where
    the kind itself says so: then a sheet takes one mark. `style` is the sheet where none is chosen,
    `ways` how it may be answered: on a sheet (paper and kiosk, secret), by hands (open), on slips
    that are only added up. `binds`: something may follow from it; else it is a straw poll. `items`:
    a slip asks several things with named answers, and nothing is counted.
    """

    label: Words
    help: Words
    counts: str
    style: str
    ways: tuple[str, ...] = ("sheet",)
    options: Mapping[Id, Words] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    binds: bool = True
    items: bool = False


KINDS: Mapping[str, QuestionKind] = MappingProxyType(
    {
        "fund": QuestionKind(
            say("Share out money"),
            say("Projects and a sum: which of them get money."),
            "funding",
            "approval",
        ),
        "choose": QuestionKind(
            say("Choose one or several"),
            say(
                "People, names or plans: which of them, for one seat or several.",
            ),
            "choosing",
            "ordinal",
            ("sheet", "hands"),
        ),
        "decide": QuestionKind(
            say("Say yes or no"),
            say(
                "One proposal: it passes or it does not, by a share that is fixed beforehand.",
            ),
            "deciding",
            "approval",
            ("sheet", "hands"),
            MappingProxyType(
                {
                    Id("yes"): say("Yes"),
                    Id("no"): say("No"),
                    Id("abstain"): say("I abstain"),
                },
            ),
        ),
        "scale": QuestionKind(
            say("Ask how strong the support is"),
            say("A straw poll on eight steps. It is never a result."),
            "telling",
            "approval",
            ("hands", "slip", "sheet"),
            MappingProxyType(
                {
                    Id("1"): say("1 Wholehearted support"),
                    Id("2"): say("2 Support with a small concern"),
                    Id("3"): say("3 Support with reservations"),
                    Id("4"): say("4 More for it than against"),
                    Id("5"): say("5 More against it than for"),
                    Id("6"): say("6 Serious concerns"),
                    Id("7"): say("7 Against, but will not stand in the way"),
                    Id("8"): say("8 Cannot live with it"),
                },
            ),
            binds=False,
        ),
        "score": QuestionKind(
            say("Score several things"),
            say(
                "Each alone on a slip, in steps. Only the middle is shown, and whether all agree.",
            ),
            "telling",
            "approval",
            ("slip",),
            binds=False,
            items=True,
        ),
        "tally": QuestionKind(
            say("Add up answers on slips"),
            say(
                "Who is here, how it went: nothing is decided, and nobody can be found again.",
            ),
            "telling",
            "approval",
            ("slip",),
            binds=False,
            items=True,
        ),
    },
)
"""The kinds of question by name, in the order people see."""


_FIXED = {
    option: words
    for kind in KINDS.values()
    for option, words in kind.options.items()
}


def called(option: str, title: str) -> Words:
    """What a line of a sheet is called: a fixed answer in the language of whoever reads it."""
    fixed = _FIXED.get(Id(option))
    return plain(title) if fixed is None else fixed


class QuestionAsked(OfQuestion, frozen=True, tag="question.asked"):
    """A question stands in the file from now on; what it says is set clause by clause."""

    kind: KindName


class QuestionSet(OfQuestion, frozen=True, tag="question.set"):
    """A clause of the question was given, or taken back (None)."""

    clause: str
    value: str | int | bool | None


class QuestionDropped(OfQuestion, frozen=True, tag="question.dropped"):
    """The question was taken out again before it was sealed."""


class OptionAdded(OfQuestion, frozen=True, tag="option.added", kw_only=True):
    """Something that may be chosen: a name for a thing, or a person who agreed to stand.

    A person's name can be erased; what stands for a thing cannot.
    """

    option: Id
    name: str = ""
    person: FreeText | None = None
    summary: str = ""


class OptionDropped(OfQuestion, frozen=True, tag="option.dropped"):
    """It may not be chosen after all."""

    option: Id


TermsEntry = (
    QuestionAsked
    | QuestionSet
    | QuestionDropped
    | OptionAdded
    | OptionDropped
    | ItemAdded
    | ItemDropped
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """An option of a question that chooses: what may stand on the sheet."""

    id: Id
    title: str
    summary: str = ""
    person: bool = False
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What was said of a question: its kind, its clauses as given, its options or items."""

    kind: str = "fund"
    given: Given = field(
        default_factory=lambda: MappingProxyType({}),
    )
    options: Mapping[Id, Chosen] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    items: Items = field(default_factory=lambda: MappingProxyType({}))
    dropped: bool = False

    @property
    def of(self) -> QuestionKind:
        """The kind as the table has it."""
        return KINDS[self.kind]

    @property
    def funds(self) -> bool:
        """Whether it shares out the money."""
        return self.kind == "fund"

    @property
    def wording(self) -> str:
        """What is asked, as it stands on the wall; empty until given."""
        return str(self.given.get("question") or "")

    @property
    def way(self) -> str:
        """How it is answered."""
        said = str(self.given.get("way") or "")
        return said if said in self.of.ways else self.of.ways[0]

    @property
    def round(self) -> str:
        """The round in which it is asked."""
        return str(self.given.get("round") or 1)

    @property
    def force(self) -> str:
        """What follows: "binding", "advisory", "straw"; empty until said."""
        return (
            str(self.given.get("binding") or "") if self.of.binds else "straw"
        )


def ask(state: Asking, _moment: Moment, *, kind: KindName) -> Decided:
    """Put another question to the assembly."""
    settled = state.settled()
    if settled is not None:
        return settled
    if kind == "fund" and any(
        each.terms.funds and not each.terms.dropped
        for each in state.questions.values()
    ):
        return Refusal(
            say("This file already shares out one sum of money."),
            say("Share out a second sum in a file of its own."),
            "kind",
        )
    return Writing(QuestionAsked(kind, question=str(len(state.questions) + 1)))


def ask_who_came(state: Asking, moment: Moment, *, wording: str) -> Decided:
    """Ask on slips without a name what assemblies usually ask of who came, under this wording."""
    asked = ask(state, moment, kind="tally")
    if isinstance(asked, Refusal):
        return asked
    number = str(len(state.questions) + 1)
    usual = (ItemAdded(item=Id(name), question=number) for name in USUAL)
    return Writing(
        *asked.entries,
        QuestionSet("question", clean(wording), question=number),
        *usual,
    )


def drop(state: Asking, _moment: Moment) -> Decided:
    """Take a question out again. What was sealed stays."""
    if state.rulebook.sealed:
        return Refusal(
            say("This question is sealed."),
            say("Say in the minutes that it is not asked."),
        )
    if len(state.order) < 2:
        return Refusal(
            say("It is the only question."),
            say("Ask another one first, then take this one out."),
        )
    return Writing(QuestionDropped())


def add_option(
    state: Asking,
    moment: Moment,
    *,
    name: str,
    summary: str = "",
    person: bool = False,
    consent: bool = False,
) -> Decided:
    """Add what may be chosen. A person must have agreed in writing to stand."""
    refused = _fixed(state)
    if refused is not None:
        return refused
    title = clean(name)
    if not title:
        return Refusal(
            say("The name is missing."),
            say("Write what may be chosen."),
            "name",
        )
    if any(
        each.title.casefold() == title.casefold()
        for each in state.terms.options.values()
    ):
        return Refusal(
            say("“{name}” stands there already.", name=title),
            say("Write the two so that they can be told apart."),
            "name",
        )
    if person and not consent:
        return Refusal(
            say("Nobody stands for election who did not agree in writing."),
            say("Tick that the written consent is here."),
            "consent",
        )
    option = Id(moment.new_id())
    said = clean(summary)
    if person:
        return Writing(
            OptionAdded(option=option, person=FreeText(title), summary=said),
        )
    return Writing(OptionAdded(option=option, name=title, summary=said))


def drop_option(state: Asking, _moment: Moment, *, option: Id) -> Decided:
    """Take out what may not be chosen after all."""
    return (
        _fixed(state)
        or _no_option(state, option)
        or Writing(OptionDropped(option))
    )


def _no_option(state: Asking, option: Id) -> Refusal | None:
    if option in state.terms.options:
        return None
    return Refusal(
        say("This option does not stand in the question."),
        where="option",
    )


def _fixed(state: Asking) -> Refusal | None:
    """Why the options stand as they are."""
    if state.terms.kind != "choose":
        return Refusal(say("This question has no options of its own."))
    if state.rulebook.sealed:
        return Refusal(
            say("The options were sealed with the question."),
            say(
                "What was sealed cannot be changed; say it in the room and in the minutes.",
            ),
        )
    return None


def apply(terms: Terms, entry: TermsEntry, _at: datetime) -> Terms:
    """What the entry adds."""
    match entry:
        case QuestionAsked(kind=kind):
            return replace(terms, kind=kind)
        case QuestionSet(clause=clause, value=value):
            return replace(terms, given=put(terms.given, clause, value))
        case QuestionDropped():
            return replace(terms, dropped=True)
        case OptionAdded():
            return replace(
                terms,
                options=put(terms.options, entry.option, _option(entry)),
            )
        case OptionDropped(option=option):
            return replace(terms, options=without(terms.options, option))
        case ItemAdded():
            item = item_of(entry, scored=terms.kind == "score")
            return replace(terms, items=put(terms.items, entry.item, item))
        case ItemDropped(item=item):
            return replace(terms, items=without(terms.items, item))
        case _:
            assert_never(entry)


def _option(entry: OptionAdded) -> Chosen:
    if entry.person is None:
        return Chosen(entry.option, entry.name, entry.summary)
    return Chosen(
        entry.option,
        entry.person.text or "",
        entry.summary,
        person=True,
    )


def missing(state: Asking) -> Needs:
    """What a question that chooses, or that only adds up, still needs before it can be sealed."""
    if state.terms.of.items and not state.terms.items:
        return (_NOTHING_ASKED,)
    if state.terms.kind != "choose" or len(state.terms.options) > 1:
        return ()
    return (_NOTHING_TO_CHOOSE,)


_NOTHING_ASKED = Missing(
    say("Nothing is asked on the slip."),
    say("Write at least one item."),
    "question",
    "name",
)
_NOTHING_TO_CHOOSE = Missing(
    say("There is nothing to choose from."),
    say("Write at least two options."),
    "question",
    "name",
)


def tell(entry: TermsEntry, state: Asking) -> Words:
    """The entry as a sentence of the minutes; what a clause says is told by the kind of file."""
    match entry:
        case QuestionAsked(kind=kind):
            return say(
                "Question {number} was put: {kind}.",
                number=entry.question,
                kind=KINDS[kind].label,
            )
        case QuestionSet(clause=clause, value=value):
            return say(
                "Question {number}, {label}: {value}.",
                number=entry.question,
                label=plain(clause),
                value=plain(str(value)),
            )
        case QuestionDropped():
            return say(
                "Question {number} was taken out.",
                number=entry.question,
            )
        case OptionAdded():
            return say(
                "Question {number}: {name} may be chosen.",
                number=entry.question,
                name=_named(entry),
            )
        case OptionDropped(option=option):
            known = state.questions[Id(entry.question)].terms.options.get(
                option,
            )
            return say(
                "Question {number}: {name} may not be chosen after all.",
                number=entry.question,
                name=known.title if known else say("an option"),
            )
        case ItemAdded():
            scored = state.questions[Id(entry.question)].terms.kind == "score"
            item = item_of(entry, scored=scored)
            return say(
                "Question {number}: “{name}” stands on the slip.",
                number=entry.question,
                name=item.label,
            )
        case ItemDropped(item=item):
            known = state.questions[Id(entry.question)].terms.items.get(item)
            return say(
                "Question {number}: {name} does not stand on the slip any more.",
                number=entry.question,
                name=known.label if known else say("an item"),
            )
        case _:
            assert_never(entry)


def _named(entry: OptionAdded) -> Words:
    if entry.person is None:
        return plain(entry.name)
    return (
        plain(entry.person.text) if entry.person.text else say("(name erased)")
    )
