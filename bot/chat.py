"""The terminal client: talks to the gateway's public API like a browser, and draws it; knows nothing behind the API.

With a terminal it asks line by line; from a pipe each line is a message whose answer is awaited before the next.
"""

import readline  # noqa: F401 -- with it input() can take back Chinese characters whole
import sys
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from bot.errors import BotError
from bot.knowledge.phrases import Phrase, load_phrases
from bot.settings import Settings

PHRASES = "phrases/chat.yml"
_API = "/api/conversations"
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 3.0
_PATIENCE = 120.0  # seconds without any contact after which we leave
_GRACE = 30.0  # seconds beyond the deadline of a turn after which we stop waiting for its answer
_CONNECT_TIMEOUT = 5.0
_SERVER_ERROR = 500
_MARKS = {"done": "✔", "current": "▶", "next": "○"}
_STYLES = {"done": "dim", "current": "bold", "next": ""}

Message = Mapping[str, Any]


class GatewayGoneError(BotError):
    """The gateway could not be reached for so long that waiting is over."""


class GatewayRefusalError(BotError):
    """The gateway refused a request; the text is the sentence it gave."""


@dataclass(frozen=True, kw_only=True)
class Terminal:
    """What the client is attached to; tests put their own in its place. `lines` of None means: `ask` for each."""

    console: Console = field(default_factory=lambda: Console(highlight=False))
    lines: Iterable[str] | None = None
    ask: Callable[[str], str] = input
    transport: httpx.BaseTransport | None = None
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic


def chat(settings: Settings, terminal: Terminal | None = None) -> int:
    """Hold one conversation; returns the exit code, 0 unless the gateway was lost."""
    given = terminal or Terminal(lines=None if sys.stdin.isatty() else sys.stdin)
    phrases = load_phrases(settings.data_dir / PHRASES)
    screen = _Screen(given.console, phrases)
    with _Gateway(settings, given, phrases) as gateway:
        try:
            gateway.begin(screen)
            for line in _typed(given, phrases):
                if line.strip():
                    gateway.exchange(line.strip(), screen)
        except GatewayGoneError as error:
            given.console.print(str(error), style="red")
            return 1
        except KeyboardInterrupt:
            given.console.print()
    return 0


def _typed(terminal: Terminal, phrases: Mapping[str, Phrase]) -> Iterator[str]:
    """The customer's lines; those that do not come from a keyboard are shown, so that a transcript is complete."""
    prompt = f"{phrases['prompt'].text} > "
    if terminal.lines is not None:
        for line in terminal.lines:
            terminal.console.print(f"{prompt}{line.rstrip()}", style="bold", markup=False)
            yield line
        return
    while True:
        try:
            yield terminal.ask(prompt)
        except EOFError:
            terminal.console.print()
            return


class _Screen:
    """Draws messages, and remembers which number stands for which button."""

    def __init__(self, console: Console, phrases: Mapping[str, Phrase]) -> None:
        self._console = console
        self._phrases = phrases
        self._buttons: list[str] = []
        self._drawings: Mapping[str, Callable[[Message], RenderableType]] = {
            "card": self._card,
            "steps": self._steps,
            "notice": lambda message: Text(message["text"], style="italic dim"),
            "image": lambda message: Text(self._phrase("image", url=message["url"])),
            "typing": lambda _: Text(self._phrase("typing"), style="dim"),
            "rating": lambda message: Text(f"{message['text']}{self._phrase('rating')}"),
        }

    def show(self, messages: Iterable[Message]) -> None:
        """Draw messages; their buttons are numbered on, and take the place of all before."""
        shown = list(messages)
        if any(message["kind"] != "notice" for message in shown):
            self._buttons.clear()
        for message in shown:
            draw = self._drawings.get(message["kind"], self._text)
            self._console.print(draw(message))
            for button in message.get("buttons", ()):
                self._buttons.append(button["id"])
                self._console.print(Text(f"  [{len(self._buttons)}] {button['title']}", style="cyan"))

    def button(self, typed: str) -> str | None:
        """The id of the button whose number was typed."""
        if typed.isdecimal() and 1 <= int(typed) <= len(self._buttons):
            return self._buttons[int(typed) - 1]
        return None

    def say(self, key: str, **details: object) -> None:
        """Say something of the client's own."""
        self._console.print(Text(self._phrase(key, **details), style="dim"))

    def complain(self, sentence: str) -> None:
        """Show why something was refused."""
        self._console.print(Text(sentence, style="red"))

    def _phrase(self, key: str, **details: object) -> str:
        return self._phrases[key].text.format(**details)

    def _text(self, message: Message) -> RenderableType:
        return Group(Text(message.get("text", "")), *self._sources(message))

    def _card(self, message: Message) -> RenderableType:
        lines = Text()
        for row in message["rows"]:
            lines.append(f"{row['label']}：" if row["label"] else "")
            lines.append(row["text"])
            lines.append(f" {row['number']}" if row["number"] else "", style="bold green")
            source = self._source(row["source"], row["date"], row["url"]) if row["source"] else ""
            told = " · ".join(filter(None, [source, self._phrase("stale") if row["stale"] else ""]))
            lines.append(f"\n    {told}\n" if told else "\n", style="dim")
        lines.rstrip()
        return Panel(lines, title=Text(message["title"]), title_align="left", expand=False)

    def _steps(self, message: Message) -> RenderableType:
        lines = Text()
        for step in message["steps"]:
            lines.append(f"{_MARKS[step['state']]} {step['text']}\n", style=_STYLES[step["state"]])
        lines.append(f"\n{message['text']}" if message["text"] else "")
        lines.rstrip()
        panel = Panel(lines, title=Text(message["title"]), title_align="left", expand=False)
        return Group(panel, *self._sources(message))

    def _sources(self, message: Message) -> list[Text]:
        cited = [(one["title"], one["date"], one["url"]) for one in message.get("sources", ())]
        return [Text(f"    {self._source(*one)}", style="dim") for one in cited]

    def _source(self, title: str, date: str | None, url: str | None) -> str:
        return self._phrase("source", source=" · ".join(filter(None, [title, date, url])))


