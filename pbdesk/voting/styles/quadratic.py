"""Quadratic: credits buy whole votes, and k votes for one project cost k times k credits.

Unspent credits lapse. Source: Lalley and Weyl 2018; Colorado House 2019 (100 credits), Taiwan's
Presidential Hackathon (99).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isqrt

from pbdesk.voting.options import Settings, number, switch
from pbdesk.voting.profile import Marks
from pbdesk.voting.styles.marks import listing, nothing, number_word, sentences
from pbdesk.voting.styles.style import (
    Checked,
    Codes,
    Costs,
    Ids,
    Question,
    Style,
    rejected,
)
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
    project_cap: int | None = number(
        say("Most votes for one project"),
        1,
        1000,
        None,
    )
    min_projects: int = number(say("Least projects with votes"), 1, 1000, 1)
    max_projects: int | None = number(
        say("Most projects with votes"),
        1,
        1000,
        None,
    )

    @property
    def most_votes(self) -> int:
        """The most votes that one project may get."""
        bought = isqrt(self.credits)
        if self.project_cap is None:
            return bought
        return min(bought, self.project_cap)


def _kept(
    marks: Marks,
    _projects: Ids,
    _costs: Costs,
    _budget: int,
    settings: QuadraticSettings,
) -> Checked:
    if not settings.negative and any(value < 0 for value in marks.values()):
        return rejected("negative-not-allowed")
    votes = {project: value for project, value in marks.items() if value}
    if not votes:
        return rejected("unmarked")
    reason = _broken(votes, settings)
    if reason is not None:
        return rejected(reason)
    return votes


def _broken(votes: Marks, settings: QuadraticSettings) -> str | None:
    """The reason why votes break the settings; None where they do not."""
    cap = settings.project_cap
    most = settings.max_projects
    if cap is not None and max(map(abs, votes.values())) > cap:
        return "over-project-cap"
    if sum(value * value for value in votes.values()) > settings.credits:
        return "overspent"
    if len(votes) < settings.min_projects:
        return "too-few"
    if most is not None and len(votes) > most:
        return "too-many"
    return None


def _words(marks: Marks, code_of: Codes, _settings: QuadraticSettings) -> Words:
    if not marks:
        return nothing()
    return say("{votes}", votes=listing(_bought, marks, code_of))


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


def _question(settings: QuadraticSettings) -> Question:
    asked = say(
        "You have {credits} credits. For each one you like, choose how many votes to buy.",
        credits=settings.credits,
    )
    return asked, sentences(_prices(settings.most_votes), *_help(settings))


def _prices(most: int) -> Words:
    """What up to five votes cost."""
    steps = [
        say("{price} buy {votes}", price=k * k, votes=k)
        for k in range(2, min(most, 5) + 1)
    ]
    if not steps:
        return say("1 credit buys 1 vote.")
    return say("1 credit buys 1 vote, {steps}.", steps=Listing(tuple(steps)))


def _help(settings: QuadraticSettings) -> Iterator[Words]:
    if settings.most_votes > 5:
        yield say("And so on: k votes cost k times k.")
    if settings.negative:
        yield say("A minus sign makes it a vote against, at the same price.")
    if settings.min_projects > 1:
        least = number_word(settings.min_projects)
        yield say("Buy votes for at least {least}.", least=least)
    if settings.max_projects is not None:
        number_of = number_word(settings.max_projects)
        yield say("Buy votes for at most {most}.", most=number_of)
    yield say(
        "Spend no more than {credits} in all. Leave a line empty if you do not want it.",
        credits=settings.credits,
    )


QUADRATIC = Style(
    "quadratic",
    say("Votes bought with credits (quadratic)"),
    QuadraticSettings,
    _kept,
    _words,
    _question,
    usual="quadratic",
    support=say("Votes"),
    head=say("Votes"),
    examples=({"A": 2, "C": 3, "D": 1, "F": 3}, {"A": 1, "C": 2}, {"C": 1}),
)
"""Marks: whole signed votes, not 0."""
