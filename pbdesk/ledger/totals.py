"""Lines of a list that are nobody: they count it, or head and end its pages."""

from __future__ import annotations

import re

__all__ = ["counts_the_list"]

_WITH_MORE = (
    r"(grand |sub[ -]?)?totals?|totaal|totale|total general|gesamt(zahl|summe)?"
    r"|insgesamt|number of|(page|seite|pagina) \d+"
    r"|end of (the )?(list|register|roll|file)"
)
"""Words behind which anything may follow: “Total electors: 9”, “Page 1 of 2”."""
_ALONE = (
    r"sum|summe|summa|suma|somme|count|anzahl|antal|aantal|nombre|effectif|ensemble"
    r"|razem|celkem|spolu|jumlah|toplam|yhteensa|i alt|итого|всего|разом|усього"
    r"|(ال)?مجموع|(ال)?اجمالي|(ال)?عدد|συνολο|合計|合计|总计"
)
"""Words that may be part of a name (“Sum Wing”): only figures may stand beside them."""
_COUNTED = r"[\d., ]+ (people|persons|electors|voters|names|entries|in all)"
_NOBODY = re.compile(
    rf"({_WITH_MORE})\b.*|({_ALONE})[\W\d]*|{_COUNTED}\b.*|[\W\d]+",
)


def counts_the_list(name: str, street: str) -> bool:
    """Whether no person stands in a line. `name` is folded; who has a street is somebody."""
    return not any(map(str.isalpha, street)) and bool(_NOBODY.fullmatch(name))
