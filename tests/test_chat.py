"""The terminal client shows what the gateway says, presses buttons by number, and survives a restart of the gateway."""

import io
import itertools
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from rich.console import Console

from bot.chat import Terminal, chat
from bot.settings import ROOT, Settings

CARD = {
    "kind": "card",
    "title": "支付宝",
    "rows": [
        {
            "label": "官方客服",
            "text": "人工服务",
            "number": "95188",
            "source": "支付宝防骗指南",
            "date": "2022-03",
            "url": None,
            "stale": True,
        }
    ],
    "buttons": [{"id": "b1", "title": "怎么投诉举报"}],
}
STEPS = {
    "kind": "steps",
    "title": "手机被锁",
    "steps": [
        {"text": "拍照留证", "state": "done"},
        {"text": "联系平台", "state": "current"},
        {"text": "投诉", "state": "next"},
    ],
    "current": 1,
    "text": "现在打官方电话。",
    "buttons": [{"id": "b2", "title": "下一步"}, {"id": "b3", "title": "这一步没成功"}],
}
NOTICE = {"kind": "notice", "text": "正在为您查"}


def text(said: str) -> dict[str, Any]:
    return {"kind": "text", "text": said}


class FakeGateway(httpx.BaseTransport):
    """A gateway that answers each message with what it was given, page by page; may be away for some requests."""

    def __init__(self, *answers: list[list[dict[str, Any]]]) -> None:
        self.answers = iter(answers)
        self.pages: list[list[dict[str, Any]]] = []
        self.sent: list[dict[str, Any]] = []
        self.seqs = itertools.count(1)
        self.away: Callable[[httpx.Request], int] = lambda _request: 0
        self.masked = ""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        if status := self.away(request):
            if status < 0:
                raise httpx.ConnectError("nobody listens")
            return httpx.Response(status, text="down")
        if request.url.path == "/api/conversations":
            return httpx.Response(
                201, json={"conversation_id": "c", "token": "t", "messages": [self.entry(text("您好"))]}
            )
        assert request.headers["Authorization"] == "Bearer t"
        return self.take(json.loads(request.content)) if request.method == "POST" else self.page(request)

    def take(self, body: dict[str, Any]) -> httpx.Response:
        if body.get("text") == "太长":
            return httpx.Response(422, json={"error": {"code": "too_long", "message": "太长了"}})
        self.sent.append(body)
        said = self.entry(text(self.masked or body.get("text", "")), role="customer")
        self.pages = [[self.entry(one, reply_to=said["seq"]) for one in page] for page in next(self.answers)]
        self.pages[0].insert(0, said)
        return httpx.Response(202, json={"client_id": body["client_id"], "seq": said["seq"], "duplicate": False})

    def page(self, request: httpx.Request) -> httpx.Response:
        shown = self.pages.pop(0) if self.pages else []
        after = int(request.url.params["after"])
        assert all(entry["seq"] > after for entry in shown)
        return httpx.Response(200, json={"messages": shown, "more": False})

    def entry(self, message: dict[str, Any], role: str = "assistant", reply_to: int | None = None) -> dict[str, Any]:
        return {"seq": next(self.seqs), "role": role, "client_id": None, "reply_to": reply_to, "message": message}


class Session:
    """One run of the client with these lines; what it showed and how it ended."""

    def __init__(self, gateway: FakeGateway, *lines: str, ask: Callable[[str], str] | None = None) -> None:
        self.pauses: list[float] = []
        screen = io.StringIO()
        terminal = Terminal(
            console=Console(file=screen, width=100, highlight=False),
            lines=None if ask else lines,
            ask=ask or input,
            transport=gateway,
            sleep=self.pauses.append,
            now=itertools.count().__next__,
        )
        self.code = chat(Settings(data_dir=ROOT / "data"), terminal)
        self.screen = screen.getvalue()


def test_the_greeting_and_each_answer_are_shown() -> None:
    session = Session(FakeGateway([[text("先别急。")]]), "手机被锁了")
    assert session.code == 0
    assert session.screen.index("您好") < session.screen.index("您 > 手机被锁了") < session.screen.index("先别急。")


def test_each_line_waits_for_the_answer_of_the_one_before() -> None:
    gateway = FakeGateway([[text("一")]], [[NOTICE], [text("二")]])
    session = Session(gateway, "第一条", "", "第二条\n")
    assert [body["text"] for body in gateway.sent] == ["第一条", "第二条"]
    assert session.screen.index("一") < session.screen.index("您 > 第二条") < session.screen.index("二")


def test_a_notice_is_shown_and_is_not_the_answer() -> None:
    session = Session(FakeGateway([[NOTICE], [], [text("查到了")]]), "你好")
    assert session.screen.index("正在为您查") < session.screen.index("查到了")


