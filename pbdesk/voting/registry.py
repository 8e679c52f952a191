"""The table of rules.

Registered by the word that sealed rulebooks store, in the order people see. What others call:

    rule = RULES["stv-scottish"]
    rule.kind       "funding" gives money, "choosing" elects, "deciding" passes, "telling" tells
    rule.takes      styles of ballots; rule.answers: the only options it knows ("yes", "no", …)
    rule.cannot_seat(3), rule.cannot(kinds, settings)     why not, in a sentence, or None
    rule.settle({"seats": 3})                             its settings; settings.parameters again
    rule.count(profile, settings, Lot(seed, question))    the Outcome

Of the Outcome: `funded` and `awards`; `elected` (definite once a lot is drawn, beside `winners`,
the set before it, and `lot_needed`); `decided`; `spread`. `published.follows` checks a choice
without ballots. A base that ballots do not tell is given by the option that `Based.option` names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal, Protocol

from pbdesk.voting.constrained import Counter
from pbdesk.voting.constraints import AROUND, KINDS, Constraints, Kind
from pbdesk.voting.explain.change import Proof, Together
from pbdesk.voting.options import (
    Given,
    LeastSupport,
    Meta,
    OptionError,
    Options,
    Seats,
    Settings,
    settle,
    whole_number,
)
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.pots import obeying
from pbdesk.voting.profile import Profile
from pbdesk.voting.progress import Progress, listening
from pbdesk.voting.ties import Ladder, Lot
from pbdesk.voting.unsupported import UnsupportedError
from pbdesk.words import Listing, Words, say

type Paid = Mapping[str, Mapping[int, Fraction]]
"""For each project what each of the equal ballots of a row paid for it, minor units.

Rows that paid nothing are out.
"""

type Payments[S: Settings] = Callable[[Profile, S, Ladder], Paid]
"""What ballots paid for what they bought, in the order bought; without constraints."""

type MarginArgument[S: Settings] = Callable[
    [Profile, S, Outcome, int],
    int | None,
]
"""Wrong ballots that a result can surely bear, and one more; None where nothing is known.

Of a ballot that gives one option at most so much (the last argument); without constraints.
"""

type LeastChange[S: Settings] = Callable[[Profile, S], Proof | None]
"""How the least changes of a profile are proved; None where they are counted one by one."""

type Again[S: Settings] = Callable[[Profile, S, Ladder, Outcome], Outcome]
"""The outcome found again in what it publishes, without ballots: pairs, sums, grades or stages.

The profile has the options and no ballot. May raise for figures that cannot be meant.
"""

type Draws[S: Settings] = Callable[[Profile, S], Together | None]
"""How redrawn profiles are counted many at a time; None where each is counted on its own."""


@dataclass(frozen=True, slots=True)
class Published:
    """How files of Pabulib name a rule in META, and say its settings.

    rule: what META's `rule` begins with, empty where META never names it.
    """

    rule: str
    settings: Callable[[Mapping[str, str]], Given]

    def named_in(self, meta: Meta) -> bool:
        """Whether META names the rule."""
        return bool(self.rule) and meta.get("rule", "").startswith(self.rule)


type Method = tuple[Words, ...]
"""How a rule works, in plain words."""

type Refuses[S: Settings] = Callable[[frozenset[Kind], S], Words | None]

__all__ = [
    "FUNDS_NOTHING",
    "RULES",
    "AnyRule",
    "Counting",
    "MarginArgument",
    "Method",
    "Paid",
    "Published",
    "Rounds",
    "Rule",
    "RuleKind",
    "UnsupportedError",
    "rule",
]


FUNDS_NOTHING = say("No ballot is valid, so the vote funds nothing.")
"""What is said wherever an empty box decides about money."""

type Rounds = Literal["list", "list-above-zero", "paid"]

type RuleKind = Literal["funding", "choosing", "deciding", "telling"]
"""What comes out: projects that get money; options that win; passed or not; only figures."""


class Counting[S: Settings](Protocol):
    """A rule's function: pure, deterministic, exact where it decides."""

    def __call__(
        self,
        profile: Profile,
        settings: S,
        ladder: Ladder,
        /,
    ) -> Outcome:
        """Count the profile."""
        ...


def _nothing(_kinds: frozenset[Kind], _settings: Settings) -> Words | None:
    return None


