"""Widgets of their own on pages that are data: where the hand works, by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pbdesk.ui.pages.batches.keying import Keying
from pbdesk.ui.pages.batches.whole import WholeOfPapers
from pbdesk.ui.pages.bringing_together import BringingTogether
from pbdesk.ui.pages.case_packing import CasePacking
from pbdesk.ui.pages.documents import Documents
from pbdesk.ui.pages.doubtful_paper import DoubtfulPaper
from pbdesk.ui.pages.draw import Draw
from pbdesk.ui.pages.floor_clock import FloorClock
from pbdesk.ui.pages.following import Following
from pbdesk.ui.pages.hearing_clock import HearingClock
from pbdesk.ui.pages.pictures_kept import LetterKept, PhotosKept
from pbdesk.ui.render.drawing import OwnWidget

__all__ = ["OWN"]

OWN: Mapping[str, type[OwnWidget]] = MappingProxyType(
    {
        "clock": FloorClock,
        "combining": BringingTogether,
        "documents": Documents,
        "doubtfulpaper": DoubtfulPaper,
        "draw": Draw,
        "hearingclock": HearingClock,
        "casepack": CasePacking,
        "following": Following,
        "keying": Keying,
        "letterkept": LetterKept,
        "photoskept": PhotosKept,
        "whole": WholeOfPapers,
    },
)
