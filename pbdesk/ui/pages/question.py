"""Questions: what the assembly is asked, of which kind and in which round, and what may be chosen.

The question that is marked is the one to which the whole window is turned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbdesk.assembly import rulebook
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import render
from pbdesk.minutes.entries import Id
from pbdesk.questions import items, terms
from pbdesk.questions.items import USUAL, answers_of
from pbdesk.questions.terms import KINDS, Chosen
from pbdesk.ui.render.blocks import (
    Ask,
    Block,
    Blocks,
    Buttons,
    Facts,
    Heading,
    Paragraph,
    Press,
    Rule,
    Section,
)
from pbdesk.ui.render.intents import LIST, Do, Go, Open, To, Turn, do
from pbdesk.ui.render.view import Here, Listing, PageSpec, PageView
from pbdesk.ui.shown import (
    ATTENTION,
    NOT_STARTED,
    SEALED,
    Choice,
    FieldSpec,
    Labelled,
    Row,
    Text,
)
from pbdesk.voting.rules import RULES
from pbdesk.words import Words, as_words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["ASKED_ON_A_SLIP", "PAGE", "asked_on_slips", "who_came"]

_LABEL = say("Questions")


def view(state: Assembly, _people: People | None, here: Here) -> PageView:
    """All questions at the left; at the right the one that the window is turned to."""
    n = len(state.order)
    asking = here.doing == "ask"
    return PageView(
        left=Listing(
            several("{n} question is asked", "{n} questions are asked", n),
            _LABEL,
            tuple(_row(state.of(each)) for each in state.order),
            chosen=state.asked,
            foot=(
                Press(say("Ask another question"), Open("ask"), icon="plus"),
                *who_came(state, here, _ON_A_SLIP),
            ),
            picks=Turn,
        ),
        right=(_asking(state),)
        if asking
        else (*_subject(state), *_sealing(state)),
        back=several("{n} question", "All {n} questions", n),
    )


_WHO_CAME = say("Who came this evening, and is it the first time?")


def who_came(state: Assembly, here: Here, then: To) -> tuple[Press, ...]:
    """A question that most assemblies ask beside theirs, whole at one press."""
    if state.rules.sealings or asked_on_slips(state) is not None:
        return ()
    wording = render(_WHO_CAME, here.locale)
    ask = do(terms.ask_who_came, wording=wording).then(then)
    return (Press(say("Ask who came, on slips"), ask, icon="plus"),)


ASKED_ON_A_SLIP = say(
    "Everybody is asked on a slip who came. Take out what you would rather not ask.",
)
_ON_A_SLIP = To(focus=LIST, said=ASKED_ON_A_SLIP)


def asked_on_slips(state: Assembly) -> Id | None:
    """The first question that adds up what people say of themselves on a slip."""
    tallies = (n for n in state.order if state.of(n).terms.kind == "tally")
    return next(tallies, None)


def _way(state: Assembly, target: str | None) -> To:
    """To a field of what is missing, else to the list."""
    return To(chosen=state.asked, focus=target or LIST)


PAGE = PageSpec("question", _LABEL, view, way=_way, whole=True)


# The list


def _row(state: Assembly) -> Row:
    sealed = state.rulebook.sealed is not None
    return Row(
        state.asked,
        say("{number}. {wording}", number=state.asked, wording=_wording(state)),
        sub=_kind_and_round(state),
        figure=say("Sealed") if sealed else "",
        shape=SEALED if sealed else NOT_STARTED,
    )


def _kind_and_round(state: Assembly) -> Words:
    return say(
        "{kind}, round {round}",
        kind=state.terms.of.label,
        round=state.round,
    )


def _wording(state: Assembly) -> Words:
    wording = state.terms.wording
    return plain(wording) if wording else say("Not worded yet")


# One of them


def _subject(state: Assembly) -> Blocks:
    sealed = state.rulebook.sealed is not None
    number = say("Question {number}", number=state.asked)
    heading = (
        Heading(number, _wording(state), SEALED, say("Sealed"))
        if sealed
        else Heading(number, _wording(state))
    )
    return (
        heading,
        Paragraph(state.terms.of.help),
        Facts(_facts(state)),
        Buttons(_acts(state, sealed=sealed), key="acts"),
        *(
            _options(state, sealed=sealed)
            if state.terms.kind == "choose"
            else ()
        ),
        *(_items(state, sealed=sealed) if state.terms.of.items else ()),
    )


def _facts(state: Assembly) -> Labelled:
    follows = _nothing(state) or _FOLLOWS.get(state.terms.force, _UNSAID)
    return (
        (say("Kind"), state.terms.of.label),
        (say("Round"), say("{n}", n=int(state.round))),
        (say("How people answer"), rulebook.WAYS[state.terms.way]),
        *_counted(state),
        (say("What follows"), follows),
    )


def _counted(state: Assembly) -> Labelled:
    """By which rule it is counted, and of whom it is asked, once both are said."""
    rule, people = (
        state.rulebook.given.get(each) for each in ("rule", "people")
    )
    asked = (say("Asked of"), plain(str(people))) if people else None
    label = RULES[str(rule)].label if rule else None
    counted = (say("How it is counted"), label) if label else None
    return tuple(each for each in (asked, counted) if each)


_FOLLOWS = {
    "binding": say("It binds"),
    "advisory": say("It advises"),
    "straw": say("Nothing: it is a straw poll"),
}


_UNSAID = say("Not said yet")


def _nothing(state: Assembly) -> Words | None:
    """Of slips that are only added up nothing follows, and they are no poll either."""
    return say("Nothing follows from it.") if state.terms.of.items else None


def _acts(state: Assembly, *, sealed: bool) -> tuple[Press, ...]:
    if sealed or len(state.order) < 2:
        return _WAYS
    said = say("Question {number} is not asked any more.", number=state.asked)
    drop = do(terms.drop).then(To(focus=LIST, said=said))
    return (*_WAYS, Press(say("Take it out"), drop, "quiet", icon="x"))


_WAYS = (
    Press(
        say("Go to its charter"),
        Go("charter"),
        icon="arrow-right",
        after=True,
    ),
    Press(
        say("Go to its rules"),
        Go("rulebook"),
        icon="arrow-right",
        after=True,
    ),
)


# What may be chosen


def _options(state: Assembly, *, sealed: bool) -> Blocks:
    options = tuple(state.terms.options.values())
    blocks: list[Block] = [
        Rule(key="options"),
        Section(say("What may be chosen"), key="options"),
    ]
    if not options:
        blocks.append(
            Paragraph(
                say("Nothing yet. Write at least two options."),
                key="none",
            ),
        )
    for each in options:
        told = Paragraph(
            _about(each),
            lead=option_name(each),
            key=f"option-{each.id}",
        )
        blocks.append(told)
    if sealed:
        return tuple(blocks)
    if options:
        blocks.append(
            Buttons(tuple(_taking_out(each) for each in options), key="out"),
        )
    return (*blocks, _adding(state))


def _about(option: Chosen) -> Text:
    if option.summary:
        return plain(option.summary)
    return (
        say("A person, who agreed in writing to stand.")
        if option.person
        else ""
    )


def option_name(option: Chosen) -> Words:
    """What may be chosen, as the window calls it: a person's name may have been erased."""
    return plain(option.title) if option.title else say("(name erased)")


