"""The page holds everything, asks nothing of anybody, and shows what customers wrote as they wrote it."""

import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.knowledge.intent import Intent
from bot.trainer.evaluate import FullEvaluation, evaluate_fully
from bot.trainer.evaluation_report import Occasion, as_html, as_json, write_report
from tests.trainer.small_answers import reading, row

INTENTS = {
    "refund": Intent("refund", "topic", "退款", "退款"),
    "greet": Intent("greet", "talk", "打招呼", "你好"),
}
NASTY = '<script>alert("1")</script>&amp; https://example.com'
OCCASION = Occasion(
    datetime(2026, 11, 22, 8, 30, tzinfo=UTC),
    "22e4d9e34deb7ea5.tar.gz",
    ("mine.tsv",),
    {"lenient": 0.8, "at_most_let_in": 0.1},
    ("mine.tsv:4: needs a text and known intents: hello",),
)
VOID = {"meta", "link"}


class Outline(HTMLParser):
    """The elements of a page, and whether each is closed where it should be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.met: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.met.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.met.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def found() -> FullEvaluation:
    labelled = [row("refund", text=NASTY), row("refund"), row("out_of_scope"), row("greet", part="hard")]
    readings = [reading("greet"), reading("refund", confidence=0.9), reading("refund"), reading("greet")]
    return evaluate_fully(labelled, readings)


def test_the_page_is_well_formed_and_has_every_part(found: FullEvaluation) -> None:
    page = Outline(as_html(found, OCCASION, INTENTS))
    assert page.open == []
    assert page.met.count("svg") == 2
    for part in ("评测报告", "各意图表现", "最常见的混淆", "拒答与误收曲线", "置信度可靠性"):
        assert part in page.text
    for part in ("2026-11-22", "22e4d9e34deb7ea5.tar.gz", "4 条", "mine.tsv:4: needs a text", "退款", "hard"):
        assert part in page.text


def test_the_page_asks_nothing_of_anybody(found: FullEvaluation) -> None:
    page = as_html(found, OCCASION, INTENTS).replace("https://example.com", "")  # a customer's words, not a link
    assert "script" not in Outline(page).met
    assert set(re.findall(r"https?://[^/\"]*", page)) == {"http://www.w3.org"}
    assert not re.search(r"\b(src|href)=\"(?!data:,\"|#)|@import|url\(|<!--", page)


def test_what_a_customer_wrote_is_text(found: FullEvaluation) -> None:
    html = as_html(found, OCCASION, INTENTS)
    assert NASTY not in html
    assert NASTY in Outline(html).text


def test_a_missed_floor_is_shown(found: FullEvaluation) -> None:
    text = Outline(as_html(found, OCCASION, INTENTS)).text
    assert "✗ 及格线 至少 80.0%" in text
    assert "✗ 及格线 至多 10.0%" in text
    assert text.count("及格线") == 2


def test_an_evaluation_without_a_mistake_or_a_message_is_a_page_too() -> None:
    right = evaluate_fully([row("refund")], [reading("refund")])
    assert "没有一句认错" in as_html(right, OCCASION, INTENTS)
    assert Outline(as_html(evaluate_fully([], []), OCCASION, INTENTS)).open == []


def test_the_rare_confusions_and_the_strong_intents_are_folded_away() -> None:
    names = [f"topic_{chr(97 + place // 26)}{chr(97 + place % 26)}" for place in range(70)]
    wrong = [(gold, names[place - 1]) for place, gold in enumerate(names)]
    found = evaluate_fully([row(gold) for gold, _ in wrong], [reading(name) for _, name in wrong])
    page = Outline(as_html(found, OCCASION, {}))
    assert page.open == []
    assert "其余 55 个意图" in page.text
    assert "还有 10 种" in page.text


def test_the_json_holds_every_number(found: FullEvaluation) -> None:
    told = json.loads(as_json(found, OCCASION))
    assert (told["date"], told["model"]) == ("2026-11-22T08:30:00+00:00", "22e4d9e34deb7ea5.tar.gz")
    assert told["score"]["messages"] == 4
    assert [one["name"] for one in told["sets"]] == ["all", "hard"]
    assert {one["name"] for one in told["intents"]} == {"refund", "greet", "out_of_scope"}
    assert told["confusions"][1]["examples"] == [{"text": NASTY, "guess": "greet", "confidence": 0.5}]
    assert len(told["curve"]) == 20
    assert told["reliability"]["bins"][5]["messages"] == 3


def test_both_are_written_into_a_new_folder(found: FullEvaluation, tmp_path: Path) -> None:
    page = write_report(tmp_path / "new" / "folder", found, OCCASION, INTENTS)
    assert page == tmp_path / "new" / "folder" / "report.html"
    assert sorted(path.name for path in page.parent.iterdir()) == ["report.html", "report.json"]
