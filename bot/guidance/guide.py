"""The records of a guide: its nodes and choices; plain values that know neither files nor the conversation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

END = "end"
PLATFORM = "platform"


@dataclass(frozen=True)
class Choice:
    """One answer to a question. `heard` are folded substrings by which a typed message counts as this answer."""

    id: str
    title: str
    go: str
    heard: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ask:
    """A question that is asked at most once; its answer is kept as a fact. Without choices it asks for the platform."""

    id: str
    text: str
    fact: str
    choices: tuple[Choice, ...]
    otherwise: str
    why: str = ""

    @property
    def targets(self) -> tuple[str, ...]:
        """Nodes that may follow."""
        return (*(choice.go for choice in self.choices), self.otherwise)

    def choice(self, identifier: str) -> Choice | None:
        """The choice with this id."""
        return next((choice for choice in self.choices if choice.id == identifier), None)

    def hear(self, folded: str) -> Choice | None:
        """The choice a folded message names; the longest substring wins, then the order of the choices."""
        heard = [(len(words), choice) for choice in self.choices for words in choice.heard if words in folded]
        return max(heard, key=lambda pair: pair[0])[1] if heard else None


@dataclass(frozen=True)
class Say:
    """Something to tell. With `step` it waits for the customer; `card` names facts of the directory to show."""

    id: str
    bubbles: tuple[str, ...]
    next: str
    step: str = ""
    again: str = ""
    failed: str = ""
    card: str = ""
    offers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def targets(self) -> tuple[str, ...]:
        """Nodes that may follow."""
        return (self.next, *([self.failed] if self.failed else []))


@dataclass(frozen=True)
class Branch:
    """A silent turning by a fact, or by what the directory knows of the platform."""

    id: str
    by: str
    cases: Mapping[str, str]
    otherwise: str

    @property
    def targets(self) -> tuple[str, ...]:
        """Nodes that may follow."""
        return (*self.cases.values(), self.otherwise)


Node = Ask | Say | Branch


@dataclass(frozen=True)
class Aside:
    """A question that comes up beside the way; its answer does not move the customer."""

    id: str
    heard: tuple[str, ...]
    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guide:
    """Everything the bot has to say on one intent."""

    id: str
    title: str
    start: str
    nodes: Mapping[str, Node]
    uses_platform: bool = False
    asides: tuple[Aside, ...] = ()

    def aside(self, folded: str) -> Aside | None:
        """The side question a folded message asks; the longest substring wins."""
        heard = [(len(words), aside) for aside in self.asides for words in aside.heard if words in folded]
        return max(heard, key=lambda pair: pair[0])[1] if heard else None

    def asks(self) -> Iterator[Ask]:
        """The guide's questions, in the order of the file."""
        return (node for node in self.nodes.values() if isinstance(node, Ask))

    def has_steps(self) -> bool:
        """Whether there is anything to walk."""
        return any(isinstance(node, Say) and node.step for node in self.nodes.values())
