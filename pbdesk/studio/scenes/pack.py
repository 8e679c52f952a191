"""Scenes of the pack's page.

Making, signing and checking are done on the spot, as the page does them in its worker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbdesk.app.jobs.checking import check_pack
from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.app.jobs.packing import make_pack
from pbdesk.app.jobs.progress import silent
from pbdesk.app.jobs.signing import sign_pack
from pbdesk.i18n import ENGLISH
from pbdesk.minutes import handover
from pbdesk.pack.keys import make_key
from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page

if TYPE_CHECKING:
    from pbdesk.ui.pages.pack.page import PackPage

__all__ = ["SCENES"]


def _page(page: Page) -> PackPage:
    from pbdesk.ui.pages.pack.page import PackPage

    assert isinstance(page, PackPage)
    return page


def _make(page: Page) -> None:
    host = page.host
    day = page.host.state.mandate.day
    made = make_pack(
        pack_source(host.desk),
        host.desk.record.path.parent,
        locale=ENGLISH,
        made=day,
        progress=silent,
    )
    host.act(handover.made, file=made.path.name, result=made.result)


def _begin_to_sign(page: Page) -> None:
    _make(page)
    page.go_to("who")
    shown = _page(page).made.signatures
    shown.open_form(shown.waiting()[0], making=True)


def _without_a_passphrase(page: Page) -> None:
    _make(page)
    page.go_to("who")
    shown = _page(page).made.signatures
    shown.open_form(shown.waiting()[0])
    form = _page(page).made.signatures.form
    form.fields.set_values({"key": "facilitator.key"}, keep_focused=False)
    form.sign()


def _begin_to_replace(page: Page) -> None:
    _make(page)
    page.go_to("who")
    _page(page).made.rekeying.replace.click()


def _begin_to_revoke(page: Page) -> None:
    _make(page)
    page.go_to("who")
    _page(page).made.rekeying.revoke.click()


def _hand_over(page: Page) -> None:
    """Two sign with a key, one in ink; it is checked, and the council takes it."""
    _make(page)
    host = page.host
    path = page.host.desk.record.path.parent / page.host.state.handover.file
    for who in ("facilitator", "teller-1"):
        key = make_key(
            path.with_name(f"{who}.key"),
            "lamp bench fridge kerb",
            who,
        )
        refusal = sign_pack(host.desk, path, who, key)
        assert refusal is None
    host.act(handover.signed, who="teller-2", ink=True)
    page.refresh()
    _page(page).made.show_checked(
        check_pack(path, host.state.mandate.id, silent),
    )
    host.act(handover.handed_over, to=host.state.mandate.said("holder"))


SCENES: tuple[Scene, ...] = (
    Scene("empty", "counted"),
    Scene("at-work", "declared"),
    Scene("signing", "declared", _begin_to_sign),
    Scene("refused", "declared", _without_a_passphrase),
    Scene("replacing", "declared", _begin_to_replace),
    Scene("revoking", "declared", _begin_to_revoke),
    Scene("finished", "declared", _hand_over),
)
