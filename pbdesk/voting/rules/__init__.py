"""Counting rules, listed in the order people see them. Importing this package registers them all."""

# isort: off
from pbdesk.voting.registry import RULES, Rule, UnsupportedError
from pbdesk.voting.rules import greedy
from pbdesk.voting.rules import equal_shares
from pbdesk.voting.rules import borda_greedy
from pbdesk.voting.rules import quadratic
from pbdesk.voting.rules import irv
from pbdesk.voting.rules import stv_scottish
from pbdesk.voting.rules import schulze
# isort: on

__all__ = ["RULES", "Rule", "UnsupportedError", "borda_greedy", "equal_shares", "greedy", "irv", "quadratic", "schulze",
           "stv_scottish"]
