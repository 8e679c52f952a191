"""Quadratic: projects by the sum of the votes bought for them, less the votes against."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from pbdesk.voting.greedy_fill import FIT, best_first, fill, filled, money_reason
from pbdesk.voting.options import Setting
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import rule
from pbdesk.voting.support import points_for, support_words
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = ["quadratic"]


def _method(settings: Mapping[str, Setting]) -> tuple[Words, ...]:
    fit = (say("Each is funded if the money left pays for it; one that costs more is passed over.")
           if settings["fit"] == "skip" else say("Each is funded until the first that costs more than is left."))
    return (say("The votes bought for a project are added up; votes against it are taken off."),
            say("Projects are taken in that order, most votes first."), fit,
            say("A project without more votes for than against is not funded."))


@rule("quadratic", kind="funding", label=say("Votes bought with credits"), takes={"quadratic"}, method=_method,
      options=(FIT,))
def quadratic(profile: Profile, settings: Mapping[str, Setting], ladder: Ladder) -> Outcome:
    """Fund projects by their total of signed votes, only totals above zero.

    Votes are whole numbers, so totals are exact. Source: Lalley and Weyl 2018; decisions of Colorado's House 2019.
    """
    totals: list[int] = points_for(profile).tolist()
    order, ties = best_first(profile, [i for i, total in enumerate(totals) if total > 0], totals, totals, ladder)
    turns = fill(profile, order, profile.budget, stop=settings["fit"] == "stop")
    reasons = {profile.projects[turn.project].id:
               money_reason(profile, turn, support_words(profile, totals[turn.project])) for turn in turns}
    against = _votes_against(profile)
    reasons |= {project.id: say("{votes} for, {against} against: not above zero.",
                                votes=support_words(profile, totals[i] + against[i]), against=against[i])
                for i, project in enumerate(profile.projects) if totals[i] <= 0}
    return filled("quadratic", profile, settings, totals, reasons, turns, ties)


def _votes_against(profile: Profile) -> list[int]:
    sums = np.zeros(len(profile.projects), dtype=np.int64)
    np.add.at(sums, profile.columns, np.maximum(-profile.values, 0) * profile.weights[profile.row_of])
    against: list[int] = sums.tolist()
    return against
