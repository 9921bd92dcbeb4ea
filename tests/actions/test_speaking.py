"""Whatever happens in an action, the customer is answered."""

import logging
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from ruamel.yaml import YAML

from actions.speaking import FAILED_RESPONSE, SpeakingAction
from bot.settings import ROOT

pytestmark = pytest.mark.rasa


def nothing(_dispatcher: object) -> list[dict[str, Any]]:
    return []


class Speech(SpeakingAction):
    """Speaks as it is told to; made without arguments too, as Rasa registers every action that it finds."""

    def __init__(self, speak: Callable[[Any], list[dict[str, Any]]] = nothing) -> None:
        self._speak = speak

    def name(self) -> str:
        return "action_speech"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
        del tracker
        return self._speak(dispatcher)


def run(speak: Callable[[Any], list[dict[str, Any]]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What was said, and the events."""
    dispatcher = CollectingDispatcher()
    tracker = Tracker("c1", {}, {"text": "你好"}, [], False, None, {}, "")
    events = Speech(speak).run(dispatcher, tracker, {})
    return dispatcher.messages, events


def failed(messages: list[dict[str, Any]]) -> bool:
    return [message["response"] for message in messages] == [FAILED_RESPONSE]


def greet(dispatcher: Any) -> list[dict[str, Any]]:  # noqa: ANN401 -- Rasa's dispatcher
    dispatcher.utter_message(json_message={"kind": "text", "text": "您好"})
    return [SlotSet("platform", "jd")]


def break_down(dispatcher: Any) -> list[dict[str, Any]]:  # noqa: ANN401 -- likewise
    dispatcher.utter_message(text="说到一半")
    raise ValueError("the directory is broken")


def test_what_was_said_and_its_events_are_passed_on() -> None:
    messages, events = run(greet)
    assert [message["custom"] for message in messages] == [{"kind": "text", "text": "您好"}]
    assert [(event["name"], event["value"]) for event in events] == [("platform", "jd")]


def test_an_exception_is_spoken_and_nothing_of_the_half_answer_is_kept(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        messages, events = run(break_down)
    assert failed(messages)
    assert events == []
    assert "action_speech failed" in caplog.text
    assert "the directory is broken" in caplog.text


@pytest.mark.parametrize("error", [KeyError("x"), RecursionError(), TypeError("y"), AssertionError()])
def test_every_kind_of_exception_is_spoken(error: Exception) -> None:
    def speak(_dispatcher: object) -> list[dict[str, Any]]:
        raise error

    assert failed(run(speak)[0])


def test_saying_nothing_is_spoken_but_what_was_learnt_is_kept() -> None:
    messages, events = run(lambda _dispatcher: [SlotSet("platform", "jd")])
    assert failed(messages)
    assert len(events) == 1


def test_the_sentence_for_failure_is_in_the_domain() -> None:
    domain = YAML(typ="safe", pure=True).load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert domain["responses"][FAILED_RESPONSE][0]["text"].strip()


def test_rasa_registers_our_actions_and_not_their_base() -> None:
    look = (
        "from rasa_sdk.executor import ActionExecutor as E; e = E(); e.register_package('actions'); print(*e.actions)"
    )
    found = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.stdout.split() == ["action_reply"], found.stderr
