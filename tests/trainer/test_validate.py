"""`bot validate` finds every fault of every file in one run, and none where there is none."""

from pathlib import Path

import pytest

from bot.trainer.folding import folded_words
from bot.trainer.validate import Places, validate
from tests.trainer.small_root import plant, small_root

PLANTED = [
    pytest.param(
        "data/sources/notice.yml", "grade: B+", "grade: X", "“grade: X” is not one of", id="grade of a source"
    ),
    pytest.param("data/platforms/north.yml", "kind: bank", "kind: shop", "“kind: shop” is not one of", id="kind"),
    pytest.param("data/authorities/19999.yml", "not_for:", "not-for:", "“not-for” is not a key", id="unknown key"),
    pytest.param("data/lexicon/not_names.yml", "not_names:", "not_name:", "“not_name” is not a key", id="not_names"),
    pytest.param("data/lexicon/words.yml", "words:", "word:", "“word” is not a key", id="words"),
    pytest.param("data/intents.yml", "group: talk", "group: chat", "“group: chat” is not one of", id="group"),
    pytest.param(
        "data/guides/phone_locked.yml", "card: authority:19999", "card: authority:1", "no authority “1”", id="card"
    ),
    pytest.param("data/guards/distress.yml", "idioms:", "idiom:", "“idiom” is not a key", id="guard"),
    pytest.param("data/phrases/guidance.yml", "您是想问哪一件？", "[]", "must be a text", id="phrase"),
    pytest.param(
        "data/nlu/talk/greet.yml", "- 在吗", "- 您好！", "“您好！” stands already in greet.yml:6", id="repeated"
    ),
    pytest.param(
        "data/nlu/talk/greet.yml", "- 嗨", "- 走投无路", "“走投无路” contradicts distress.yml:10", id="contradiction"
    ),
    pytest.param(
        "data/nlu/talk/greet.yml", "- 嗨", "* 嗨", "an example begins with “- ”: * 嗨", id="form of an example"
    ),
    pytest.param("data/nlu/talk/greet.yml", "- 嗨", "- # 嗨", "a comment inside the examples", id="comment"),
    pytest.param("data/nlu/topic/phone_locked.yml", "(platform)", "(bank)", "annotated as “bank”", id="annotation"),
    pytest.param(
        "data/nlu/talk/greet.yml", "intent: greet", "intent: hello", "must be the file's name, greet", id="file"
    ),
    pytest.param("heldout/all.tsv", "\tgreet", "\thello", "known intents: hello", id="label"),
    pytest.param(
        "heldout/all.tsv",
        "我的手机突然用不了了",
        "手机锁屏怎么办呢",
        "is also an example: phone_locked.yml:6",
        id="leak",
    ),
]
WITHOUT_LINE = [
    pytest.param(
        "data/nlu/talk/greet.yml", "      - 嗨\n", "", "data/nlu/talk/greet.yml: greet has 9 examples", id="few"
    ),
    pytest.param("domain.yml", "  - out_of_scope\n", "", "domain.yml: the intent out_of_scope is missing", id="domain"),
    pytest.param(
        "domain.yml", "- distress", "- distraction", "domain.yml: distraction is no intent", id="domain, more"
    ),
    pytest.param(
        "domain.yml", "utter_greet", "utter_great", "domain.yml: the response utter_greet is missing", id="utter"
    ),
    pytest.param(
        "data/rules/all.yml", "          - intent: greet\n", "", "data/rules: the intent greet has no rule", id="rule"
    ),
    pytest.param(
        "data/rules/all.yml",
        "intent: nlu_fallback",
        "intent: fallback",
        "data/rules: the intent nlu_fallback has no",
        id="fallback",
    ),
    pytest.param(
        "data/rules/all.yml", "intent: greet", "intent: hello", "data/rules/all.yml: hello is no intent", id="stranger"
    ),
    pytest.param(
        "data/rules/all.yml",
        "action_reply",
        "action_say",
        "data/rules/all.yml: the action action_say is not in",
        id="action",
    ),
    pytest.param(
        "data/intents.yml",
        "group: other",
        "group: topic",
        "data/intents.yml: the intent out_of_scope has no guide",
        id="guide",
    ),
    pytest.param(
        "data/intents.yml",
        "group: other",
        "group: talk",
        "data/nlu/other/out_of_scope.yml: belongs into talk/",
        id="folder",
    ),
]


TEN = [
    ("data/sources/notice.yml", '"2026-01-10"', "2026-01-10", "2026-01-10 needs double quotes"),
    (
        "data/platforms/north.yml",
        "sources: [notice]\n    checked_on",
        "sources: [rumour]\n    checked_on",
        "no source",
    ),
    ("data/authorities/19999.yml", "handles: [投诉]", "handles: []", "“handles” must not be empty"),
    ("data/intents.yml", "{name: greet, group: talk, title: 打招呼", "{name: greet, group: talk", "“title” is missing"),
    ("data/guides/phone_locked.yml", "offers: [distress]", "offers: [stress]", "“offers: stress” is no intent"),
    ("data/guards/distress.yml", "phrases: [不想活]", "phrases: 不想活: x", "not valid YAML"),
    ("data/phrases/guidance.yml", "clarify: 您是想问哪一件？", "clarify: [您是想问哪一件？]", "must be a text"),
    ("data/nlu/talk/greet.yml", "- 在吗", "- 走投无路", "“走投无路” contradicts"),
    ("domain.yml", "- phone_locked", "- phone_unlocked", "the intent phone_locked is missing"),
    ("heldout/all.tsv", "out_of_scope\tgreet", "out_of_scope\tweather", "known intents: weather"),
]
ANYWHERE = ("domain.yml",)  # told at line 1, as the fault is what does not stand there


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return small_root(tmp_path)


