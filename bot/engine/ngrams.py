"""What is counted in a message: runs of characters, words and sounds, and pairs of characters that stand apart.

Plain Python. A view is a list of n-grams, repeated as often as they occur; a message has one list for every view.
"""

from collections.abc import Iterator, Mapping, Sequence

from bot.knowledge.sounds import sounds

Range = tuple[int, int]  # both ends included

CHARACTERS, WORDS, SOUNDS, PAIRS = "characters", "words", "sounds", "pairs"
VIEWS = (CHARACTERS, WORDS, SOUNDS, PAIRS)


def views(text: str, words: Sequence[str], ranges: Mapping[str, Range]) -> dict[str, list[str]]:
    """The n-grams of every view in `ranges`: lengths of runs, and for `pairs` the distances between two characters."""
    makers = {
        CHARACTERS: lambda span: _runs(text, span, ""),
        WORDS: lambda span: _runs(words, span, " "),
        SOUNDS: lambda span: _runs(sounds(_unspaced(text)), span, " "),
        PAIRS: lambda span: _pairs(text, span),
    }
    return {name: list(makers[name](span)) for name, span in ranges.items()}


def _runs(parts: Sequence[str], lengths: Range, separator: str) -> Iterator[str]:
    for length in range(lengths[0], lengths[1] + 1):
        for start in range(len(parts) - length + 1):
            yield separator.join(parts[start : start + length])


def _pairs(text: str, distances: Range) -> Iterator[str]:
    """Two characters in their order, without what stands between: 关…呗 of 关掉花呗."""
    shown = _unspaced(text)
    for distance in range(distances[0], distances[1] + 1):
        for first, second in zip(shown, shown[distance:], strict=False):
            yield first + second


def _unspaced(text: str) -> str:
    return text.replace(" ", "")
