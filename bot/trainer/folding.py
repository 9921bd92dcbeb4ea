"""Levels what does not change what a message asks, so that the same question is recognised however it is typed."""

from bot.knowledge.normalise import fold

LONG_ENOUGH = 4  # characters above which a message is the same with or without 了, 吗, 呀
_PUNCTUATION = str.maketrans("", "", ",.!?;:~、。，！？；：…-—\"'“”‘’()（） ")
_PARTICLES = str.maketrans("", "", "吗呢啊呀吧哦噢嘛哈啦了的")


def folded_words(text: str) -> str:
    """A message without what does not change its meaning: width, script, punctuation, particles."""
    words = fold(text).translate(_PUNCTUATION) or fold(text)
    return words.translate(_PARTICLES) if len(words) > LONG_ENOUGH else words
