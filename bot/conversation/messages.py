"""What customer and assistant say to each other, as typed values; knows no store, and no wire but the engine's.

The engine's buttons carry a payload. Here each button gets an opaque id, and the payload stays with its `Offer` on the
server, so that a message can be given to a customer as it is.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints, TypeAdapter

from bot.knowledge.phrases import Phrase

Words = Annotated[str, StringConstraints(min_length=1)]


class Value(BaseModel):
    """A frozen value; unknown keys are dropped, so that an engine that is newer than the gateway still gets through."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Button(Value):
    """Something the customer can press instead of typing. Only the server knows what the id stands for."""

    id: Words
    title: Words


class Source(Value):
    """Where a statement can be read; `url` only if the public may open it."""

    title: str
    date: str | None = None
    url: str | None = None


class TextMessage(Value):
    """One bubble of plain text, with the sources of what it claims."""

    kind: Literal["text"] = "text"
    text: Words
    sources: tuple[Source, ...] = ()


class ChoicesMessage(Value):
    """Plain text with buttons below it."""

    kind: Literal["choices"] = "choices"
    text: Words
    sources: tuple[Source, ...] = ()
    buttons: tuple[Button, ...]


class CardRow(Value):
    """One line of a card. `stale` says that the number has not been checked for a long time."""

    label: str
    text: str
    number: str | None = None
    source: str | None = None
    date: str | None = None
    url: str | None = None
    stale: bool = False


class CardMessage(Value):
    """Sourced facts under a title: contacts, a profile."""

    kind: Literal["card"] = "card"
    title: Words
    rows: tuple[CardRow, ...]
    buttons: tuple[Button, ...] = ()


class Step(Value):
    """One step of a guide and where the customer is with it."""

    text: Words
    state: Literal["done", "current", "next"]


class StepsMessage(Value):
    """Where the customer is in a guide. `current` is the index of the current step, `text` says what to do now."""

    kind: Literal["steps"] = "steps"
    title: Words
    steps: tuple[Step, ...]
    current: int
    text: str = ""
    sources: tuple[Source, ...] = ()
    buttons: tuple[Button, ...] = ()


class ImageMessage(Value):
    """A picture and what it shows."""

    kind: Literal["image"] = "image"
    url: Words
    text: str = ""


class NoticeMessage(Value):
    """A word that the answer is still being looked for; never the answer itself."""

    kind: Literal["notice"] = "notice"
    text: Words


class TypingMessage(Value):
    """The other side is typing."""

    kind: Literal["typing"] = "typing"


class HandoffMessage(Value):
    """The conversation goes to a person, or how to reach one."""

    kind: Literal["handoff"] = "handoff"
    text: Words


class RatingMessage(Value):
    """A request to say whether this helped."""

    kind: Literal["rating"] = "rating"
    text: Words


Message = Annotated[
    TextMessage
    | ChoicesMessage
    | CardMessage
    | StepsMessage
    | ImageMessage
    | NoticeMessage
    | TypingMessage
    | HandoffMessage
    | RatingMessage,
    Field(discriminator="kind"),
]
MESSAGE: TypeAdapter[Message] = TypeAdapter(Message)


@dataclass(frozen=True)
class Offer:
    """A button that was shown: what pressing it means to the engine, and what it says to the customer."""

    id: str
    title: str
    payload: str


@dataclass(frozen=True)
class Reply:
    """What is said in answer to one turn, with the buttons it offers and what the engine understood."""

    messages: tuple[Message, ...]
    offers: tuple[Offer, ...] = ()
    nlu: Mapping[str, Any] | None = None


class _EngineButton(BaseModel):
    title: Words
    payload: Words


class _EngineReply(BaseModel):
    messages: list[dict[str, JsonValue]]
    nlu: dict[str, JsonValue] | None = None


_BUTTONS = TypeAdapter(list[_EngineButton])


def reply_from_engine(body: object) -> Reply:
    """The engine door's JSON body as a reply. Raises pydantic.ValidationError when it does not hold to the contract."""
    reply = _EngineReply.model_validate(body)
    return _reply(reply.messages, reply.nlu)


def reply_from_phrases(phrases: Iterable[Phrase]) -> Reply:
    """Sentences from `data/phrases` as a reply: plain text, or choices where a phrase has buttons."""
    return _reply([_raw(phrase) for phrase in phrases])


def _reply(raw_messages: Iterable[Mapping[str, Any]], nlu: Mapping[str, Any] | None = None) -> Reply:
    offers: list[Offer] = []
    messages = tuple(MESSAGE.validate_python(_with_ids(raw, offers)) for raw in raw_messages)
    return Reply(messages, tuple(offers), nlu)


def _with_ids(raw: Mapping[str, Any], offers: list[Offer]) -> dict[str, Any]:
    """The message with its buttons' payloads replaced by new ids; adds what they stand for to `offers`."""
    if not raw.get("buttons"):
        return dict(raw)
    made = [
        Offer(secrets.token_urlsafe(12), one.title, one.payload) for one in _BUTTONS.validate_python(raw["buttons"])
    ]
    offers.extend(made)
    return {**raw, "buttons": [{"id": offer.id, "title": offer.title} for offer in made]}


def _raw(phrase: Phrase) -> dict[str, Any]:
    if not phrase.buttons:
        return {"kind": "text", "text": phrase.text}
    buttons = [{"title": button.title, "payload": button.payload} for button in phrase.buttons]
    return {"kind": "choices", "text": phrase.text, "buttons": buttons}
