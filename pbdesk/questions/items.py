"""Items: what a slip asks, each with its answers: who is in the room, how the evening went.

Decisions  add_item, add_score, add_usual_items, drop_item
Entries    ItemAdded, ItemDropped
The items of a question that only adds up are its own and are sealed with it. What assemblies
usually ask of who came stands here in the reader's language; whoever has own words writes own
items. Where items are scored, all have the same steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pbdesk.minutes.decision import Decided, Refusal, Writing
from pbdesk.minutes.entries import Id, clean
from pbdesk.questions.of import OfQuestion
from pbdesk.questions.shown import MOST
from pbdesk.words import Listing, Text, Words, as_words, say

if TYPE_CHECKING:
    from pbdesk.minutes.decision import Moment
    from pbdesk.questions.asking import Asking

__all__ = [
    "STEPS",
    "UNSAID",
    "USUAL",
    "Item",
    "ItemAdded",
    "ItemDropped",
    "Items",
    "add_item",
    "add_score",
    "add_usual_items",
    "answers_of",
    "drop_item",
    "item_of",
    "sealed_item",
]

UNSAID = "unsaid"
"""The answer of whoever leaves an item open, and of whoever would rather not say."""

_MOST_ITEMS, _MOST_ANSWERS = 40, 20


class ItemAdded(OfQuestion, frozen=True, tag="item.added", kw_only=True):
    """A slip asks this. One that assemblies usually ask is named by `item` alone.

    `answers` in their order; `ordered`: only those beside each other may be taken together.
    """

    item: Id
    name: str = ""
    answers: tuple[str, ...] = ()
    ordered: bool = False


class ItemDropped(OfQuestion, frozen=True, tag="item.dropped"):
    """The slip does not ask it after all."""

    item: Id


@dataclass(frozen=True, slots=True)
class Item:
    """What a slip asks, with its answers by name.

    `ordered`: only answers that stand beside each other may be taken together.
    """

    label: Text
    answers: Mapping[str, Text]
    ordered: bool = False


type Items = Mapping[Id, Item]
"""What a slip asks, in its order."""


_UNSAID = say("Would rather not say")

USUAL: Mapping[str, Item] = MappingProxyType(
    {
        "age": Item(
            say("Age"),
            MappingProxyType(
                {
                    "under-18": say("Under 18"),
                    "18-24": say("18 to 24"),
                    "25-44": say("25 to 44"),
                    "45-64": say("45 to 64"),
                    "65-79": say("65 to 79"),
                    "80-up": say("80 and over"),
                    UNSAID: _UNSAID,
                },
            ),
            ordered=True,
        ),
        "gender": Item(
            say("Gender"),
            MappingProxyType(
                {
                    "woman": say("Woman"),
                    "man": say("Man"),
                    "other": say("Another gender"),
                    UNSAID: _UNSAID,
                },
            ),
        ),
        "disability": Item(
            say("Disability or long illness"),
            MappingProxyType(
                {"yes": say("Yes"), "no": say("No"), UNSAID: _UNSAID},
            ),
        ),
        "origin": Item(
            say("Ethnic background"),
            MappingProxyType(
                {
                    "majority": say("The largest group here"),
                    "minority": say("Another group"),
                    UNSAID: _UNSAID,
                },
            ),
        ),
        "first-time": Item(
            say("Has come to such a meeting before"),
            MappingProxyType(
                {
                    "no": say("For the first time"),
                    "yes": say("Has come before"),
                    UNSAID: _UNSAID,
                },
            ),
        ),
    },
)
"""What assemblies usually ask of who came, by name, in the order of the slip."""

STEPS: Mapping[str, Words] = MappingProxyType(
    {
        "0": say("Not met at all"),
        "1": say("Hardly met"),
        "2": say("Half met"),
        "3": say("Mostly met"),
        str(MOST): say("Fully met"),
        UNSAID: say("I cannot say"),
    },
)
"""The steps of a score by name, and who cannot say."""


def item_of(entry: ItemAdded, *, scored: bool) -> Item:
    """The item of an entry, in the words of whoever reads it where it is a usual one."""
    if scored:
        return Item(entry.name, STEPS, ordered=True)
    usual = USUAL.get(entry.item)
    if usual is not None and not entry.name:
        return usual
    own = {str(n): words for n, words in enumerate(entry.answers, 1)}
    answers = MappingProxyType({**own, UNSAID: _UNSAID})
    return Item(entry.name, answers, entry.ordered)


def answers_of(item: Item) -> Words:
    """Its answers in one sentence."""
    return say(
        "{answers}",
        answers=Listing(tuple(map(as_words, item.answers.values()))),
    )


def sealed_item(name: str, item: Item) -> dict[str, Any]:
    """What a slip asks, in the words that are sealed, with its answers in their order."""
    return {
        "id": name,
        "title": _as_sealed(item.label),
        "answers": _sealed_answers(item),
        "ordered": item.ordered,
    }


def _sealed_answers(item: Item) -> list[dict[str, str]]:
    return [
        {"id": each, "title": _as_sealed(words)}
        for each, words in item.answers.items()
    ]


def _as_sealed(words: Text) -> str:
    return words if isinstance(words, str) else words.text


def add_item(
    state: Asking,
    moment: Moment,
    *,
    name: str,
    answers: str,
    ordered: bool = False,
) -> Decided:
    """Ask one thing more on the slip; `answers` are written one on each line.

    "Would rather not say" stands below them by itself.
    """
    if state.terms.kind == "score":
        return Refusal(say("A score has its steps already."))
    refused = _fixed(state) or _no_item(state, name)
    if refused is not None:
        return refused
    given = tuple(clean(each) for each in answers.splitlines() if clean(each))
    if not 2 <= len({each.casefold() for each in given}) == len(given):
        return Refusal(
            say("An item needs at least two answers, each once."),
            say("Write one answer on each line."),
            "answers",
        )
    if len(given) > _MOST_ANSWERS:
        return Refusal(
            say("A slip has room for {n} answers to an item.", n=_MOST_ANSWERS),
            say("Take some of them together."),
            "answers",
        )
    item = Id(moment.new_id())
    return Writing(
        ItemAdded(item=item, name=clean(name), answers=given, ordered=ordered),
    )


def add_score(state: Asking, moment: Moment, *, name: str) -> Decided:
    """Have one thing more scored on the slip, in the steps that all scores have."""
    refused = _unscored(state) or _fixed(state) or _no_item(state, name)
    if refused is not None:
        return refused
    return Writing(ItemAdded(item=Id(moment.new_id()), name=clean(name)))


def _unscored(state: Asking) -> Refusal | None:
    if state.terms.kind == "score":
        return None
    return Refusal(say("Nothing is scored in this question."))


def _no_item(state: Asking, name: str) -> Refusal | None:
    """Why this cannot be asked beside what is."""
    if len(state.terms.items) >= _MOST_ITEMS:
        return Refusal(
            say("A slip has room for {n} items.", n=_MOST_ITEMS),
            say("Ask the rest on a slip of its own."),
            "name",
        )
    title = clean(name)
    if not title:
        return Refusal(
            say("It is not said what is asked."),
            say("Write it."),
            "name",
        )
    names = {
        _as_sealed(each.label).casefold() for each in state.terms.items.values()
    }
    if title.casefold() in names:
        return Refusal(
            say("“{name}” stands there already.", name=title),
            say("Write the two so that they can be told apart."),
            "name",
        )
    return None


def add_usual_items(state: Asking, _moment: Moment) -> Decided:
    """Ask what assemblies usually ask of who came, as far as it is not asked yet."""
    refused = _fixed(state)
    if refused is not None:
        return refused
    if state.terms.kind != "tally":
        return Refusal(
            say("Who came is not scored."),
            say("Ask it with a question of its own."),
        )
    fresh = [name for name in USUAL if name not in state.terms.items]
    if not fresh:
        return Refusal(say("All of it is asked already."))
    return Writing(*(ItemAdded(item=Id(name)) for name in fresh))


def drop_item(state: Asking, _moment: Moment, *, item: Id) -> Decided:
    """Take out what the slip does not ask after all."""
    return (
        _fixed(state) or _not_asked(state, item) or Writing(ItemDropped(item))
    )


def _not_asked(state: Asking, item: Id) -> Refusal | None:
    if item in state.terms.items:
        return None
    return Refusal(say("This does not stand on the slip."), where="item")


def _fixed(state: Asking) -> Refusal | None:
    """Why the items stand as they are."""
    if not state.terms.of.items:
        return Refusal(say("This question has no items of its own."))
    if state.rulebook.sealed:
        return Refusal(
            say("The items were sealed with the question."),
            say(
                "What was sealed cannot be changed; ask the rest with another question.",
            ),
        )
    return None
