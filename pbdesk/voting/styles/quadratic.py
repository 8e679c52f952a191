"""Quadratic: credits buy whole votes, and k votes for one project cost k times k credits.

Unspent credits lapse. Source: Lalley and Weyl 2018; Colorado House 2019 (100 credits), Taiwan's
Presidential Hackathon (99).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isqrt

from pbdesk.voting.options import Settings, number, switch
from pbdesk.voting.profile import Marks
from pbdesk.voting.styles.marks import (
    by_code,
    nothing,
    number_word,
    sentences,
    whole_marks,
)
from pbdesk.voting.styles.style import Rejected, Style, rejected
from pbdesk.words import Listing, Words, say, several

__all__ = ["QUADRATIC", "QuadraticSettings"]


@dataclass(frozen=True)
class QuadraticSettings(Settings):
    """The purse, and what it may buy."""

    credits: int = number(say("Credits on a ballot"), 1, 1_000_000, 100)
    negative: bool = switch(
        say("Votes against a project"),
        no=say("Not allowed"),
        yes=say("Allowed"),
    )
    project_cap: int | None = number(say("Most votes for one project"), 1, 1000, None)
    min_projects: int = number(say("Least projects with votes"), 1, 1000, 1)
    max_projects: int | None = number(say("Most projects with votes"), 1, 1000, None)

    @property
    def most_votes(self) -> int:
        """The most votes that one project may get."""
        bought = isqrt(self.credits)
        if self.project_cap is None:
            return bought
        return min(bought, self.project_cap)


def _check(
    marks: Mapping[str, object],
    projects: Sequence[str],
    _costs: Mapping[str, int],
    _budget: int,
    settings: QuadraticSettings,
) -> Marks | Rejected:
    whole = whole_marks(marks, projects)
    if isinstance(whole, Rejected):
        return whole
    if not settings.negative and any(value < 0 for value in whole.values()):
        return rejected("negative-not-allowed")
    votes = {project: value for project, value in whole.items() if value}
    if not votes:
        return rejected("unmarked")
    if (
        settings.project_cap is not None
        and max(map(abs, votes.values())) > settings.project_cap
    ):
        return rejected("over-project-cap")
    if sum(value * value for value in votes.values()) > settings.credits:
        return rejected("overspent")
    if len(votes) < settings.min_projects:
        return rejected("too-few")
    if settings.max_projects is not None and len(votes) > settings.max_projects:
        return rejected("too-many")
    return votes


def _words(
    marks: Marks,
    code_of: Mapping[str, str],
    _settings: QuadraticSettings,
) -> Words:
    if not marks:
        return nothing()
    return say(
        "{votes}",
        votes=Listing(
            tuple(_bought(code, value) for code, value in by_code(marks, code_of)),
        ),
    )


def _bought(code: str, votes: int) -> Words:
    paid = several("{n} credit", "{n} credits", votes * votes)
    if votes < 0:
        return several(
            "{n} vote against {code} ({paid})",
            "{n} votes against {code} ({paid})",
            -votes,
            code=code,
            paid=paid,
        )
    return several(
        "{n} vote for {code} ({paid})",
        "{n} votes for {code} ({paid})",
        votes,
        code=code,
        paid=paid,
    )


def _question(settings: QuadraticSettings) -> tuple[Words, Words]:
    purse = settings.credits
    most = settings.most_votes
    steps = [
        say("{price} buy {votes}", price=k * k, votes=k)
        for k in range(2, min(most, 5) + 1)
    ]
    if steps:
        prices = say("1 credit buys 1 vote, {steps}.", steps=Listing(tuple(steps)))
    else:
        prices = say("1 credit buys 1 vote.")
    help_ = [prices]
    if most > 5:
        help_.append(say("And so on: k votes cost k times k."))
    if settings.negative:
        help_.append(say("A minus sign makes it a vote against, at the same price."))
    if settings.min_projects > 1:
        least = number_word(settings.min_projects)
        help_.append(say("Buy votes for at least {least}.", least=least))
    if settings.max_projects is not None:
        number_of = number_word(settings.max_projects)
        help_.append(say("Buy votes for at most {most}.", most=number_of))
    help_.append(
        say(
            "Spend no more than {credits} in all. Leave a line empty if you do not want it.",
            credits=purse,
        ),
    )
    return (
        say(
            "You have {credits} credits. For each one you like, choose how many votes to buy.",
            credits=purse,
        ),
        sentences(*help_),
    )


QUADRATIC = Style(
    "quadratic",
    say("Votes bought with credits (quadratic)"),
    QuadraticSettings,
    _check,
    _words,
    _question,
    usual="quadratic",
    support=say("Votes"),
    head=say("Votes"),
    examples=({"A": 2, "C": 3, "D": 1, "F": 3}, {"A": 1, "C": 2}, {"C": 1}),
)
"""Marks: whole signed votes, not 0."""
