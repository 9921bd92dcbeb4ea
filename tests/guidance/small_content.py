"""A small content of invented platforms and short guides, which is sound by our own checks."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bot.guidance.cards import Cards
from bot.guidance.guide import Guide
from bot.guidance.guide_check import Surroundings
from bot.guidance.guide_files import read_guides
from bot.guidance.parts import Content
from bot.guidance.reply import Replies
from bot.guidance.wording import Wording
from bot.knowledge.directory import Directory
from bot.knowledge.intent import Intent
from bot.knowledge.phrases import Phrase
from bot.knowledge.problem import Problem
from bot.knowledge.record import BannedNumber
from tests.guidance.small_guides import GUIDES
from tests.knowledge.files import write
from tests.knowledge.records import authority, contact, directory, fact, platform, source

TODAY = date(2026, 7, 1)
FRESH, OLD, RUMOUR = (
    source("fresh", "B", "2026-06-01"),
    source("old", "B+", "2020"),
    source("rumour", "C", "2026-06-01"),
)

DAHAI = platform(
    "dahai",
    "大海支付",
    "payment",
    aliases=("大海",),
    contacts=(contact("95100", sources=(FRESH,)),),
    official_ways=("App 里的客服",),
)
HAIBEI = platform("haibei", "海贝", "pay_later", parent="dahai", official_ways=("大海支付 App",))
YUNDUOHUA = platform(
    "yunduohua",
    "云朵花",
    "broker",
    lookalikes=("yunduojie",),
    contacts=(contact("400-000-0002", sources=(FRESH,)),),
    official_ways=("App 里的客服",),
)
YUNDUOJIE = platform(
    "yunduojie",
    "云朵借",
    "consumer_finance",
    lookalikes=("yunduohua",),
    facts=(fact("和云朵花没有关系。"),),
    official_ways=("App",),
)
QINGSONG = platform(
    "qingsong",
    "青松租机",
    "device_rental",
    contacts=(contact("400-000-0009", "C"),),
    banned_numbers=(BannedNumber("400-123-9999", "占位号码"),),
    has_reliable_information=False,
    official_ways=("合同首页",),
    note="青松租机的电话没有核实过。",
)
HOTLINE = authority(
    "19999",
    contacts=(contact("19999", sources=(FRESH,), is_lasting=True),),
    facts=(fact("旧闻。", "B", OLD), fact("传闻。", "C", RUMOUR)),
)
DIRECTORY = directory(DAHAI, HAIBEI, YUNDUOHUA, YUNDUOJIE, QINGSONG, authorities=(HOTLINE,))

TOPICS = ("phone_locked", "cancel_service", "contact_support", "file_complaint", "interest_rate", "credit_limit")
GUARDS = ("distress", "fraud_check")
MOVES = ("next_step", "step_failed", "repeat", "start_over", "affirm", "deny", "inform", "human_handoff", "unhelpful")
SMALL_TALK = ("greet", "goodbye", "thank", "ask_capabilities", "bot_challenge")
INTENTS: Mapping[str, Intent] = {
    name: Intent(name, group, f"关于{name}", "…")
    for group, names in {
        "topic": TOPICS,
        "guard": GUARDS,
        "talk": MOVES + SMALL_TALK,
        "other": ("out_of_scope",),
    }.items()
    for name in names
}


class Echo(dict[str, Phrase]):
    """Wording in which every sentence is its own key, with its blanks where a test needs them."""

    def __missing__(self, key: str) -> Phrase:
        return Phrase(f"<{key}>")


BLANKS = {
    "platform": "platform_noted fact_noted platform_unknown platform_unlisted card_contacts card_profile",
    "names": "doubt_close doubt_lookalikes",
    "topic": "resume resumed",
    "handles": "authority_handles",
    "hours": "contact_hours",
    "kinds": "personal_numbers",
    "date": "read_on",
    "quantities": "quantity_noted",
}
WORDING = Wording(
    Echo(
        {
            **{key: Phrase(f"<{key} {{{blank}}}>") for blank, keys in BLANKS.items() for key in keys.split()},
            "banned_number": Phrase("<banned_number {number} {reason}>"),
            "main_topics": Phrase("phone_locked cancel_service contact_support"),
            "platform_topics": Phrase("contact_support cancel_service"),
            "common_platforms": Phrase("dahai yunduohua"),
            "that_platform": Phrase("该平台"),
        }
    )
)


def cards(directory: Directory = DIRECTORY) -> Cards:
    return Cards(directory, WORDING, lambda: TODAY, 180)


def guides(folder: Path) -> dict[str, Guide]:
    """The guides, read as the real ones are; they must be sound."""
    problems: list[Problem] = []
    write(folder, {f"{name}.yml": text for name, text in GUIDES.items()})
    read = read_guides(folder, Surroundings(DIRECTORY, frozenset(INTENTS)), problems)
    assert problems == []
    return read


def replies(guides: Mapping[str, Guide]) -> Replies:
    return Replies(Content(guides, INTENTS, DIRECTORY, WORDING), cards())
