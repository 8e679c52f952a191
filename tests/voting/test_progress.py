"""Progress: long counts tell a listener, who may stop them."""

from __future__ import annotations

import pytest

from pbdesk.voting.progress import listening, tell
from pbdesk.words import say


def test_only_who_listens_hears_and_only_as_long():
    heard = []
    with listening(lambda done, of, words: heard.append((done, of, words))):
        tell(1, 2, say("Counting"))
        with listening(None):
            tell(2, 2, say("Counting"))
    tell(3, 2, say("Counting"))
    assert [done for done, _, _ in heard] == [1, 2]


def test_who_raises_stops_the_work():
    def stop(_done, _of, _words):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), listening(stop):
        tell(0, 1, say("Counting"))
