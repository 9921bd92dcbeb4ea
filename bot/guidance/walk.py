"""Walks a guide: which nodes are told in a turn, and where the customer then stands.

Knows guides, facts and the directory; knows nothing of wording, buttons or Rasa.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.guidance.guide import END, PLATFORM, Ask, Branch, Guide, Node, Say
from bot.guidance.guide_check import PLATFORM_CARDS
from bot.guidance.memory import Memory
from bot.knowledge.directory import Directory

MOST_BUBBLES = 3
UNKNOWN = "unknown"
PLATFORM_BRANCHES = frozenset({PLATFORM, "platform_kind", "licensed", "contact_known"})


@dataclass(frozen=True)
class Telling:
    """What one turn tells: say nodes and at most one question at the end. `repeated` asks for the other wording."""

    guide: Guide
    nodes: tuple[Node, ...]
    memory: Memory
    finished: bool = False
    repeated: bool = False
    turned_by_platform: bool = False

    @property
    def depends_on_platform(self) -> bool:
        """Whether another platform would have led elsewhere, or would have shown other facts."""
        cards = {node.card for node in self.nodes if isinstance(node, Say)}
        return self.turned_by_platform or bool(cards & PLATFORM_CARDS)

    @property
    def last(self) -> Node | None:
        """The node with which the turn ends."""
        return self.nodes[-1] if self.nodes else None


class Walker:
    """Moves through guides with the help of the directory."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def recall(self, guides: Mapping[str, Guide], memory: Memory) -> Memory:
        """The memory as far as guides and directory still have what it speaks of: files change between two turns."""

        def stands(topic: str, nodes: Sequence[str]) -> bool:
            return topic in guides and all(name in guides[topic].nodes for name in nodes)

        platforms = self._directory.platforms
        memory = memory.change(
            platform=memory.platform if memory.platform in platforms else "",
            doubt=memory.doubt if all(one in platforms for one in memory.doubt) else (),
            doubted_nodes=memory.doubted_nodes if stands(memory.doubted_topic, memory.doubted_nodes) else (),
            paused=tuple(place for place in memory.paused if stands(place.topic, place.trail)),
        )
        return memory if stands(memory.topic, memory.trail) else memory.enter("")

    def start(self, guide: Guide, memory: Memory) -> Telling:
        """Walk a guide from its beginning; what is known is not asked."""
        return self._arrive(guide, guide.start, memory.enter(guide.id))

    def advance(self, guide: Guide, memory: Memory) -> Telling:
        """The customer has done what was told and wants the next step."""
        node = guide.nodes.get(memory.node)
        if isinstance(node, Say):
            return self._arrive(guide, node.next, memory.change(question=""))
        return self.start(guide, memory)

    def fail(self, guide: Guide, memory: Memory) -> Telling | None:
        """What was told did not work; None where the guide has nothing more to offer."""
        node = guide.nodes.get(memory.node)
        if not isinstance(node, Say) or not node.failed:
            return None
        return self._arrive(guide, node.failed, memory.change(question=""))

    def back(self, guide: Guide, memory: Memory) -> Telling:
        """One step back; from the first step, to the beginning."""
        before = [name for name in memory.trail[:-1] if self._is_step(guide, name)]
        if not before:
            return self.start(guide, memory)
        trail = memory.trail[: memory.trail.index(before[-1])]
        return self._arrive(guide, before[-1], memory.change(trail=trail, question=""))

    def again(self, guide: Guide, memory: Memory) -> Telling:
        """Tell the current node once more, in other words if the guide has them."""
        question = guide.nodes.get(memory.question)
        if question is not None:
            return Telling(guide, (question,), memory)
        node = guide.nodes.get(memory.node)
        if node is None:
            return self.start(guide, memory)
        is_over = memory.finished and not self._is_step(guide, node.id)
        return Telling(guide, (node,), memory.with_told(node.id), finished=is_over, repeated=True)

    def retell(self, guide: Guide, memory: Memory, names: Sequence[str]) -> Telling:
        """Tell nodes that were held back while a platform was in doubt."""
        return Telling(guide, tuple(guide.nodes[name] for name in names), memory, finished=memory.finished)

    def forget(self, guide: Guide, memory: Memory) -> Memory:
        """The memory without this guide's answers, so that it is walked as if for the first time."""
        own = {ask.fact for ask in guide.asks()} - {PLATFORM}
        facts = {name: value for name, value in memory.facts.items() if name not in own}
        told = {key: times for key, times in memory.told.items() if not key.startswith(f"{guide.id}.")}
        return memory.change(facts=facts, asked=tuple(name for name in memory.asked if name not in own), told=told)

    def answer(self, guide: Guide, memory: Memory, choice: str) -> Telling:
        """Go on from the open question with a choice's id, or with nothing the question foresaw."""
        ask = guide.nodes.get(memory.question)
        if not isinstance(ask, Ask):
            return self.start(guide, memory)
        chosen = ask.choice(choice)
        if chosen is None:
            return self._arrive(guide, ask.otherwise, memory.change(question=""))
        return self._arrive(guide, chosen.go, memory.with_fact(ask.fact, chosen.id).change(question=""))

    def hear(self, guide: Guide, memory: Memory, folded: str) -> Memory:
        """Note the answers that a message already holds to questions of this guide that are not answered yet."""
        for ask in guide.asks():
            chosen = ask.hear(folded)
            if chosen and ask.fact not in memory.facts:
                memory = memory.with_fact(ask.fact, chosen.id)
        return memory

    def reconsider(self, guide: Guide, memory: Memory, folded: str, *, corrects: bool) -> Memory:
        """Note answers to questions on the customer's way so far; known ones change only if the message corrects."""
        for ask in self._passed(guide, memory):
            chosen = ask.hear(folded)
            if chosen and (corrects or ask.fact not in memory.facts):
                memory = memory.with_fact(ask.fact, chosen.id)
        return memory

    def is_under_way(self, guide: Guide, memory: Memory) -> bool:
        """Whether leaving now would leave something undone: an open question, further steps or further questions."""
        if memory.finished or memory.topic != guide.id:
            return False
        return memory.question in guide.nodes or any(True for _ in self._ahead(guide, memory))

    def steps_ahead(self, guide: Guide, memory: Memory) -> tuple[Say, ...]:
        """The steps that will follow the current one as far as they are already certain."""
        return tuple(node for node in self._ahead(guide, memory) if isinstance(node, Say))

    def _ahead(self, guide: Guide, memory: Memory) -> Iterator[Say | Ask]:
        """The steps after the current node, up to the first question that must be asked."""
        node = guide.nodes.get(memory.node)
        target = node.next if isinstance(node, Say) else END
        for _ in guide.nodes:
            node = guide.nodes.get(target)
            following = self._following(node, memory) if node else None
            if isinstance(node, Ask) and following is None:
                yield node
            if isinstance(node, Say) and node.step:
                yield node
            if following is None:
                return
            target = following

    def _arrive(self, guide: Guide, target: str, memory: Memory) -> Telling:
        """Go from node to node until the customer has something to do, to answer, or enough to read."""
        nodes: list[Node] = []
        bubbles = 0
        turned = False
        while target != END:
            node = guide.nodes[target]
            turned = turned or (isinstance(node, Branch) and node.by in PLATFORM_BRANCHES)
            following = self._following(node, memory)
            if following is None:  # a question that is still open
                if nodes and bubbles >= MOST_BUBBLES:
                    return Telling(guide, tuple(nodes), memory, turned_by_platform=turned)
                memory = memory.change(question=node.id, asked=(*memory.asked, _fact(node)))
                return Telling(guide, (*nodes, node), memory, turned_by_platform=turned)
            if isinstance(node, Say):
                bubbles += len(node.bubbles) + bool(node.card)
                if nodes and bubbles > MOST_BUBBLES:
                    return Telling(guide, tuple(nodes), memory, turned_by_platform=turned)
                nodes.append(node)
                memory = memory.with_told(node.id)
                if node.step:
                    return Telling(guide, tuple(nodes), memory, turned_by_platform=turned)
            target = following
        return Telling(guide, tuple(nodes), memory, finished=True, turned_by_platform=turned)

    def _passed(self, guide: Guide, memory: Memory) -> Iterator[Ask]:
        """The questions between the guide's beginning and the customer's place."""
        target, seen = guide.start, set[str]()
        while target in guide.nodes and target not in seen and target != memory.node:
            seen.add(target)
            node = guide.nodes[target]
            if isinstance(node, Ask):
                yield node
            target = self._following(node, memory) or END

    def _following(self, node: Node, memory: Memory) -> str | None:
        """The node after this one; None for a question that must be asked first."""
        if isinstance(node, Say):
            return node.next
        if isinstance(node, Branch):
            return self._turning(node, memory)
        known = self._known(node.fact, memory)
        if known and (known != UNKNOWN or node.fact in memory.facts):
            chosen = node.choice(known)
            return chosen.go if chosen else node.otherwise
        return node.otherwise if node.fact in memory.asked else None

    def _turning(self, branch: Branch, memory: Memory) -> str:
        platform = self._directory.platforms.get(memory.platform)
        value = self._known(branch.by, memory)
        if branch.by == PLATFORM and platform and value not in branch.cases:
            value = platform.parent
        return branch.cases.get(value, branch.otherwise)

    def _known(self, name: str, memory: Memory) -> str:
        """A fact as the customer told it, or as the directory knows it of the platform; empty if unknown."""
        platform = self._directory.platforms.get(memory.platform)
        if name == PLATFORM:
            return memory.platform or memory.unlisted_platform
        if name == "platform_known":
            return "yes" if platform else "no"
        if name == "contact_known":
            return "yes" if platform and self._directory.spoken_contacts(platform) else "no"
        if name == "platform_kind":
            return platform.kind if platform else UNKNOWN
        if name == "licensed" and name not in memory.facts:
            return _licence(self._directory.is_licensed(platform) if platform else None)
        return memory.facts.get(name, "")

    def _is_step(self, guide: Guide, name: str) -> bool:
        node = guide.nodes.get(name)
        return isinstance(node, Say) and bool(node.step)


def _fact(node: Node) -> str:
    return node.fact if isinstance(node, Ask) else ""


def _licence(licensed: bool | None) -> str:
    return {True: "yes", False: "no", None: UNKNOWN}[licensed]
