"""Finds the quantities of a typed message: rates, dates, durations and amounts; no word counts twice."""

import re

from bot.knowledge.amounts import find_amounts
from bot.knowledge.dates import find_dates
from bot.knowledge.durations import find_durations
from bot.knowledge.normalise import fold_with_origins
from bot.knowledge.quantity import Quantity
from bot.knowledge.rates import find_rates

_IDIOMS = re.compile("三天两头|一天到晚|十万火急|三分之[一二]|四分之[一三]|二分之一")


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities at their places in the typed text, in order; where two readings overlap the surer one stands."""
    folded = fold_with_origins(text)
    taken = [match.span() for match in _IDIOMS.finditer(folded.text)]
    found = []
    for find in (find_rates, find_dates, find_durations, find_amounts):
        for one in find(folded.text):
            if not any(one.overlaps(*span) for span in taken):
                taken.append((one.start, one.end))
                found.append(Quantity(one.kind, *folded.span(one.start, one.end), one.value))
    return tuple(sorted(found, key=lambda one: one.start))
