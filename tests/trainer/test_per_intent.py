"""Precision, recall, F1 and confusions are what a hand count gives, and the weakest stand first."""

import pytest

from bot.trainer.judged import Judged, judge, understood
from bot.trainer.per_intent import Confusion, Example, count_confusions, score_intents
from tests.trainer.small_answers import ANSWERS, reading, row

JUDGED = [Judged(labels, understood(name)) for labels, name in ANSWERS]


def test_an_intent_is_scored_over_what_is_labelled_and_what_is_predicted() -> None:
    scores = [(one.name, one.messages, one.precision, one.recall, one.f1) for one in score_intents(JUDGED)]
    assert scores == [
        ("abuse", 2, 0.0, 1 / 2, 0.0),
        ("greet", 1, 1 / 2, 0.0, 0.0),
        ("out_of_scope", 3, 1 / 3, 2 / 3, pytest.approx(4 / 9)),
        ("refund", 4, 1 / 2, 2 / 4, 1 / 2),
        ("distress", 2, 2 / 3, 1 / 2, pytest.approx(4 / 7)),
        ("cancel_order", 0, 1.0, None, None),
    ]


def test_an_intent_that_is_never_predicted_has_no_precision() -> None:
    missed = Judged(row("refund"), "greet")
    forgiven = Judged(row("thanks", "greet"), "greet")
    scores = {one.name: (one.precision, one.recall, one.f1) for one in score_intents([missed, forgiven])}
    assert scores == {"refund": (None, 0.0, 0.0), "thanks": (None, 1.0, None), "greet": (1 / 2, None, None)}


def test_a_message_with_several_right_intents_counts_for_each() -> None:
    scores = score_intents([Judged(row("refund cancel_order"), "refund")])
    assert {one.name: (one.messages, one.recall) for one in scores} == {"refund": (1, 1.0), "cancel_order": (1, 1.0)}


def test_what_was_taken_for_what_is_counted() -> None:
    assert {(one.gold, one.predicted): one.messages for one in count_confusions(JUDGED)} == {
        ("refund", "greet"): 1,
        ("refund", "out_of_scope"): 1,
        ("greet", "out_of_scope"): 1,
        ("out_of_scope", "refund"): 1,
        ("distress", "abuse"): 1,
        ("abuse", "distress"): 1,
    }


def test_the_commonest_confusion_comes_first_with_its_surest_examples() -> None:
    labelled = [row("refund", text=f"退款{place}") for place in range(7)] + [row("greet", text="嗨")]
    readings = [reading("greet", confidence=0.3 + place / 10) for place in range(7)]
    first, second = count_confusions(judge(labelled, [*readings, reading("nlu_fallback", "greet", 0.15)]))
    assert (first.gold, first.predicted, first.messages) == ("refund", "greet", 7)
    assert [one.text for one in first.examples] == ["退款6", "退款5", "退款4", "退款3", "退款2"]
    assert first.examples[0] == Example("退款6", "greet", pytest.approx(0.9))  # type: ignore[arg-type]
    assert second == Confusion("greet", "out_of_scope", 1, (Example("嗨", "greet", 0.15),))
