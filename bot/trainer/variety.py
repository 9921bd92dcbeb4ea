"""Whether the examples of an intent are different people's words: repeated sentences and frames, and near leaks.

A model learns a frame that comes too often instead of what it says; customers use other frames.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bot.knowledge.problem import Problem
from bot.trainer.folding import folded_words
from bot.trainer.heldout import Labelled
from bot.trainer.nlu_file import ENTITY, Example, plain

DISTINCT = 0.95  # share of an intent's examples that must differ by more than names and numbers
FRAME_SHARE = 0.03  # largest share of an intent's examples that may have the same beginning and end
FRAME_ENDS = 3  # characters of the beginning and of the end that make a frame
FEWEST = 100  # examples below which a share says little
ALIKE = 0.8  # shared pairs of characters from which an example gives a held-out message away
TELLING = 8  # characters a held-out message must have to be given away by a likeness
_NUMBERS = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[零一二两三四五六七八九十百千万]{2,}")
_PLATFORM, _NUMBER = "\u16c8", "#"  # a letter that nobody types and folding keeps


def masked(written: str) -> str:
    """A written example without what is anybody's own: marked names and numbers, width, punctuation, particles.

    What is nothing but a name or a number stays as it is: with it, everything would be gone.
    """
    said = _NUMBERS.sub(_NUMBER, folded_words(ENTITY.sub(_PLATFORM, written)))
    return said if said.strip(_PLATFORM + _NUMBER) else folded_words(plain(written))


def monotony(examples: Iterable[Example]) -> Iterator[Problem]:
    """Intents whose examples repeat themselves, at the line of their first example."""
    by_intent: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        by_intent[example.intent].append(example)
    for own in by_intent.values():
        if len(own) >= FEWEST:
            yield from _monotony(own)


def near_leaks(examples: Sequence[Example], labelled: Iterable[Labelled]) -> Iterator[Problem]:
    """Held-out messages that an example nearly repeats: they would measure memory."""
    index: dict[str, list[int]] = defaultdict(list)
    pairs = [_pairs(folded_words(example.text)) for example in examples]
    for place, own in enumerate(pairs):
        for pair in own:
            index[pair].append(place)
    for row in labelled:
        told = folded_words(row.text)
        if len(told) < TELLING:
            continue
        wanted = _pairs(told)
        shared = Counter(place for pair in wanted for place in index.get(pair, ()))
        for place, number in shared.most_common(3):
            if number / len(wanted | pairs[place]) >= ALIKE:
                example = examples[place]
                what = f"“{row.text}” is nearly an example: “{example.text}” ({example.path.name}:{example.line})"
                yield Problem(row.path, row.line, what)
                break


def _monotony(own: Sequence[Example]) -> Iterator[Problem]:
    first, intent = own[0], own[0].intent
    said = [masked(example.written) for example in own]
    distinct = len(set(said)) / len(said)
    if distinct < DISTINCT:
        (most, times), *_ = Counter(said).most_common(1)
        told = f"only {distinct:.0%} of {intent} differ by more than names and numbers; “{most}” stands {times} times"
        yield Problem(first.path, first.line, told)
    for (begin, end), times in Counter(map(_frame, said)).most_common():
        if times <= FRAME_SHARE * len(said):
            break
        told = f"{times} of {len(said)} examples of {intent} are “{begin}…{end}”; {FRAME_SHARE:.0%} is the most"
        yield Problem(first.path, first.line, told)


def _frame(said: str) -> tuple[str, str]:
    return said[:FRAME_ENDS], said[-FRAME_ENDS:]


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[place : place + 2] for place in range(len(text) - 1))