class _Gateway:
    """One conversation with the gateway, which may go away and come back meanwhile."""

    def __init__(self, settings: Settings, terminal: Terminal, phrases: Mapping[str, Phrase]) -> None:
        timeout = httpx.Timeout(settings.poll_limit + 10, connect=_CONNECT_TIMEOUT)
        self._http = httpx.Client(
            base_url=settings.gateway_url, timeout=timeout, transport=terminal.transport, trust_env=False
        )
        self._terminal = terminal
        self._phrases = phrases
        self._poll = settings.poll_limit
        self._longest_turn = settings.turn_deadline + _GRACE
        self._url = ""
        self._seen = 0

    def __enter__(self) -> "_Gateway":
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def begin(self, screen: _Screen) -> None:
        """Begin the conversation and show its first messages."""
        opened = self._request("POST", _API)
        self._url = f"{_API}/{opened['conversation_id']}/messages"
        self._http.headers["Authorization"] = f"Bearer {opened['token']}"
        screen.say("opened")
        self._show(opened["messages"], screen)

    def exchange(self, typed: str, screen: _Screen) -> None:
        """Send one line, a number as the button that bears it, and show what comes until the answer is there."""
        button = screen.button(typed)
        said = {"button": button} if button else {"text": typed}
        try:
            sent = self._request("POST", self._url, json={"client_id": uuid.uuid4().hex, **said})
            if not self._await_answer(sent["seq"], typed, screen):
                screen.say("unanswered")
        except GatewayRefusalError as error:
            screen.complain(str(error))

    def _await_answer(self, seq: int, typed: str, screen: _Screen) -> bool:
        """Show what comes until the message `seq` is answered; False if that takes longer than any turn may."""
        end = self._terminal.now() + self._longest_turn
        while self._terminal.now() < end:
            page = self._request("GET", self._url, params={"after": self._seen, "wait": self._poll})
            self._show(page["messages"], screen, typed)
            if any(entry["reply_to"] == seq and entry["message"]["kind"] != "notice" for entry in page["messages"]):
                return True
        return False

    def _show(self, entries: list[dict[str, Any]], screen: _Screen, typed: str = "") -> None:
        screen.show([entry["message"] for entry in entries if entry["role"] == "assistant"])
        for entry in entries:
            self._seen = entry["seq"]
            text = entry["message"].get("text", "")
            if entry["role"] == "customer" and "[" in text and text != typed:
                screen.say("masked", text=text)

    def _request(self, method: str, url: str, **arguments: Any) -> dict[str, Any]:  # noqa: ANN401 -- httpx's own
        """The body of the answer, however long the gateway is away meanwhile.

        The same request can be sent again, because a message bears the id that its client gave it.
        Raises GatewayRefusalError and GatewayGoneError.
        """
        pause, waited = _FIRST_PAUSE, 0.0
        while True:
            try:
                response = self._http.request(method, url, **arguments)
            except httpx.TransportError:
                response = None
            if response is not None and response.status_code < _SERVER_ERROR:
                if waited:
                    self._terminal.console.print(self._phrases["online"].text, style="green")
                return _body(response)
            if not waited:
                self._terminal.console.print(self._phrases["offline"].text, style="yellow")
            if waited >= _PATIENCE:
                raise GatewayGoneError(self._phrases["gave_up"].text)
            self._terminal.sleep(pause)
            waited, pause = waited + pause, min(pause * 2, _LONGEST_PAUSE)


def _body(response: httpx.Response) -> dict[str, Any]:
    body: dict[str, Any] = response.json()
    if response.is_success:
        return body
    raise GatewayRefusalError(body["error"]["message"])
