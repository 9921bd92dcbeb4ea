"""The action server's answers are held to Rasa's own schema, whose form is checked once and not in every turn."""

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from rasa.core.actions.action import RemoteAction

from bot.engine.action_results import check_schema_once

pytestmark = pytest.mark.rasa

SAID = {
    "events": [{"event": "slot", "timestamp": None, "name": "topic", "value": "refund"}],
    "responses": [{"text": "好"}],
}
MALFORMED = [
    {"events": "none"},
    {"events": [{"event": "slot"}]},
    {"responses": ["好"]},
    {"events": [{"event": "no such event"}]},
]


@pytest.fixture
def action() -> Iterator[Any]:
    """A remote action of a process in which schemas are checked once."""
    before = RemoteAction._validate_action_result
    check_schema_once()
    yield RemoteAction("action_reply", None)
    RemoteAction._validate_action_result = before


def test_a_well_formed_answer_is_taken(action: Any) -> None:  # noqa: ANN401 -- an action of Rasa
    assert action._validate_action_result(SAID)


@pytest.mark.parametrize("result", MALFORMED)
def test_a_malformed_answer_is_refused_as_rasa_refuses_it(action: Any, result: dict[str, Any]) -> None:  # noqa: ANN401
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(result, RemoteAction.action_response_format_spec())
    with pytest.raises(jsonschema.ValidationError, match="action_reply"):
        action._validate_action_result(result)


def test_the_schema_is_not_checked_again(action: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN401
    monkeypatch.setattr(jsonschema, "validate", lambda *_: pytest.fail("the schema was checked again"))
    assert action._validate_action_result(SAID)