def found(places: Places) -> list[str]:
    """The problems with their paths from the root."""
    root = places.domain.parent
    return [str(problem).replace(f"{root}/", "") for problem in validate(places).problems]


def test_a_sound_root_has_no_problems(places: Places) -> None:
    outcome = validate(places)
    assert outcome.problems == []
    assert outcome.counts == {
        "platforms": 1,
        "authorities": 1,
        "sources": 1,
        "intents": 4,
        "guides": 2,
        "examples": 40,
        "held-out messages": 2,
    }


def test_ten_faults_in_ten_files_are_found_in_one_run(places: Places) -> None:
    root = places.domain.parent
    lines = [plant(root, name, sound, faulty) for name, sound, faulty, _ in TEN]
    problems = found(places)
    for (name, _, _, said), line in zip(TEN, lines, strict=True):
        where = f"{name}:{1 if name in ANYWHERE else line}: "
        assert [one for one in problems if one.startswith(where) and said in one], (where, said, problems)


@pytest.mark.parametrize(("name", "sound", "faulty", "said"), PLANTED)
def test_a_fault_is_told_where_it_stands(places: Places, name: str, sound: str, faulty: str, said: str) -> None:
    line = plant(places.domain.parent, name, sound, faulty)
    problems = found(places)
    assert [one for one in problems if one.startswith(f"{name}:{line}: ") and said in one], problems


@pytest.mark.parametrize(("name", "sound", "faulty", "said"), WITHOUT_LINE)
def test_what_is_missing_is_told_with_its_file(places: Places, name: str, sound: str, faulty: str, said: str) -> None:
    plant(places.domain.parent, name, sound, faulty)
    path, _, message = said.partition(": ")
    assert [one for one in found(places) if one.startswith(f"{path}:1: ") and message in one], found(places)


@pytest.mark.parametrize(
    "name",
    [
        "data/sources/notice.yml",
        "data/platforms/north.yml",
        "data/authorities/19999.yml",
        "data/lexicon/not_names.yml",
        "data/lexicon/words.yml",
        "data/intents.yml",
        "data/guides/distress.yml",
        "data/guards/distress.yml",
        "data/phrases/guidance.yml",
        "data/nlu/talk/greet.yml",
        "data/rules/all.yml",
        "domain.yml",
        "heldout/all.tsv",
    ],
)
@pytest.mark.parametrize(
    "content",
    [
        pytest.param("手机".encode("gb18030"), id="not UTF-8"),
        pytest.param(b"", id="empty"),
        pytest.param(b"- a\n- b\n", id="list"),
        pytest.param(b"a: [\n", id="bracket left open"),
        pytest.param(b"{a: b}: [c]\n", id="a mapping for a key"),
        pytest.param(b"rules: [x, {steps: y}, {steps: [z, {or: [z]}, {or: z, intent: [a]}]}]\n", id="strange steps"),
        pytest.param(b"rules: text\nactions: text\nintents: text\nresponses: text\nx: [1]\n", id="texts for lists"),
    ],
)
def test_no_file_is_so_broken_that_the_others_are_not_checked(places: Places, name: str, content: bytes) -> None:
    (places.domain.parent / name).write_bytes(content)
    plant(places.domain.parent, "data/nlu/topic/phone_locked.yml", "- 解锁要多久", "- # 解锁要多久")
    problems = found(places)
    assert [one for one in problems if "a comment inside the examples" in one]
    assert len(problems) > 1, problems


def test_an_intent_that_only_the_domain_knows_and_one_it_lacks_are_both_faults(places: Places) -> None:
    plant(places.domain.parent, "domain.yml", "- distress", "- distraction")
    told = "\n".join(found(places))
    assert "distraction is no intent of data/intents.yml" in told
    assert "the intent distress is missing" in told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("手机被锁了吗？", "手机被锁", id="particle and mark"),
        pytest.param("手機被鎖啦！", "手机被锁", id="traditional"),
        pytest.param("hb 怎么关", "ＨＢ怎么关", id="width"),
        pytest.param("“手机”，被锁…", "手机被锁", id="quotation marks"),
    ],
)
def test_the_same_words_are_the_same_example(one: str, other: str) -> None:
    assert folded_words(one) == folded_words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("好吗", "好的", id="short answers differ by their particles"),
        pytest.param("手机被锁", "手机没被锁", id="a negation"),
        pytest.param("？", "！", id="marks alone"),
    ],
)
def test_other_words_are_another_example(one: str, other: str) -> None:
    assert folded_words(one) != folded_words(other)


def test_a_greeting_may_be_held_out_too(places: Places) -> None:
    plant(places.domain.parent, "heldout/all.tsv", "今天热不热\tout_of_scope\tgreet", "早上好\tgreet\t")
    assert found(places) == []
