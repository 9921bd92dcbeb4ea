"""Turns of phrase by which a customer corrects, is stuck, goes back or leaves a topic; patterns alone, no decisions."""

import re

LONGEST_WHAT_NOW = 10  # likewise for asking what to do
LONGEST_DONE = 24  # likewise for saying that something is done
LONGEST_MISSING = 30  # … that something is not where it should be
LONGEST_COMPLAINT = 14  # a longer message says more than that a step did not work
_CORRECTION = re.compile(r"说错|搞错|弄错|打错|更正|不是.+是|其实是|其实早|不对[^劲]")
_BACK = re.compile(r"返回|上一步|退回")
_RETURN = re.compile(r"回到|接着(刚才|说|讲)|刚才(那|的|说)")
_OTHER_QUESTION = re.compile(r"[换问][个别]|别的|其他|其它")
_UNKNOWING = re.compile(
    r"不知|不清楚|不晓得|不记得|记不|想不起|忘|不确定|不一定|说不|没有|不懂|什么|啥|哪|怎么|[吗呢?？]"
)
_WHAT_NOW = re.compile(r"怎么办|咋办|咋整|怎么弄|咋弄|先[干做弄](嘛|啥|什么|哪)|第一步")
_MISSING = re.compile(r"没有?看[见到]|没有?找[见到]|找不[到着]|没有这个")
_DONE = re.compile(r"下一步|然后呢|接下来|(打开|点开|点进|点|进去|找到|弄好|做好|拍好|截好|存好|发|打过|问过)了")
_DOUBTFUL = re.compile(r"没|不|吗|呢[?？]|怎么|[?？]|什么|哪")
_STUCK = re.compile(
    r"没看[见到]|没找到|找不到|没有这|没有那|没这个|打不通|打不进|占线|没人[理接]|不给|不让|不行|点不[了动]|没反应|没有用|不好使|不理我"
)


def corrects(text: str) -> bool:
    """Whether the message takes something back that was said before."""
    return bool(_CORRECTION.search(text))


def is_stuck(text: str) -> bool:
    """Whether a short message says that what was just told did not work."""
    if len(text) <= LONGEST_MISSING and _MISSING.search(text):
        return True
    return len(text) <= LONGEST_COMPLAINT and bool(_STUCK.search(text))


def does_not_know(text: str) -> bool:
    """Whether the customer has no answer to what was asked."""
    return bool(_UNKNOWING.search(text))


def is_done(text: str) -> bool:
    """Whether a short message says that what was told is done, and nothing else."""
    return len(text) <= LONGEST_DONE and bool(_DONE.search(text)) and not _DOUBTFUL.search(text)


def asks_what_now(text: str) -> bool:
    """Whether a short message asks what to do: within a walk, that is the step at hand."""
    return len(text) <= LONGEST_WHAT_NOW and bool(_WHAT_NOW.search(text))


def goes_back(text: str) -> bool:
    """Whether one step back is meant rather than a new beginning."""
    return bool(_BACK.search(text))


def returns(text: str) -> bool:
    """Whether the customer wants to go on with what was left."""
    return bool(_RETURN.search(text))


def leaves(text: str) -> bool:
    """Whether another question is coming."""
    return bool(_OTHER_QUESTION.search(text))