def _taking_out(option: Chosen) -> Press:
    name = option_name(option)
    said = say("{name} may not be chosen any more.", name=name)
    return _take_out(name, do(terms.drop_option, option=option.id), said)


def _adding(state: Assembly) -> Ask:
    return Ask(
        "option",
        _OPTION,
        terms.add_option,
        say("Add it"),
        first={"person": False, "consent": False},
        subject=state.asked,
        then=To(focus="name", said=say("It may be chosen.")),
        cancel=None,
        icon="plus",
    )


# What a slip asks


def _items(state: Assembly, *, sealed: bool) -> Blocks:
    asked = state.terms.items
    blocks: list[Block] = [
        Rule(key="items"),
        Section(say("What the slip asks"), key="items"),
    ]
    if not asked:
        blocks.append(
            Paragraph(say("Nothing yet. Write at least one item."), key="none"),
        )
    for name, item in asked.items():
        told = Paragraph(
            answers_of(item),
            as_words(item.label),
            key=f"item-{name}",
        )
        blocks.append(told)
    if sealed:
        return tuple(blocks)
    if asked:
        out = tuple(
            _out(name, as_words(item.label)) for name, item in asked.items()
        )
        blocks.append(Buttons(out, key="out"))
    if state.terms.kind == "tally" and not asked.keys() >= USUAL.keys():
        blocks.append(Buttons((_usual_items(),), key="usual"))
    return (*blocks, _adding_item(state))


