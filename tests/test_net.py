"""The net: moving code changes nothing that is folded, told, counted or printed."""

from __future__ import annotations

import json

from tests.net import KEPT, nets


def test_kept_records_and_the_sample_evening_add_up_to_what_they_did():
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    now = dict(nets())
    changed = {
        f"{name}: {what}"
        for name in kept | now
        for what in kept.get(name, {}) | now.get(name, {})
        if kept.get(name, {}).get(what) != now.get(name, {}).get(what)
    }
    assert not changed, (
        "if this was meant: .venv/bin/python -m tests.net makes net.json anew"
    )