_WORDS: Mapping[Kind, Words] = {
    "caps": say("caps on categories or areas"),
    "exclusive": say("that some projects exclude each other"),
    "partial": say("that a project gets a part of its cost"),
}


@dataclass(frozen=True)
class Rule[S: Settings]:
    """A counting rule: its name for ever, its words, what it takes and how it counts.

    `method` says in plain words (printed on the poster and in the pack) how it works with these
    settings. `obeys`: constraints that it obeys itself, beside those settled around the count of
    every funding rule. `refuses`: why it cannot obey given constraints under these settings, or
    None.

    What it can explain, where it can: `payments` of single ballots, an argument for its `margin`,
    proved least changes, `draws` counted many at a time. `rounds`: they only go down the list of
    the published totals (of those above zero), or what ballots paid makes each cost. `beside`:
    other settings of it that comparisons show as well. `published`: how Pabulib's files name it.
    `again`: how its outcome is found again without ballots.
    `sums`: styles, beside crosses, of which its support is the sum of what each option was given.
    `answers`: the ids of the only options that it knows, for a deciding rule; else none.
    """

    name: str
    kind: RuleKind
    label: Words
    takes: frozenset[str]
    settings: type[S]
    method: Callable[[S], tuple[Words, ...]]
    counting: Counting[S]
    obeys: frozenset[Kind] = frozenset()
    refuses: Refuses[S] = _nothing
    payments: Payments[S] | None = None
    margin: MarginArgument[S] | None = None
    least_change: LeastChange[S] | None = None
    draws: Draws[S] | None = None
    rounds: Rounds | None = None
    beside: Sequence[Given] = ()
    published: Published | None = None
    answers: tuple[str, ...] = ()
    again: Again[S] | None = None
    sums: frozenset[str] = frozenset()

    @property
    def options(self) -> Options:
        """What may be set, in the order people see."""
        return self.settings.options()

    def settle(self, given: Given) -> S:
        """Its settings as given; absent ones mean what they always meant.

        One place is what a rule without seats fills. Raises OptionError.
        """
        seats = given.get("seats")
        if seats is None or issubclass(self.settings, Seats):
            return settle(self.settings, given)
        refused = self.cannot_seat(whole_number(str(seats)) or 0)
        if refused is not None:
            raise OptionError(refused)
        return settle(
            self.settings,
            {n: value for n, value in given.items() if n != "seats"},
        )

    def cannot_seat(self, seats: int) -> Words | None:
        """Why it cannot fill so many places, in a sentence; None where it can."""
        if self.kind != "choosing":
            return say("“{rule}” fills no places.", rule=self.label)
        if seats == 1 or issubclass(self.settings, Seats):
            return None
        return say(
            "“{rule}” fills one place. Several are filled by: {able}.",
            rule=self.label,
            able=Listing(_filling_places(self.takes)),
        )

    def settled(self, given: S | Given | None) -> S:
        """Its settings, where a caller may hand in the struct or words to settle."""
        if given is None:
            return self.settle({})
        if isinstance(given, Mapping):
            return self.settle(given)
        return given

    def count(
        self,
        profile: Profile,
        settings: S | Given | None = None,
        lot: Lot | None = None,
        *,
        progress: Progress | None = None,
    ) -> Outcome:
        """Count `profile` under `settings`: its struct, or words to settle.

        `lot` is the public lot; None: funding rules fall back to the project id and say so in
        `ties`, choosing rules answer `lot_needed`. `progress` hears from long counts, and stops
        them by raising. Raises OptionError for a setting the rule does not know, UnsupportedError
        (a ValueError) for a ballot style it does not take or a constraint it cannot obey,
        ConstraintError for constraints that cannot be meant.
        """
        self._refuse_style(profile.style)
        settled = self.settled(settings)
        with listening(progress):
            found = self._counted(profile, settled, Ladder(lot))
        if profile.n == 0:
            return self.of_nobody(profile, settled) or found
        if profile.notes:
            return replace(found, notes=(*profile.notes, *found.notes))
        return found

    def _refuse_style(self, style: str) -> None:
        if style not in self.takes:
            raise UnsupportedError(
                say(
                    "“{rule}” does not count {style} ballots.",
                    rule=self.name,
                    style=style,
                ),
            )

    def _counted(
        self,
        profile: Profile,
        settings: S,
        ladder: Ladder,
    ) -> Outcome:
        if profile.constraints is None:
            return self.counting(profile, settings, ladder)
        return self._obeying(profile, profile.constraints, settings, ladder)

    def count_box(
        self,
        profile: Profile,
        settings: S | Given | None = None,
        lot: Lot | None = None,
    ) -> Outcome:
        """What the box of a question decides: as `count`, but an empty one funds nothing.

        Of a file the rule says what it always said; a vote gives no money that nobody asked for.
        """
        if profile.n > 0 or self.kind != "funding":
            return self.count(profile, settings, lot)
        return replace(
            self._empty(profile, self.settled(settings)),
            leftover=profile.budget,
            notes=(FUNDS_NOTHING,),
        )

    def _empty(self, profile: Profile, settings: S) -> Outcome:
        """What comes out of a box without a valid ballot."""
        return Outcome(
            self.name,
            settings.parameters,
            profile.budget,
            dict.fromkeys(profile.ids, 0),
            dict.fromkeys(profile.ids, say("No ballot is valid.")),
        )

    def of_nobody(self, profile: Profile, settings: S) -> Outcome | None:
        """What comes out of a choice where no ballot is valid: nobody is chosen.

        No lot draws from an empty box. None for rules that do not choose: they have an answer.
        """
        if self.kind != "choosing":
            return None
        return replace(self._empty(profile, settings), winners=())

    def cannot(self, kinds: frozenset[Kind], settings: S) -> Words | None:
        """Why it cannot obey constraints of these kinds under these settings, in a sentence.

        None where it can.
        """
        if self.kind != "funding" and kinds:
            return say(
                "“{rule}” gives no money; constraints are for funding.",
                rule=self.label,
            )
        beyond = kinds - AROUND - self.obeys
        first: Kind | None = next(
            (kind for kind in KINDS if kind in beyond),
            None,
        )
        if first is None:
            return self.refuses(kinds, settings)
        return say(
            "“{rule}” cannot obey {constraint}.",
            rule=self.label,
            constraint=_WORDS[first],
        )

    def _obeying(
        self,
        profile: Profile,
        constraints: Constraints,
        settled: S,
        ladder: Ladder,
    ) -> Outcome:
        refused = self.cannot(constraints.kinds, settled)
        if refused is not None:
            raise UnsupportedError(refused)
        counter = Counter(
            lambda within: self.counting(within, settled, ladder),
            ladder,
            settled.threshold if isinstance(settled, LeastSupport) else 0,
            "floors" in self.obeys,
        )
        return obeying(profile, constraints, counter)


