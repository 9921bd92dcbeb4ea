"""Weights follow the textbook, what is not known does not count, and what is read back is what was written."""

import math
from pathlib import Path

import pytest

from bot.engine.tfidf import Tfidf

pytestmark = pytest.mark.rasa

MESSAGES = [["a", "a", "b"], ["a", "c"], ["b", "c", "c", "c"]]


def test_weights_are_those_of_scikit_learn() -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer

    reference = TfidfVectorizer(analyzer=lambda message: message, sublinear_tf=True).fit_transform(MESSAGES)
    assert Tfidf.fit(MESSAGES, 1).transform(MESSAGES).toarray() == pytest.approx(reference.toarray(), abs=1e-6)


def test_rare_and_unknown_ngrams_do_not_count() -> None:
    table = Tfidf.fit([*MESSAGES, ["rare"]], 2)
    assert table.width == 3
    assert table.transform([["rare", "unknown"], []]).nnz == 0


def test_a_row_has_the_length_that_is_asked_for() -> None:
    row = Tfidf.fit(MESSAGES, 1).transform([["a", "b"]], scale=0.5)
    assert math.sqrt(row.multiply(row).sum()) == pytest.approx(0.5)


def test_a_table_is_written_and_read(tmp_path: Path) -> None:
    table = Tfidf.fit(MESSAGES, 1)
    table.write(tmp_path, "words")
    assert (
        Tfidf.read(tmp_path, "words").transform(MESSAGES).toarray().tolist()
        == table.transform(MESSAGES).toarray().tolist()
    )
