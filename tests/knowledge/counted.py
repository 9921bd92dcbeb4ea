"""What the quantities of a message are, for tests: the words as typed and the values as JSON holds them."""

from typing import Any

from bot.knowledge.quantities import find_quantities
from bot.knowledge.quantity import as_json


def found(text: str, kind: str) -> list[tuple[str, Any]]:
    """The words and the value of each quantity of a kind."""
    return [(text[one.start : one.end], as_json(one.value)) for one in find_quantities(text) if one.kind == kind]
