"""A customer who talks to the running assistant through the gateway's public API."""

import time
import uuid
from dataclasses import dataclass
from typing import Any

import httpx

LONGEST_WAIT = 90.0


@dataclass(frozen=True)
class Answer:
    """What came back for one message."""

    messages: tuple[dict[str, Any], ...]

    @property
    def text(self) -> str:
        """Everything a customer can read in it, cards and steps included."""
        return "\n".join(_readable(message) for message in self.messages)

    @property
    def buttons(self) -> dict[str, str]:
        """Ids of the offered buttons by title."""
        return {button["title"]: button["id"] for message in self.messages for button in message.get("buttons", ())}

    @property
    def step(self) -> str:
        """The label of the current step; empty if the answer is no step."""
        walks = [message for message in self.messages if message["kind"] == "steps"]
        return walks[-1]["steps"][walks[-1]["current"]]["text"] if walks else ""

    @property
    def bubbles(self) -> list[str]:
        """The texts of chat bubbles; cards are apart."""
        return [message["text"] for message in self.messages if message["kind"] in {"text", "choices", "steps"}]


class Customer:
    """One conversation."""

    def __init__(self, base_url: str) -> None:
        self._client = httpx.Client(base_url=f"{base_url}/api/conversations", timeout=LONGEST_WAIT)
        opened = self._client.post(f"{base_url}/api/conversations").raise_for_status().json()
        self._path = f"/{opened['conversation_id']}/messages"
        self._client.headers["Authorization"] = f"Bearer {opened['token']}"
        self.last = Answer(tuple(entry["message"] for entry in opened["messages"]))

    def __enter__(self) -> "Customer":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def say(self, text: str) -> Answer:
        """Type a message and wait for its answer."""
        return self._send({"text": text})

    def press(self, title: str) -> Answer:
        """Press a button of the last answer."""
        return self._send({"button": self.last.buttons[title]})

    def _send(self, said: dict[str, str]) -> Answer:
        sent = self._client.post(self._path, json={"client_id": uuid.uuid4().hex, **said}).raise_for_status().json()
        deadline = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < deadline:
            wait = {"after": sent["seq"], "wait": 20}
            page = self._client.get(self._path, params=wait).raise_for_status().json()
            own = [entry["message"] for entry in page["messages"] if entry["reply_to"] == sent["seq"]]
            answers = tuple(message for message in own if message["kind"] != "notice")
            if answers:
                self.last = Answer(answers)
                return self.last
        raise TimeoutError(f"no answer to {said}")


def _readable(message: dict[str, Any]) -> str:
    rows = [
        f"{row['label']} {row['number'] or ''} {row['text']} {row['source'] or ''}" for row in message.get("rows", ())
    ]
    return "\n".join([message.get("title", ""), message.get("text", ""), *rows])