def test_a_card_shows_number_source_and_date() -> None:
    screen = Session(FakeGateway([[CARD]]), "客服电话").screen
    for words in (
        "支付宝",
        "官方客服：人工服务 95188",
        "来源：支付宝防骗指南 · 2022-03",
        "较久没有核对过",
        "[1] 怎么投诉举报",
    ):
        assert words in screen


def test_a_text_shows_where_it_comes_from() -> None:
    sources = [{"title": "民法典", "date": "2020-05-28", "url": None}]
    screen = Session(FakeGateway([[{**text("一般信息。"), "sources": sources}]]), "你好").screen
    assert screen.index("一般信息。") < screen.index("来源：民法典 · 2020-05-28")


def test_steps_show_where_the_customer_is() -> None:
    screen = Session(FakeGateway([[STEPS]]), "下一步").screen
    for words in (
        "手机被锁",
        "✔ 拍照留证",
        "▶ 联系平台",
        "○ 投诉",
        "现在打官方电话。",
        "[1] 下一步",
        "[2] 这一步没成功",
    ):
        assert words in screen


def test_a_number_presses_the_button_that_bears_it() -> None:
    gateway = FakeGateway([[CARD, STEPS]], [[text("好")]])
    Session(gateway, "你好", "3")
    assert gateway.sent[1]["button"] == "b3"
    assert "text" not in gateway.sent[1]


@pytest.mark.parametrize("typed", ["0", "4", "-1", "²", "1."])
def test_a_number_that_no_button_bears_is_text(typed: str) -> None:
    gateway = FakeGateway([[CARD, STEPS]], [[text("好")]])
    Session(gateway, "你好", typed)
    assert gateway.sent[1]["text"] == typed


def test_buttons_of_earlier_answers_are_no_longer_pressed_by_number() -> None:
    gateway = FakeGateway([[CARD]], [[text("好")]], [[text("好")]])
    Session(gateway, "你好", "谢谢", "1")
    assert gateway.sent[2]["text"] == "1"


def test_a_notice_leaves_the_buttons_as_they_are() -> None:
    gateway = FakeGateway([[CARD], [NOTICE]], [[text("好")]])
    Session(gateway, "你好", "1")
    assert gateway.sent[1]["button"] == "b1"


@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_at_a_keyboard_it_asks_until_the_customer_leaves(end: type[BaseException]) -> None:
    prompts: list[str] = []

    def ask(prompt: str) -> str:
        prompts.append(prompt)
        if len(prompts) > 1:
            raise end
        return "你好"

    gateway = FakeGateway([[text("先别急")]])
    session = Session(gateway, ask=ask)
    assert session.code == 0
    assert prompts == ["您 > ", "您 > "]
    assert "先别急" in session.screen


def test_what_the_bot_says_is_not_taken_for_markup() -> None:
    assert "[red]不是颜色[/red]" in Session(FakeGateway([[text("[red]不是颜色[/red]")]]), "[bold]你好").screen


def test_masking_is_shown() -> None:
    gateway = FakeGateway([[text("好")]])
    gateway.masked = "我的号码[手机号]"
    assert "保存的是：我的号码[手机号]" in Session(gateway, "我的号码13800138000").screen


def test_a_refusal_is_shown_and_the_conversation_goes_on() -> None:
    session = Session(FakeGateway([[text("先别急")]]), "太长", "你好")
    assert session.screen.index("太长了") < session.screen.index("先别急")
    assert session.code == 0


@pytest.mark.parametrize("status", [-1, 502, 503])
def test_a_restart_of_the_gateway_is_ridden_out_visibly(status: int) -> None:
    gateway = FakeGateway([[text("好")]])
    troubles = iter([0, status, status, 0, status, 0])
    gateway.away = lambda _request: next(troubles, 0)
    session = Session(gateway, "你好")
    assert session.code == 0
    assert session.screen.count("正在重试") == 2
    assert session.screen.count("已重新连上") == 2
    assert session.pauses == [0.5, 1.0, 0.5]


def test_a_message_sent_again_bears_the_same_id() -> None:
    gateway = FakeGateway([[text("好")]])
    ids: list[str] = []

    def away(request: httpx.Request) -> int:
        if b"client_id" in request.content:
            ids.append(json.loads(request.content)["client_id"])
            return -1 if len(ids) < 3 else 0
        return 0

    gateway.away = away
    Session(gateway, "你好")
    assert len(ids) == 3
    assert len(set(ids)) == 1


def test_a_gateway_that_stays_away_ends_the_client_with_a_sentence() -> None:
    gateway = FakeGateway()
    gateway.away = lambda _request: -1
    session = Session(gateway, "你好")
    assert session.code == 1
    assert "make run" in session.screen
    assert 100 < sum(session.pauses) < 140


def test_an_answer_that_never_comes_is_said() -> None:
    assert "没有收到答复" in Session(FakeGateway([[NOTICE]]), "你好").screen
