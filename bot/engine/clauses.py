"""Cuts a message where another question may begin: at the end of a sentence and before words like 另外 or 顺便问.

Plain Python. A cut is only a guess; whoever judges the parts decides whether there were two questions.
"""

import re

SHORTEST = 4  # characters below which a part belongs to the part before it
MOST_PARTS = 12  # of a longer story the last ones count: people ask at the end
_ENDS = re.compile(r"[。！？!?；;\n]+")
_BEGINS = re.compile(
    r"(?<=[,，、\s~～。…])(?=(?:另外|此外|还有|顺便|順便|顺带|對了|对了|还想问|還想問|再问|再問|也想问|想再问|其次|第二|以及|同时|同時|还要问|再就是))"
)


def clauses(text: str) -> list[str]:
    """The parts of a message that may hold questions of their own, in order; one part is the message itself."""
    parts: list[str] = []
    for sentence in _ENDS.split(text):
        for part in map(str.strip, _BEGINS.split(sentence)):
            if parts and part and len(part) < SHORTEST:
                parts[-1] = f"{parts[-1]} {part}"
            elif part:
                parts.append(part)
    return parts[-MOST_PARTS:]
