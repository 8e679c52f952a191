"""Counting rules, listed in the order people see them.

Importing this package registers them all.
"""

# isort: off
from pbdesk.voting.registry import RULES, Rule, UnsupportedError
from pbdesk.voting.rules import greedy
from pbdesk.voting.rules import equal_shares
from pbdesk.voting.rules import phragmen
from pbdesk.voting.rules import expanding_approvals
from pbdesk.voting.rules import borda_greedy
from pbdesk.voting.rules import cstv
from pbdesk.voting.rules import quadratic
from pbdesk.voting.rules import knapsack
from pbdesk.voting.rules import plurality
from pbdesk.voting.rules import two_round
from pbdesk.voting.rules import irv
from pbdesk.voting.rules import rcv
from pbdesk.voting.rules import stv_scottish
from pbdesk.voting.rules import stv_wigm
from pbdesk.voting.rules import stv_meek
from pbdesk.voting.rules import borda
from pbdesk.voting.rules import schulze
from pbdesk.voting.rules import ranked_pairs
from pbdesk.voting.rules import copeland
from pbdesk.voting.rules import minimax
from pbdesk.voting.rules import condorcet
from pbdesk.voting.rules import smith
from pbdesk.voting.rules import schwartz
from pbdesk.voting.rules import approval
from pbdesk.voting.rules import score
from pbdesk.voting.rules import majority_judgement
from pbdesk.voting.rules import quadratic_choice
from pbdesk.voting.rules import threshold
from pbdesk.voting.rules import distribution
# isort: on

__all__ = [
    "RULES",
    "Rule",
    "UnsupportedError",
    "approval",
    "borda",
    "borda_greedy",
    "condorcet",
    "copeland",
    "cstv",
    "distribution",
    "equal_shares",
    "expanding_approvals",
    "greedy",
    "irv",
    "knapsack",
    "majority_judgement",
    "minimax",
    "phragmen",
    "plurality",
    "quadratic",
    "quadratic_choice",
    "ranked_pairs",
    "rcv",
    "schulze",
    "schwartz",
    "score",
    "smith",
    "stv_meek",
    "stv_scottish",
    "stv_wigm",
    "threshold",
    "two_round",
]
