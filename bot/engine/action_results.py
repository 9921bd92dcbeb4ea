"""Checks what the action server answers without checking Rasa's own schema again in every turn.

Rasa 3.6 calls `jsonschema.validate`, which proves each time that the schema itself is a schema: more than half of a
whole turn. The answers are held to the same schema as before.
"""

from typing import Any, Dict

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from rasa.core.actions.action import RemoteAction


def check_schema_once() -> None:
    """Make every remote action of this process use one validator, made now."""
    validator = Draft202012Validator(RemoteAction.action_response_format_spec())

    def validate(action: RemoteAction, result: Dict[str, Any]) -> bool:
        """Whether the answer has the form; raises jsonschema's ValidationError if not."""
        error = best_match(validator.iter_errors(result))
        if error is not None:
            error.message += f". The action server's answer to {action.name()} has not the form that Rasa expects"
            raise error
        return True

    RemoteAction._validate_action_result = validate
