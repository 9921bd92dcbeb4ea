"""What the assistant remembers of one conversation, and its form in Rasa's slots; decides nothing."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

MOST_PAUSED = 3


@dataclass(frozen=True)
class Place:
    """Where the customer stood in a guide that was left. `trail` ends with the node last told."""

    topic: str
    trail: tuple[str, ...]
    question: str = ""


@dataclass(frozen=True)
class Memory:
    """Everything kept between two turns. Ids only; no customer's words but the name of a platform we do not know."""

    platform: str = ""
    unlisted_platform: str = ""
    platform_is_sure: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)
    topic: str = ""
    trail: tuple[str, ...] = ()
    question: str = ""
    finished: bool = False
    asked: tuple[str, ...] = ()
    told: Mapping[str, int] = field(default_factory=dict)
    paused: tuple[Place, ...] = ()
    doubt: tuple[str, ...] = ()
    doubted_topic: str = ""
    doubted_nodes: tuple[str, ...] = ()
    misunderstood: int = 0

    @property
    def node(self) -> str:
        """The node last told in the current topic."""
        return self.trail[-1] if self.trail else ""

    def change(self, **changes: Any) -> "Memory":  # noqa: ANN401 -- the types of the fields, checked by the dataclass
        """A copy with some fields changed."""
        return replace(self, **changes)

    def with_fact(self, name: str, value: str) -> "Memory":
        """A copy that knows one fact more."""
        return replace(self, facts={**self.facts, name: value})

    def with_told(self, node: str) -> "Memory":
        """A copy that counts a node of the current topic as told once more, and stands there."""
        key = f"{self.topic}.{node}"
        trail = self.trail if self.node == node else (*self.trail, node)
        return replace(self, trail=trail, told={**self.told, key: self.times_told(node) + 1})

    def times_told(self, node: str) -> int:
        """How often a node of the current topic was told in this conversation."""
        return self.told.get(f"{self.topic}.{node}", 0)

    def pause(self) -> "Memory":
        """A copy in which the current topic waits to be taken up again."""
        if self.finished or not (self.trail or self.question):
            return self
        others = tuple(place for place in self.paused if place.topic != self.topic)
        return replace(self, paused=(*others, Place(self.topic, self.trail, self.question))[-MOST_PAUSED:])

    def wait(self, topic: str) -> "Memory":
        """A copy in which a topic that was not begun waits to be taken up."""
        others = tuple(place for place in self.paused if place.topic != topic)
        return replace(self, paused=(*others, Place(topic, ()))[-MOST_PAUSED:])

    def enter(self, topic: str, trail: tuple[str, ...] = ()) -> "Memory":
        """A copy that stands in another topic, which no longer counts as paused."""
        others = tuple(place for place in self.paused if place.topic != topic)
        return replace(self, topic=topic, trail=trail, question="", finished=False, paused=others)

    def slots(self) -> dict[str, Any]:
        """The memory as the values of Rasa's slots `platform`, `facts` and `guide`."""
        state = {name: value for name, value in asdict(self).items() if name not in {"platform", "facts"}}
        return {"platform": self.platform or None, "facts": dict(self.facts), "guide": state}


def remembered(slots: Mapping[str, Any]) -> Memory:
    """The memory held in Rasa's slots; what a former version wrote and nobody understands any more is forgotten."""
    state = slots.get("guide")
    given = {
        **(state if isinstance(state, dict) else {}),
        "platform": slots.get("platform"),
        "facts": slots.get("facts"),
    }
    known = {setting.name: _understood(setting.name, given.get(setting.name)) for setting in fields(Memory)}
    return Memory(**{name: value for name, value in known.items() if value is not None})


def _understood(name: str, value: object) -> Any:  # noqa: ANN401 -- the types of the fields
    """A value as its field holds it, or None if it has another form."""
    if name == "paused":
        places = map(_place, value) if isinstance(value, list | tuple) else ()
        return tuple(place for place in places if place is not None)
    default = getattr(Memory(), name)
    if isinstance(default, tuple):
        return _names(value)
    if isinstance(default, Mapping):
        kind = int if name == "told" else str
        return value if isinstance(value, dict) and all(type(one) is kind for one in value.values()) else None
    return value if type(value) is type(default) else None


def _place(value: object) -> Place | None:
    given = value if isinstance(value, dict) else {}
    topic, trail, question = given.get("topic"), _names(given.get("trail")), given.get("question", "")
    if not isinstance(topic, str) or trail is None or not isinstance(question, str):
        return None
    return Place(topic, trail, question)


def _names(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        return None
    return tuple(value)
