"""The messages the assistant sends to the gateway, as the plain dictionaries of the wire; knows no wording."""

import json
from collections.abc import Sequence
from typing import Any

Message = dict[str, Any]
Button = dict[str, str]
Cited = dict[str, str | None]  # title, date, url of a source


def text(bubble: str, sources: Sequence[Cited] = ()) -> Message:
    """A bubble of text, with the sources of what it claims."""
    return {"kind": "text", "text": bubble, "sources": list(sources)}


def choices(bubble: str, buttons: Sequence[Button], sources: Sequence[Cited] = ()) -> Message:
    """A bubble with buttons below it."""
    return {"kind": "choices", "text": bubble, "buttons": list(buttons), "sources": list(sources)}


def card(title: str, rows: Sequence[Message]) -> Message:
    """Facts with their sources; each row is made by `row`."""
    return {"kind": "card", "title": title, "rows": list(rows), "buttons": []}


def row(label: str, told: str, **more: str | bool | None) -> Message:
    """A row of a card; `more` may give number, source, date, url and stale."""
    blank = {"number": None, "source": None, "date": None, "url": None, "stale": False}
    return {"label": label, "text": told, **blank, **more}


def steps(title: str, labels: Sequence[str], current: int, bubble: str) -> Message:
    """A step of a walk: all labels known so far, which one is current (from 0), and its text."""
    states = ["done" if place < current else "current" if place == current else "next" for place in range(len(labels))]
    listed = [{"text": label, "state": state} for label, state in zip(labels, states, strict=True)]
    return {"kind": "steps", "title": title, "steps": listed, "current": current, "text": bubble, "buttons": []}


def with_buttons(messages: Sequence[Message], buttons: Sequence[Button]) -> list[Message]:
    """The messages with buttons below the last one; a bare text becomes a choice."""
    if not messages or not buttons:
        return list(messages)
    last = messages[-1]
    if last["kind"] == "text":
        return [*messages[:-1], choices(last["text"], buttons, last["sources"])]
    return [*messages[:-1], {**last, "buttons": [*last.get("buttons", ()), *buttons]}]


def cite_once(messages: Sequence[Message]) -> None:
    """Take out of each message the sources that one before it has named."""
    named: list[Cited] = []
    for one in messages:
        if one.get("sources"):
            one["sources"] = [source for source in one["sources"] if source not in named]
            named.extend(one["sources"])


def button(title: str, intent: str, **entities: str) -> Button:
    """A button that, when pressed, is understood as an intent with entities; only the server ever sees its payload."""
    carried = json.dumps(entities, ensure_ascii=False) if entities else ""
    return {"title": title, "payload": f"/{intent}{carried}"}
