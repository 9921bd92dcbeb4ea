"""A small content root without a fault: four intents, one platform, and everything that goes with them."""

from pathlib import Path

from bot.trainer.validate import Places
from tests.knowledge.files import write
from tests.knowledge.small_directory import AUTHORITY, PLATFORM, SOURCE

EXAMPLES = {
    "topic/phone_locked": "手机被锁 手机锁屏怎么办 锁机怎么解 解锁要多久 被远程锁定 监管锁在哪 打不开手机 锁屏要钱 "
    "为何锁我 [北方银行](platform)锁机",
    "guard/distress": "不想活 撑不住 想轻生 活着好累 没有活路 走投无路 想结束 崩溃到想哭 谁来救我 想消失",
    "talk/greet": "你好 您好 在吗 早上好 晚上好 哈喽 嗨 有人么 下午好 客服在线么",
    "other/out_of_scope": "天气如何 点外卖 买股票 话费多少 讲笑话 下雨没 球赛几点 唱首歌 翻译一句 做道菜",
}
FILES = {
    "data/sources/notice.yml": SOURCE,
    "data/platforms/north.yml": PLATFORM,
    "data/authorities/19999.yml": AUTHORITY,
    "data/lexicon/not_names.yml": "not_names: [北方行话]\n",
    "data/lexicon/words.yml": "words: [锁机, 监管锁]\n",
    "data/lexicon/brands.yml": "brands:\n  - {name: 苹果, aliases: [iphone]}\n",
    "data/intents.yml": """
        intents:
          - {name: phone_locked, group: topic, title: 手机被锁, covers: 锁机}
          - {name: distress, group: guard, title: 危急, covers: 危急}
          - {name: greet, group: talk, title: 打招呼, covers: 你好}
          - {name: out_of_scope, group: other, title: 别的, covers: 天气}
    """,
    "data/guides/phone_locked.yml": """
        id: phone_locked
        title: 手机被锁
        start: photo
        nodes:
          photo:
            say: 先拍下锁屏。
            step: 拍照
            failed: complain
            next: complain
          complain:
            say: 打 19999 投诉。
            sources: [notice]
            card: authority:19999
            offers: [distress]
            next: end
    """,
    "data/guides/distress.yml": """
        id: distress
        title: 先照顾好自己
        start: hold
        nodes:
          hold:
            say: 谢谢你告诉我。
            next: end
    """,
    "data/guards/distress.yml": "id: distress\nphrases: [不想活]\nidioms: [不想活动]\n",
    "data/phrases/guidance.yml": "clarify: 您是想问哪一件？\n",
    "data/rules/all.yml": """
        version: "3.1"
        rules:
          - rule: everything is answered
            steps:
              - or:
                  - intent: phone_locked
                  - intent: distress
                  - intent: greet
                  - intent: out_of_scope
                  - intent: nlu_fallback
              - action: action_reply
    """,
    "domain.yml": """
        version: "3.1"
        intents:
          - phone_locked
          - distress
          - greet: {use_entities: []}
          - out_of_scope
        actions: [action_reply]
        responses:
          utter_greet:
            - text: 您好。
    """,
    "heldout/all.tsv": "text\tgold\talso\n我的手机突然用不了了\tphone_locked\t\n今天热不热\tout_of_scope\tgreet\n",
}


def nlu_file(name: str) -> str:
    """The file with the examples of an intent; the first stands in line 5."""
    intent = name.partition("/")[2]
    examples = "".join(f"      - {example}\n" for example in EXAMPLES[name].split())
    return f'version: "3.1"\nnlu:\n  - intent: {intent}\n    examples: |\n{examples}'


def small_root(folder: Path) -> Places:
    """All files, below a folder."""
    write(folder, FILES)
    for name in EXAMPLES:
        path = folder / "data" / "nlu" / f"{name}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(nlu_file(name), encoding="utf-8")
    return Places(folder / "data", folder / "domain.yml", folder / "heldout")


def plant(folder: Path, name: str, sound: str, faulty: str) -> int:
    """Replace a part of a file, which must stand there once; the line at which it stands."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(sound) == 1, f"{sound!r} stands {text.count(sound)} times in {name}"
    path.write_text(text.replace(sound, faulty), encoding="utf-8")
    return text[: text.index(sound)].count("\n") + 1
