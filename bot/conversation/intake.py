"""Takes what a customer sends: refuses what cannot be taken, masks the rest, keeps it and wakes its turn.

Knows the rules of one message; nothing unmasked leaves this module.
"""

import unicodedata
import uuid

from bot.conversation.clock import Clock
from bot.conversation.masking import mask
from bot.conversation.refusals import RefusedError
from bot.conversation.store import ConversationStore, Incoming, Receipt
from bot.conversation.turns import Turns

_ALLOWED_CONTROLS = frozenset("\n\t")
_REFUSED_CATEGORIES = frozenset({"Cc", "Cs"})  # controls, and halves of characters that no database takes


class Intake:
    """The way in for customer messages of every channel."""

    def __init__(self, store: ConversationStore, turns: Turns, clock: Clock, limit: int) -> None:
        self._store = store
        self._turns = turns
        self._clock = clock
        self._limit = limit

    async def take_text(self, conversation_id: str, client_id: str, text: str) -> Receipt:
        """Keep typed text, masked; text that begins with a slash is text too. Raises RefusedError."""
        masked = mask(checked_text(text, self._limit)).text
        return await self._take(
            Incoming(conversation_id, client_id, uuid.uuid4().hex, shown=masked, text=masked),
        )

    async def take_press(self, conversation_id: str, client_id: str, button_id: str) -> Receipt:
        """Keep the press of a button that this conversation was shown. Raises RefusedError."""
        offer = await self._store.offer(conversation_id, button_id)
        if offer is None:
            raise RefusedError("button_unknown")
        return await self._take(
            Incoming(conversation_id, client_id, uuid.uuid4().hex, shown=offer.title, payload=offer.payload),
        )

    async def _take(self, incoming: Incoming) -> Receipt:
        receipt = await self._store.accept(incoming, self._clock.now())
        if not receipt.duplicate:
            self._turns.announcer.announce(incoming.conversation_id)
            self._turns.wake(incoming.conversation_id)
        return receipt


def checked_text(text: str, limit: int) -> str:
    """The text with plain line ends and without blanks around it. Raises RefusedError for what cannot be taken."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if any(unicodedata.category(one) in _REFUSED_CATEGORIES and one not in _ALLOWED_CONTROLS for one in text):
        raise RefusedError("control_characters")
    if len(text) > limit:
        raise RefusedError("too_long", limit=limit)
    if not any(_is_visible(one) for one in text):
        raise RefusedError("blank_text")
    return text.strip()


def _is_visible(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) != "Cf"
