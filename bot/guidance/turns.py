"""Turns of phrase by which a customer corrects, goes back or leaves a topic; patterns alone, no decisions."""

import re

_CORRECTION = re.compile(r"说错|搞错|弄错|打错|更正|不是.+是|其实是")
_BACK = re.compile(r"返回|上一步|退回")
_OTHER_QUESTION = re.compile(r"[换问][个别]|别的|其他|其它")


def corrects(text: str) -> bool:
    """Whether the message takes something back that was said before."""
    return bool(_CORRECTION.search(text))


def goes_back(text: str) -> bool:
    """Whether one step back is meant rather than a new beginning."""
    return bool(_BACK.search(text))


def leaves(text: str) -> bool:
    """Whether another question is coming."""
    return bool(_OTHER_QUESTION.search(text))