def _filling_places(takes: frozenset[str]) -> tuple[Words, ...]:
    """The rules that fill several places from ballots of these styles."""
    return tuple(
        rule.label
        for rule in RULES.values()
        if rule.kind == "choosing"
        and rule.takes & takes
        and issubclass(rule.settings, Seats)
    )


type AnyRule = Rule[Any]
"""A rule, whatever its settings."""

RULES: dict[str, AnyRule] = {}


def rule[S: Settings](
    name: str,
    *,
    kind: RuleKind,
    label: Words,
    takes: set[str],
    settings: type[S],
    method: Callable[[S], tuple[Words, ...]],
    obeys: Iterable[Kind] = (),
    refuses: Refuses[S] = _nothing,
    payments: Payments[S] | None = None,
    margin: MarginArgument[S] | None = None,
    least_change: LeastChange[S] | None = None,
    draws: Draws[S] | None = None,
    rounds: Rounds | None = None,
    beside: Sequence[Given] = (),
    published: Published | None = None,
    answers: tuple[str, ...] = (),
    again: Again[S] | None = None,
    sums: Iterable[str] = (),
) -> Callable[[Counting[S]], Rule[S]]:
    """Register the decorated function as the rule `name`; see `Rule`."""

    def register(counting: Counting[S]) -> Rule[S]:
        made = Rule(
            name=name,
            kind=kind,
            label=label,
            takes=frozenset(takes),
            settings=settings,
            method=method,
            counting=counting,
            obeys=frozenset(obeys),
            refuses=refuses,
            payments=payments,
            margin=margin,
            least_change=least_change,
            draws=draws,
            rounds=rounds,
            sums=frozenset(sums),
            beside=beside,
            published=published,
            answers=answers,
            again=again,
        )
        if RULES.setdefault(name, made) is not made:
            raise ValueError(f"two rules are called {name}")
        return made

    return register
