"""Ballot styles, in the order people see them."""

from typing import Any

from pbdesk.voting.styles.approval import APPROVAL
from pbdesk.voting.styles.cumulative import CUMULATIVE
from pbdesk.voting.styles.ordinal import ORDINAL
from pbdesk.voting.styles.quadratic import QUADRATIC
from pbdesk.voting.styles.scoring import SCORING
from pbdesk.voting.styles.style import REASONS, Rejected, Style, rejected

__all__ = ["REASONS", "STYLES", "Rejected", "Style", "rejected"]

STYLES: dict[str, Style[Any]] = {
    style.name: style
    for style in (APPROVAL, ORDINAL, CUMULATIVE, SCORING, QUADRATIC)
}
"""Ballot styles by name."""
