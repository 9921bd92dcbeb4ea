"""Signs and checks the tokens that open one conversation each; knows nothing of what is said in it."""

import hashlib
from datetime import timedelta

from itsdangerous import BadSignature, URLSafeSerializer

from bot.conversation.clock import Clock
from bot.conversation.refusals import RefusedError

_PURPOSE = "conversation"  # keeps a signature made for something else with the same secret from opening a conversation


class Sessions:
    """Tokens of the form conversation and end of validity, signed."""

    def __init__(self, secret: str, valid_for: timedelta, clock: Clock) -> None:
        self._signer = URLSafeSerializer(
            secret, salt=_PURPOSE, signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256}
        )
        self._valid_for = valid_for
        self._clock = clock

    def issue(self, conversation_id: str) -> str:
        """A token for the conversation, valid from now on."""
        ends = self._clock.now() + self._valid_for
        return str(self._signer.dumps([conversation_id, int(ends.timestamp())]))

    def check(self, token: str | None, conversation_id: str) -> None:
        """Let the owner of the token into the conversation. Raises RefusedError for everybody else."""
        if not token:
            raise RefusedError("session_missing")
        try:
            owned, ends = self._signer.loads(token)
        except (BadSignature, ValueError):
            raise RefusedError("session_unknown") from None
        if self._clock.now().timestamp() >= ends:
            raise RefusedError("session_expired")
        if owned != conversation_id:
            raise RefusedError("session_foreign")
