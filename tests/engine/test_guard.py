"""Danger outweighs whatever the classifier says."""

from pathlib import Path
from typing import Any

import pytest

from bot.engine.guard import GuardClassifier
from bot.knowledge.guard_phrases import GuardPhrases
from tests.engine.small_data import GUARD, Workshop, heard, small_data
from tests.knowledge.files import write

pytestmark = pytest.mark.rasa

RANKING = [{"name": "overdue_consequence", "confidence": 0.8}, {"name": "distress", "confidence": 0.1}]


@pytest.fixture
def guard(tmp_path: Path) -> Any:  # noqa: ANN401 -- a component of Rasa
    return Workshop(tmp_path / "model", small_data(tmp_path)).create(GuardClassifier)


@pytest.mark.parametrize("intent", ["overdue_consequence", "nlu_fallback", "distress"])
def test_danger_comes_first_with_certainty(guard: Any, intent: str) -> None:  # noqa: ANN401 -- a component
    message = heard("逾期了，我不 想 活了", intent={"name": intent, "confidence": 0.8}, intent_ranking=RANKING)
    (message,) = guard.process([message])
    assert message.get("intent") == {"name": "distress", "confidence": 1.0}
    assert message.get("intent_ranking") == [{"name": "distress", "confidence": 1.0}, RANKING[0]]


@pytest.mark.parametrize("text", ["逾期会怎么样", "我不想活动了", ""])
def test_other_messages_pass_untouched(guard: Any, text: str) -> None:  # noqa: ANN401 -- a component
    (message,) = guard.process([heard(text, intent=RANKING[0], intent_ranking=RANKING)])
    assert message.get("intent") == RANKING[0]
    assert message.get("intent_ranking") == RANKING


def test_a_message_that_nobody_classified_is_guarded_too(guard: Any) -> None:  # noqa: ANN401 -- a component
    (message,) = guard.process([heard("不想活")])
    assert message.get("intent")["name"] == "distress"


def test_the_first_guard_that_hears_decides() -> None:
    guards = [GuardPhrases("distress", ("不想活",)), GuardPhrases("fraud_check", ("验证码",))]
    (message,) = GuardClassifier(guards, 0.5).process([heard("给了验证码，不想活了")])
    assert message.get("intent")["name"] == "distress"


@pytest.mark.parametrize(
    ("first", "confidence", "intent"),
    [
        pytest.param("distress", 0.49, "refund", id="a faint guess at a guard is not followed"),
        pytest.param("distress", 0.5, "distress", id="a clear one is"),
        pytest.param("abuse", 0.4, "abuse", id="only intents that have phrases are guarded so"),
    ],
)
def test_a_guess_at_danger_must_be_clear(guard: Any, first: str, confidence: float, intent: str) -> None:  # noqa: ANN401 -- a component
    ranking = [{"name": first, "confidence": confidence}, {"name": "refund", "confidence": 0.3}]
    (message,) = guard.process([heard("撑得好辛苦", intent=ranking[0], intent_ranking=ranking)])
    assert message.get("intent")["name"] == intent
    assert message.get("intent") == message.get("intent_ranking")[0]
    assert {row["name"] for row in message.get("intent_ranking")} == {first, "refund"}


def test_a_lone_guess_at_danger_is_followed(guard: Any) -> None:  # noqa: ANN401 -- a component
    ranking = [{"name": "distress", "confidence": 0.4}]
    (message,) = guard.process([heard("撑得好辛苦", intent=ranking[0], intent_ranking=ranking)])
    assert message.get("intent")["name"] == "distress"


@pytest.mark.parametrize(("sound", "changed"), [("[不想活]", "[不想活, 想死]"), ("[不想活动]", "[不想活动了]")])
def test_phrases_and_idioms_change_the_fingerprint(tmp_path: Path, sound: str, changed: str) -> None:
    config = {"data": str(small_data(tmp_path))}
    before = GuardClassifier.fingerprint_addon(config)
    assert GuardClassifier.fingerprint_addon(config) == before
    write(tmp_path / "data", {"guards/distress.yml": GUARD.replace(sound, changed)})
    assert GuardClassifier.fingerprint_addon(config) != before
