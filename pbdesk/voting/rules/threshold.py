"""Threshold: passed or not, by an exact fraction of a base that has a name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import ClassVar, Literal

from pbdesk.voting.constraints import Kind
from pbdesk.voting.options import Based, choice, number
from pbdesk.voting.outcome import Base, Decided, Outcome
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import Method, UnsupportedError, rule
from pbdesk.voting.support import ballots_for, refuse_several_marks
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say, several

__all__ = ["ANSWERS", "ThresholdSettings", "threshold"]

ANSWERS = ("yes", "no", "abstain")
"""What a ballot says, by the ids of the options."""

_BASES: dict[str, Words] = {
    "entitled": say("everybody entitled to vote"),
    "present": say("everybody present"),
    "given": say("the ballots given out"),
    "cast": say("the ballots cast"),
    "valid": say("the valid ballots"),
    "yes_no": say("the ballots that say yes or no"),
}


@dataclass(frozen=True)
class ThresholdSettings(Based):
    """Which part of which base must say yes.

    `of`: how many the base is, where the ballots do not tell it (entitled, present, given, cast).
    """

    option: ClassVar[str] = "of"
    numerator: int = number(
        say("Yes needs (upper number of the fraction)"),
        1,
        1000,
        1,
    )
    denominator: int = number(
        say("Yes needs (lower number of the fraction)"),
        1,
        1000,
        2,
    )
    than: Literal["more-than", "at-least"] = choice(
        say("Exactly that fraction"),
        {
            "more-than": say("Is not enough: it takes more"),
            "at-least": say("Is enough"),
        },
        "more-than",
    )
    base: Base = choice(say("A fraction of"), _BASES, "yes_no")
    of: int | None = number(
        say("How many that is"),
        0,
        10**9,
        None,
        help=say(
            "Only where the ballots do not tell it: entitled, present, given out, cast.",
        ),
    )

    @property
    def share(self) -> Fraction:
        """The part of the base that is needed."""
        return Fraction(self.numerator, self.denominator)

    @property
    def can_be_reached(self) -> bool:
        """Whether any vote could ever pass."""
        return self.share < 1 or (self.share == 1 and self.than == "at-least")


type _Holds = Callable[[int], bool]


def _fraction(settings: ThresholdSettings) -> Words:
    if settings.than == "more-than":
        return say(
            "more than {part}/{whole}",
            part=settings.numerator,
            whole=settings.denominator,
        )
    return say(
        "at least {part}/{whole}",
        part=settings.numerator,
        whole=settings.denominator,
    )


def _unreachable(
    _kinds: frozenset[Kind],
    settings: ThresholdSettings,
) -> Words | None:
    """Why no vote could ever pass."""
    if settings.can_be_reached:
        return None
    return say(
        "No vote can reach this: {fraction}.",
        fraction=_fraction(settings),
    )


def _method(settings: ThresholdSettings) -> Method:
    return (
        say(
            "It is passed if {fraction} of {base} say yes, and more say yes than no.",
            fraction=_fraction(settings),
            base=_BASES[settings.base],
        ),
        say("As many yes as no: it is not passed."),
    )


@dataclass(frozen=True, slots=True)
class _Votes:
    """Ballots by what they say, and what is asked of them; `blank` say nothing.

    `fixed`: the base, where these ballots do not make it.
    """

    settings: ThresholdSettings
    yes: int
    no: int
    abstain: int
    blank: int
    fixed: int | None

    @property
    def counted(self) -> int:
        """All ballots."""
        return self.yes + self.no + self.abstain + self.blank

    @property
    def base(self) -> int:
        """How many the base is."""
        if self.fixed is not None:
            return self.fixed
        if self.settings.base == "yes_no":
            return self.yes + self.no
        return self.counted

    @property
    def needed(self) -> int:
        """The fewest yes that are enough of the base as it is, exactly."""
        part = self.settings.share * self.base
        if self.settings.than == "more-than":
            return part.__floor__() + 1
        return part.__ceil__()

    @property
    def passed(self) -> bool:
        """Whether it is passed."""
        return self.yes >= self.needed and self.yes > self.no

    def switched(self, ballots: int) -> _Votes:
        """So many ballots the other way round.

        No is turned first, then what says neither: nothing else changes as much.
        """
        if self.passed:
            return replace(self, yes=self.yes - ballots, no=self.no + ballots)
        of_no = min(ballots, self.no)
        of_abstain = min(ballots - of_no, self.abstain)
        of_blank = ballots - of_no - of_abstain
        return replace(
            self,
            yes=self.yes + ballots,
            no=self.no - of_no,
            abstain=self.abstain - of_abstain,
            blank=self.blank - of_blank,
        )

    def joined(self, ballots: int) -> _Votes:
        """So many ballots more, against what came out. Ballots cast make the ballots cast more."""
        fixed = self.fixed
        if fixed is not None and self.settings.base == "cast":
            fixed += ballots
        if self.passed:
            return replace(self, no=self.no + ballots, fixed=fixed)
        return replace(self, yes=self.yes + ballots, fixed=fixed)


def _again(
    profile: Profile,
    settings: ThresholdSettings,
    _ladder: Ladder,
    told: Outcome,
) -> Outcome:
    """The outcome that the published sums give."""
    if _unreachable(frozenset(), settings) is not None:
        raise ValueError("a fraction that nothing can reach")
    said = [int(told.support.get(name, 0)) for name in ANSWERS]
    return _found(profile, _votes(profile, settings, said))


@rule(
    "threshold",
    kind="deciding",
    label=say("Passed by a threshold (yes, no, abstain)"),
    takes={"approval"},
    method=_method,
    settings=ThresholdSettings,
    refuses=_unreachable,
    margin=lambda _profile, _settings, outcome, _mark: (
        outcome.decided and outcome.decided.switched
    ),
    answers=ANSWERS,
    again=_again,
)
def threshold(
    profile: Profile,
    settings: ThresholdSettings,
    _ladder: Ladder,
) -> Outcome:
    """Passed if yes has the fraction of the base, and more ballots than no: a tie fails.

    Ballots mark one of the options “yes”, “no” and (where it is one) “abstain”. No lot decides
    anything. Raises UnsupportedError for other options, two marks on a ballot, a fraction that
    nothing can reach, and a base that the ballots do not tell and nobody else told.
    """
    unreachable = _unreachable(frozenset(), settings)
    if unreachable is not None:
        raise UnsupportedError(unreachable)
    refuse_several_marks("threshold", profile)
    counts = profile.by_id(ballots_for(profile).tolist())
    said = [counts.get(name, 0) for name in ANSWERS]
    return _found(profile, _votes(profile, settings, said))


def _found(profile: Profile, votes: _Votes) -> Outcome:
    """What the votes come to."""
    decided = _decided(votes)
    said = {"yes": votes.yes, "no": votes.no, "abstain": votes.abstain}
    return Outcome(
        "threshold",
        votes.settings.parameters,
        profile.budget,
        {name: said[name] for name in profile.ids},
        {name: _reason(name, said[name], decided) for name in profile.ids},
        decided=decided,
        notes=_notes(votes, decided),
    )


def _decided(votes: _Votes) -> Decided:
    settings = votes.settings
    return Decided(
        votes.passed,
        settings.base,
        votes.base,
        settings.share,
        settings.than,
        needed=votes.needed,
        switched=_switched(votes),
        added=_added(votes),
    )


def _switched(votes: _Votes) -> int | None:
    """The least ballots marked the other way that would have changed it."""
    most = votes.yes if votes.passed else votes.counted - votes.yes
    return _least(lambda n: votes.switched(n).passed != votes.passed, most)


def _added(votes: _Votes) -> int | None:
    """The least further ballots that would have changed it."""
    return _least(
        lambda n: votes.joined(n).passed != votes.passed,
        _room(votes),
    )


def _votes(
    profile: Profile,
    settings: ThresholdSettings,
    said: Sequence[int],
) -> _Votes:
    """The votes of these options; `said`: how many ballots say yes, no and abstain."""
    _refuse_other_options(profile)
    if min(said) < 0 or sum(said) > profile.n:
        raise ValueError("more than so many ballots say")
    yes, no, abstain = said
    blank = profile.n - sum(said)
    return _Votes(settings, yes, no, abstain, blank, _fixed_base(settings))


def _refuse_other_options(profile: Profile) -> None:
    if not {"yes", "no"} <= set(profile.ids) <= set(ANSWERS):
        raise UnsupportedError(
            say(
                "“{rule}” decides between the options “yes”, “no” and “abstain”.",
                rule="threshold",
            ),
        )


def _fixed_base(settings: ThresholdSettings) -> int | None:
    """The base that the ballots do not make; None where they do."""
    if settings.base in {"valid", "yes_no"}:
        return None
    if settings.of is None:
        raise UnsupportedError(
            say(
                "The ballots do not tell this number: {base}. Say it with “{option}”.",
                base=_BASES[settings.base],
                option="of",
            ),
        )
    return settings.of


def _room(votes: _Votes) -> int:
    """How many ballots more there could have been, at most, or enough for any change there is."""
    if votes.settings.base in {"entitled", "present", "given"}:
        return max(0, votes.base - votes.counted)
    return votes.settings.denominator * (votes.base + 1) + votes.yes + votes.no


def _least(changes: _Holds, most: int) -> int | None:
    """The least number that changes the result; None where not even `most` does.

    `changes` never turns back: more ballots the same way change it all the more.
    """
    found = bisect_left(range(most + 1), 1, key=changes)
    if found <= most:
        return found
    return None


def _reason(name: str, ballots: int, decided: Decided) -> Words:
    if name != "yes":
        return several("{n} ballot.", "{n} ballots.", ballots)
    return several(
        "{n} ballot of {of}; {needed} were needed.",
        "{n} ballots of {of}; {needed} were needed.",
        ballots,
        of=decided.of,
        needed=decided.needed,
    )


def _notes(votes: _Votes, decided: Decided) -> tuple[Words, ...]:
    notes = [_result(votes, decided), *_changes(decided)]
    if decided.of < votes.counted and decided.base != "yes_no":
        notes.append(_too_many(votes, decided))
    return tuple(notes)


def _too_many(votes: _Votes, decided: Decided) -> Words:
    return say(
        "More ballots were counted ({counted}) than {base} are ({of}): one of these "
        "figures is wrong.",
        counted=votes.counted,
        base=_BASES[decided.base],
        of=decided.of,
    )


def _result(votes: _Votes, decided: Decided) -> Words:
    """What came out, with every figure that made it."""
    said = say("{yes} yes, {no} no", yes=votes.yes, no=votes.no)
    asked = say(
        "{fraction} of {base} ({of})",
        fraction=_fraction(votes.settings),
        base=_BASES[decided.base],
        of=decided.of,
    )
    if decided.passed:
        return say(
            "Passed: {said}. It took {asked}: {needed} yes, and more yes than no.",
            said=said,
            asked=asked,
            needed=decided.needed,
        )
    if votes.yes >= decided.needed:
        return say(
            "Not passed: {said}. The yes are {asked}, but they are not more than the no.",
            said=said,
            asked=asked,
        )
    return say(
        "Not passed: {said}. It took {asked}: {needed} yes.",
        said=said,
        asked=asked,
        needed=decided.needed,
    )


def _changes(decided: Decided) -> Iterator[Words]:
    """The least that would have changed it, as sentences."""
    if decided.switched is not None:
        yield several(
            "{n} ballot marked the other way would have changed it; fewer would not.",
            "{n} ballots marked the other way would have changed it; fewer would not.",
            decided.switched,
        )
    yield _further(decided)


def _further(decided: Decided) -> Words:
    if decided.added is None:
        return say("No number of further ballots would have changed it.")
    if decided.passed:
        return several(
            "{n} further no would have changed it; fewer would not.",
            "{n} further no would have changed it; fewer would not.",
            decided.added,
        )
    return several(
        "{n} further yes would have changed it; fewer would not.",
        "{n} further yes would have changed it; fewer would not.",
        decided.added,
    )
