"""Words of the field stay whole, and every token lies where it was typed."""

# ruff: noqa: RUF001 -- names are typed in full width here

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jieba
import pytest

from bot.engine.tokenizer import DomainTokenizer
from bot.knowledge.normalise import fold
from tests.engine.small_data import SOUTH, Workshop, examples, heard, small_data
from tests.knowledge.files import write

pytestmark = pytest.mark.rasa


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    folder = tmp_path_factory.mktemp("tokenizer")
    return Workshop(folder / "model", small_data(folder))


@pytest.fixture(scope="module")
def tokenizer(workshop: Workshop) -> Any:  # noqa: ANN401 -- a component of Rasa
    return workshop.create(DomainTokenizer)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("怎么开通先用后付啊", "先用后付", id="lexicon"),
        pytest.param("我的花朵呗关不掉", "花朵呗", id="platform"),
        pytest.param("逾期会上征信吗", "会上征信", id="where jieba would cut otherwise"),
        pytest.param("收到不明账单了", "不明账单", id="two words of jieba"),
        pytest.param("不 明 帳 單", "不明账单", id="spaces and traditional"),
        pytest.param("先😀用后付", "先用后付", id="emoji inside"),
        pytest.param("HDB怎么关", "hdb", id="Latin alias"),
    ],
)
def test_a_word_of_the_field_is_one_token(tokenizer: Any, text: str, word: str) -> None:  # noqa: ANN401 -- a component
    assert word in [token.text for token in tokenizer.tokenize(heard(text), "text")]


@pytest.mark.parametrize(
    "text",
    [
        "我時光😭😭的手 機被鎖机了!!!!!",
        "  ＨＤＢ  关不掉，hdb 2 个月",
        "还款　１２３４５元",
        "北方银行的先用后付",
        "\u200b锁\u200b机",
    ],
)
def test_every_token_folds_to_what_was_typed_there(tokenizer: Any, text: str) -> None:  # noqa: ANN401 -- a component
    tokens = tokenizer.tokenize(heard(text), "text")
    assert "".join(token.text for token in tokens) == fold(text).replace(" ", "")
    for token in tokens:
        assert fold(text[token.start : token.end]) == token.text
    assert [token.start for token in tokens] == sorted({token.start for token in tokens})


@pytest.mark.parametrize("text", ["😀", "  ", "\u200b"])
def test_a_text_without_words_has_no_tokens(tokenizer: Any, text: str) -> None:  # noqa: ANN401 -- a component
    assert tokenizer.tokenize(heard(text), "text") == []


def test_the_dictionary_is_not_that_of_the_whole_process(tokenizer: Any) -> None:  # noqa: ANN401 -- a component
    assert "花朵呗" in [token.text for token in tokenizer.tokenize(heard("花朵呗"), "text")]
    assert "花朵呗" not in jieba.dt.FREQ
    assert "花朵呗" not in jieba.lcut("花朵呗")


def test_a_model_keeps_the_dictionary_it_was_trained_with(tmp_path: Path) -> None:
    data = small_data(tmp_path)
    workshop = Workshop(tmp_path / "model", data)
    workshop.create(DomainTokenizer).train(examples())
    write(data, {"lexicon/words.yml": "words: [别的]\n"})
    words = [token.text for token in workshop.load(DomainTokenizer).tokenize(heard("先用后付"), "text")]
    assert words == ["先用后付"]


def changes() -> Iterator[Any]:
    yield pytest.param({"lexicon/words.yml": "words: [先用后付]\n"}, True, id="lexicon")
    yield pytest.param({"platforms/south.yml": SOUTH.replace("花朵呗", "花朵贝")}, True, id="name")
    yield pytest.param({"platforms/south.yml": SOUTH.replace("[hdb]", "[hdb, 花朵]")}, True, id="alias")
    yield pytest.param({"platforms/south.yml": SOUTH.replace("没有可靠资料", "没有")}, False, id="note")


@pytest.mark.parametrize(("changed", "differs"), changes())
def test_only_words_change_the_fingerprint(tmp_path: Path, changed: dict[str, str], *, differs: bool) -> None:
    config = {"data": str(small_data(tmp_path))}
    before = DomainTokenizer.fingerprint_addon(config)
    write(tmp_path / "data", changed)
    assert (DomainTokenizer.fingerprint_addon(config) != before) is differs
