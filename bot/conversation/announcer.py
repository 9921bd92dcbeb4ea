"""Tells whoever waits that a conversation has something new; knows neither what is new nor who waits for it.

In memory, for one gateway. Waiting is never the only way to learn something: whoever waited reads the store anyway.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class Announcer:
    """Bells, one for everybody who waits for a conversation."""

    def __init__(self) -> None:
        self._bells: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._closed = False

    @contextmanager
    def listen(self, conversation_id: str) -> Iterator[asyncio.Event]:
        """A bell that is set as soon as something new is there. Listen first and read then, to miss nothing."""
        bell = asyncio.Event()
        if self._closed:
            bell.set()
        self._bells[conversation_id].add(bell)
        try:
            yield bell
        finally:
            self._bells[conversation_id].discard(bell)
            if not self._bells[conversation_id]:
                del self._bells[conversation_id]

    def announce(self, conversation_id: str) -> None:
        """Ring for everybody who waits for this conversation."""
        for bell in self._bells.get(conversation_id, ()):
            bell.set()

    def close(self) -> None:
        """Let everybody go at once, now and from now on."""
        self._closed = True
        for conversation_id in list(self._bells):
            self.announce(conversation_id)
