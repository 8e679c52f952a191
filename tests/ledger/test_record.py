"""The record: written is written, all of it or nothing."""

from __future__ import annotations

import resource
import time
from pathlib import Path

import pytest
from conftest import FOUNDED, sealing

from pbdesk.ledger.chain import FIRST
from pbdesk.ledger.check import check
from pbdesk.ledger.checkpoint import Checkpoint
from pbdesk.ledger.record import Attachment, Draft, Line, Paper, Record, Said
from pbdesk.ledger.refusals import RecordDamaged, RecordNotWritten, RecordRefused
from pbdesk.ledger.sqlite import Error
