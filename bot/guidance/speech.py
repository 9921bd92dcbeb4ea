"""Turns what a walk tells into messages: bubbles, stepper, cards and buttons; decides nothing about the way."""

from collections.abc import Mapping

from bot.guidance import message
from bot.guidance.cards import Cards
from bot.guidance.guide import Aside, Ask, Guide, Node, Say
from bot.guidance.guide_check import authority_ids
from bot.guidance.memory import Memory
from bot.guidance.message import Button, Message
from bot.guidance.walk import Telling, Walker
from bot.guidance.wording import Wording
from bot.knowledge.directory import Directory
from bot.knowledge.intent import Intent

NEXT, FAILED, BACK, RESTART, RESUME, SOLVED, NONE_OF_THESE = (
    "next",
    "failed",
    "back",
    "restart",
    "resume",
    "solved",
    "none_of_these",
)


class Speech:
    """Words for tellings. `intents` gives the titles of offered topics."""

    def __init__(self, directory: Directory, intents: Mapping[str, Intent], wording: Wording, cards: Cards) -> None:
        self._directory = directory
        self._intents = intents
        self._wording = wording
        self._cards = cards
        self._walker = Walker(directory)

    def tell(self, telling: Telling) -> list[Message]:
        """All messages of one telling, with buttons below the last."""
        messages: list[Message] = []
        for node in telling.nodes:
            messages.extend(self._node(node, telling))
        message.cite_once(messages)
        return message.with_buttons(messages, self._buttons(telling))

    def aside(self, aside: Aside, guide: Guide, memory: Memory) -> list[Message]:
        """The answer to a side question, with the buttons of where the customer stands."""
        told = message.text(self._filled(aside.text, memory), self._cited(aside.sources))
        return message.with_buttons([told], self.buttons_here(guide, memory))

    def buttons_here(self, guide: Guide, memory: Memory) -> list[Button]:
        """The buttons of where the customer stands."""
        here = guide.nodes.get(memory.question) or guide.nodes.get(memory.node)
        return self._buttons(Telling(guide, (here,), memory, finished=memory.finished)) if here else []

    def step_here(self, guide: Guide, memory: Memory) -> str:
        """The label of the current step, or the guide's title where there is none."""
        here = guide.nodes.get(memory.node)
        return here.step if isinstance(here, Say) and here.step else guide.title

    def platform_name(self, memory: Memory) -> str:
        """The platform as it is called to the customer."""
        platform = self._directory.platforms.get(memory.platform)
        return platform.name if platform else memory.unlisted_platform or self._wording.say("that_platform")

    def topic_buttons(self, names: tuple[str, ...]) -> list[Button]:
        """Buttons that open topics."""
        return [message.button(self._intents[name].title, name) for name in names]

    def platform_buttons(self, platforms: tuple[str, ...]) -> list[Button]:
        """Buttons that name platforms."""
        known = [self._directory.platforms[name] for name in platforms if name in self._directory.platforms]
        return [message.button(platform.name, "inform", platform=platform.id) for platform in known]

    def _node(self, node: Node, telling: Telling) -> list[Message]:
        if isinstance(node, Ask):
            return [message.text(self._filled("".join((node.why, node.text)), telling.memory))]
        if not isinstance(node, Say):
            return []
        bubbles = (node.again,) if telling.repeated and node.again else node.bubbles
        told = [message.text(self._filled(bubble, telling.memory)) for bubble in bubbles]
        if node.step:
            told[-1] = self._step(node, telling, told[-1]["text"])
        told[-1]["sources"] = self._cited(node.sources)
        return [*told, *self._card(node, telling.memory)]

    def _step(self, node: Say, telling: Telling, bubble: str) -> Message:
        before = self._steps_done(telling)
        ahead = [step.step for step in self._walker.steps_ahead(telling.guide, telling.memory)]
        return message.steps(telling.guide.title, [*before, node.step, *ahead], len(before), bubble)

    def _steps_done(self, telling: Telling) -> list[str]:
        done = [telling.guide.nodes.get(name) for name in telling.memory.trail[:-1]]
        return [node.step for node in done if isinstance(node, Say) and node.step]

    def _card(self, node: Say, memory: Memory) -> list[Message]:
        if not node.card:
            return []
        if node.card.startswith("authorit"):
            return [self._cards.authorities(authority_ids(node.card))]
        platform = self._directory.platforms.get(memory.platform)
        if platform is None:
            return [self._cards.unlisted(memory.unlisted_platform)] if memory.unlisted_platform else []
        return [self._cards.contacts(platform) if node.card == "platform_contacts" else self._cards.profile(platform)]

    def _buttons(self, telling: Telling) -> list[Button]:
        node = telling.last
        if isinstance(node, Ask):
            return self._answers(node)
        if not isinstance(node, Say):
            return []
        offers = self.topic_buttons(node.offers)
        if telling.finished and not node.step:
            return offers
        title = "button_done" if node.next == "end" else "button_next"
        buttons = [message.button(self._wording.say(title), "next_step", choice=NEXT)]
        if node.failed:
            buttons.append(message.button(self._wording.say("button_failed"), "step_failed", choice=FAILED))
        if self._steps_done(telling):
            buttons.append(message.button(self._wording.say("button_back"), "start_over", choice=BACK))
            buttons.append(message.button(self._wording.say("button_restart"), "start_over", choice=RESTART))
        return [*buttons, *offers]

    def _answers(self, ask: Ask) -> list[Button]:
        if ask.choices:
            return [message.button(choice.title, "inform", choice=choice.id) for choice in ask.choices]
        common = tuple(self._wording.say("common_platforms").split())
        unsure = message.button(self._wording.say("button_platform_unknown"), "inform", choice=NONE_OF_THESE)
        return [*self.platform_buttons(common), unsure]

    def _cited(self, names: tuple[str, ...]) -> list[message.Cited]:
        """The sources of a text as the customer may see them."""
        sources = [self._directory.sources[name] for name in names]
        return [{"title": one.title, "date": self._wording.date_of(one), "url": one.url or None} for one in sources]

    def _filled(self, bubble: str, memory: Memory) -> str:
        return bubble.replace("{platform}", self.platform_name(memory))
