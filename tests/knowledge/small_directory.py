"""A directory of one source, one platform and one authority, whose files tests change to plant faults."""

from pathlib import Path

from bot.knowledge.directory import Directory, read_directory
from bot.knowledge.problem import Problem
from tests.knowledge.files import write

SOURCE = """
    id: notice
    title: 北方银行公告
    publisher: 北方银行
    date: "2026-01-10"
    retrieved: "2026-02-01"
    grade: B+
    url: https://example.com/notice
    evidence: 只给维护者看
"""
PLATFORM = """
    id: north
    name: 北方银行
    aliases: [北方行, bfyh]
    misspellings: [北芳银行]
    kind: bank
    reliable_information: some
    operator: {text: 北方集团, grade: B, sources: [notice]}
    contacts:
      - number: "400-000-0001"
        scope: 客服
        hours: 每天9点到18点
        grade: B
        sources: [notice]
        checked_on: "2026-03-01"
    official_ways: [App 里的客服]
    facts:
      - {text: 没有独立 App。, grade: B, sources: [notice]}
    banned_numbers:
      - {number: "400-123-9999", reason: 占位号码, evidence: 一篇文章}
    note: 这是备注
"""
AUTHORITY = """
    id: "19999"
    name: 投诉热线 19999
    aliases: [投诉办]
    handles: [投诉]
    not_for: [报警]
    for_whom: 先找过银行的人
    contacts:
      - {number: "19999", scope: 热线, grade: B, sources: [notice], lasting: true}
    official_ways: [先打银行客服]
    facts:
      - {text: 全国统一。, grade: B, sources: [notice]}
"""


def read(folder: Path, **changed: str) -> tuple[Directory, list[Problem]]:
    """The directory of the three sound files, of which some are `changed` and others added."""
    files = {
        "sources/notice.yml": SOURCE,
        "platforms/north.yml": PLATFORM,
        "authorities/19999.yml": AUTHORITY,
        "lexicon/not_names.yml": "not_names: [北方行话]\n",
        **{f"{name.replace('__', '/')}.yml": text for name, text in changed.items()},
    }
    problems: list[Problem] = []
    return read_directory(write(folder, files), problems), problems
