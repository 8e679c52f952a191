"""Any bytes as a record, a people file or a list of people.

Read, or refused in a sentence, soon.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, settings

from benchmarks.faults.row import Row
from tests.ledger import test_fuzz, test_spreadsheet

LAWS = {
    "any bytes as a record": test_fuzz.test_a_record_of_any_bytes_is_read_or_refused_in_words_and_within_two_seconds,
    "any bytes as a people file": test_fuzz.test_a_people_file_of_any_bytes_is_opened_or_refused_in_words,
    "any cells as a list of people": test_fuzz.test_a_list_of_any_cells_is_read_or_refused_in_words,
    "any spreadsheet as a list of people": test_spreadsheet.test_any_spreadsheet_is_read_or_refused_in_words,
}


def any_bytes(_folder: Path, scale: int) -> Iterator[Row]:
    for what, law in LAWS.items():
        many = settings(
            max_examples=10_000 // scale,
            deadline=None,
            database=None,
            suppress_health_check=(HealthCheck.too_slow,),
        )(law)
        begun = time.perf_counter()
        try:
            many()
        except Exception as error:  # noqa: BLE001 - whatever it is, the row says it and the next law is tried
            yield Row(what, 10_000 // scale, 1, repr(error)[:100])
        else:
            took = 1000 * (time.perf_counter() - begun) / (10_000 // scale)
            yield Row(
                what,
                10_000 // scale,
                0,
                f"only refusals in words; {took:.0f} ms each",
            )
