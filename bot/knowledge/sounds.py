"""How Chinese characters sound to people who type what they hear, so that homophones meet.

A character has one sound here, its commonest; pypinyin's phrases are not needed.
"""

from functools import lru_cache

from pypinyin import lazy_pinyin


def sounds(text: str) -> tuple[str, ...]:
    """The levelled sound of each character; what is not Chinese stands for itself."""
    return tuple(map(_sound, text))


def is_chinese(character: str) -> bool:
    """Whether the character is one of the common Chinese ones."""
    return "\u3400" <= character <= "\u9fff"


@lru_cache(maxsize=8192)
def _sound(character: str) -> str:
    return _level(lazy_pinyin(character)[0]) if is_chinese(character) else character


def _level(syllable: str) -> str:
    """A syllable as speakers of many dialects type it: no difference of zh/z, ch/c, sh/s, n/l, -ng/-n."""
    for special, plain in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        syllable = syllable.replace(special, plain)
    first = "l" if syllable[:1] == "n" else syllable[:1]
    return first + syllable[1:].replace("ng", "n")
