"""Dictionary and names are derived from the data, kept beside a model, and change its fingerprint when they change."""

from pathlib import Path

import pytest

from bot.engine.word_files import (
    KnownNames,
    PlatformNames,
    domain_words,
    fingerprint,
    known_names,
    read_names,
    write_names,
)
from bot.errors import DataError
from tests.knowledge.files import write
from tests.knowledge.small_directory import PLATFORM, SOURCE


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(
        tmp_path / "data",
        {
            "sources/notice.yml": SOURCE,
            "platforms/north.yml": PLATFORM,
            "lexicon/words.yml": "words: [先用后付, 锁机, 付, 锁机]\n",
            "lexicon/not_names.yml": "not_names: [北方行话]\n",
        },
    )


def test_the_dictionary_holds_lexicon_and_names_but_no_misspellings(data: Path) -> None:
    assert domain_words(data) == sorted({"先用后付", "锁机", "北方银行", "北方行", "bfyh"})


def test_a_faulty_lexicon_is_an_error_with_its_line(data: Path) -> None:
    write(data, {"lexicon/words.yml": "words: [a\n", "lexicon/more.yml": "- b\n"})
    with pytest.raises(DataError, match=r"more\.yml:1: .*\n.*words\.yml:2: "):
        domain_words(data)


def test_names_come_back_as_they_were_kept(data: Path, tmp_path: Path) -> None:
    names = known_names(data).with_platforms([PlatformNames("unlisted:南方贷", "南方贷")])
    write_names(names, tmp_path / "names.json")
    assert read_names(tmp_path / "names.json") == names
    assert names.not_names == ("北方行话",)


def test_names_beside_a_model_find_what_the_directory_finds(data: Path) -> None:
    finder = known_names(data).finder()
    assert [(one.platform, one.how) for one in finder.find("北芳银行")] == [("north", "misspelling")]
    assert finder.find("北方行话") == ()


@pytest.mark.parametrize(
    ("sound", "faulty"),
    [
        pytest.param("name: 北方银行", "name: 北方信托", id="name"),
        pytest.param("[北方行, bfyh]", "[北方行]", id="alias"),
        pytest.param("[北芳银行]", "[北方垠行]", id="misspelling"),
    ],
)
def test_names_change_the_fingerprint(data: Path, sound: str, faulty: str) -> None:
    before = fingerprint(str(known_names(data)))
    write(data, {"platforms/north.yml": PLATFORM.replace(sound, faulty)})
    assert fingerprint(str(known_names(data))) != before


def test_facts_do_not_change_the_fingerprint(data: Path) -> None:
    before = fingerprint(str(known_names(data)))
    write(data, {"platforms/north.yml": PLATFORM.replace("没有独立 App。", "有独立 App。")})
    assert fingerprint(str(known_names(data))) == before


def test_a_fingerprint_tells_values_apart_and_like_values_not() -> None:
    assert fingerprint(["a", "b"]) == fingerprint(["a", "b"])
    assert fingerprint(["a", "b"]) != fingerprint(["ab"])
    assert fingerprint(KnownNames(())) != fingerprint(KnownNames((), ("x",)))
