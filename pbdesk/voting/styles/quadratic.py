"""Quadratic: credits buy whole votes, and k votes for one project cost k times k credits.

Unspent credits lapse. Source: Lalley and Weyl 2018; Colorado House 2019 (100 credits), Taiwan's
Presidential Hackathon (99).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isqrt

from pbdesk.voting.options import Choice, Number, Setting, settle
from pbdesk.voting.profile import Marks
from pbdesk.voting.styles.marks import by_code, nothing, sentences, whole_marks
from pbdesk.voting.styles.style import Rejected, Style, rejected
from pbdesk.words import Listing, Words, say, several

__all__ = ["QUADRATIC"]

_OPTIONS = (
    Number("credits", say("Credits on a ballot"), 1, 1_000_000, 100),
    Choice(
        "negative",
        say("Votes against a project"),
        {"no": say("Not allowed"), "yes": say("Allowed")},
        "no",
    ),
    Number("project_cap", say("Most votes for one project"), 1, 1000, None),
)


def _check(
    marks: Mapping[str, object],
    projects: Sequence[str],
    _costs: Mapping[str, int],
    _budget: int,
    settings: Mapping[str, Setting],
) -> Marks | Rejected:
    rules = settle(_OPTIONS, settings)
    whole = whole_marks(marks, projects)
    if isinstance(whole, Rejected):
        return whole
    if rules["negative"] == "no" and any(value < 0 for value in whole.values()):
        return rejected("negative-not-allowed")
    votes = {project: value for project, value in whole.items() if value}
    if not votes:
        return rejected("unmarked")
    if rules["project_cap"] is not None and max(map(abs, votes.values())) > int(
        rules["project_cap"]
    ):
        return rejected("over-project-cap")
    if sum(value * value for value in votes.values()) > int(rules["credits"] or 0):
        return rejected("overspent")
    return votes


def _words(marks: Marks, code_of: Mapping[str, str], _settings: Mapping[str, Setting]) -> Words:
    if not marks:
        return nothing()
    return say(
        "{votes}",
        votes=Listing(tuple(_bought(code, value) for code, value in by_code(marks, code_of))),
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
        "{n} vote for {code} ({paid})", "{n} votes for {code} ({paid})", votes, code=code, paid=paid
    )


def _question(settings: Mapping[str, Setting]) -> tuple[Words, Words]:
    rules = settle(_OPTIONS, settings)
    purse = int(rules["credits"] or 0)
    most = min(isqrt(purse), int(rules["project_cap"] or purse))
    steps = [say("{price} buy {votes}", price=k * k, votes=k) for k in range(2, min(most, 5) + 1)]
    prices = (
        say("1 credit buys 1 vote, {steps}.", steps=Listing(tuple(steps)))
        if steps
        else say("1 credit buys 1 vote.")
    )
    help_ = [prices]
    if most > 5:
        help_.append(say("And so on: k votes cost k times k."))
    if rules["negative"] == "yes":
        help_.append(say("A minus sign makes it a vote against, at the same price."))
    help_.append(
        say(
            "Spend no more than {credits} in all. Leave a line empty if you do not want that "
            "project.",
            credits=purse,
        )
    )
    return (
        say(
            "You have {credits} credits. For each project you like, choose how many votes to buy.",
            credits=purse,
        ),
        sentences(*help_),
    )


QUADRATIC = Style(
    "quadratic", say("Votes bought with credits (quadratic)"), _OPTIONS, _check, _words, _question
)
"""Marks: whole signed votes, not 0."""