def _usual_items() -> Press:
    said = say("It stands on the slip.")
    usual = do(items.add_usual_items).then(To(focus="name", said=said))
    return Press(
        say("Ask what is usually asked of who came"),
        usual,
        icon="plus",
    )


def _out(item: Id, label: Words) -> Press:
    said = say("{name} does not stand on the slip any more.", name=label)
    return _take_out(label, do(items.drop_item, item=item), said)


def _take_out(name: Words, drop: Do, said: Words) -> Press:
    out = drop.then(To(focus="name", said=said))
    return Press(say("Take out: {name}", name=name), out, "quiet", icon="x")


def _adding_item(state: Assembly) -> Ask:
    name = FieldSpec("name", say("What the slip asks"))
    if state.terms.kind == "score":
        fields = (name,)
    else:
        help_ = say(
            "One on each line. “Would rather not say” stands below them by itself, and answers of "
            "fewer than ten people are taken together.",
        )
        fields = (
            name,
            FieldSpec("answers", say("Its answers"), "paragraph", help_),
            FieldSpec(
                "ordered",
                say("The answers have an order, as ages have"),
                "tick",
            ),
        )
    return Ask(
        "item",
        fields,
        items.add_score if state.terms.kind == "score" else items.add_item,
        say("Add it"),
        first={} if state.terms.kind == "score" else {"ordered": False},
        subject=state.asked,
        then=To(focus="name", said=say("It stands on the slip.")),
        cancel=None,
        icon="plus",
    )


# Another one


def _asking(state: Assembly) -> Ask:
    """One sum of money a file; of all other kinds as many as people like."""
    funds = any(state.of(each).terms.funds for each in state.order)
    offered = {
        name: kind
        for name, kind in KINDS.items()
        if not (funds and name == "fund")
    }
    choices = tuple(
        Choice(name, say("{kind}: {what}", kind=kind.label, what=kind.help))
        for name, kind in offered.items()
    )
    return Ask(
        "ask",
        (
            FieldSpec(
                "kind",
                say("What kind of question"),
                "radios",
                choices=choices,
                upright=True,
                must=say("Choose a kind first."),
            ),
        ),
        terms.ask,
        say("Ask it"),
        then=To(focus=LIST, said=say("The question stands in the list.")),
        icon="plus",
    )


# Sealing those that came later


def _sealing(state: Assembly) -> Blocks:
    """Rules that come after a first sealing are sealed with their reason."""
    fresh = rulebook.unsealed(state)
    if not state.rules.sealings or not fresh:
        return ()
    blocks: list[Block] = [
        Rule(key="later"),
        Section(say("Asked after the rules were sealed"), key="later"),
        Paragraph(
            say(
                "What was sealed before stays as it is. The reason is printed with the new rules.",
            ),
            key="later",
        ),
    ]
    for each in fresh:
        missing = rulebook.missing(each)
        if missing:
            lead = say("Question {number}.", number=each.asked)
            key = f"missing-{each.asked}"
            blocks.append(
                Paragraph(
                    missing[0].words,
                    lead=lead,
                    shape=ATTENTION,
                    key=key,
                ),
            )
    numbers = several("Seal {n} question", "Seal {n} questions", len(fresh))
    reason = FieldSpec("reason", say("Why it is asked only now"), "paragraph")
    return (*blocks, _seal_later(reason, numbers))


def _seal_later(reason: FieldSpec, verb: Words) -> Ask:
    return Ask(
        "seal",
        (reason,),
        rulebook.seal,
        verb,
        then=To(focus=LIST, said=say("Sealed.")),
        cancel=None,
        final=say(
            "Charter and rules of these questions are then fixed for good.",
        ),
        icon="lock",
    )


_OPTION = (
    FieldSpec("name", say("What may be chosen"), personal=True),
    FieldSpec("summary", say("What people should know of it"), "paragraph"),
    FieldSpec("person", say("This is a person"), "tick"),
    FieldSpec(
        "consent",
        say("Their written consent is here"),
        "tick",
        say("Nobody stands for election who did not agree in writing."),
    ),
)
