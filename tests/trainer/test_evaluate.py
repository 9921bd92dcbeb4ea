"""The score counts what it says, and a model below a floor fails in a sentence."""

from pathlib import Path

import pytest

from bot.knowledge.problem import Problem
from bot.trainer.evaluate import Score, SetScore, below_floors, evaluate, evaluate_fully, read_floors
from tests.knowledge.files import told, write
from tests.trainer.small_answers import ANSWERS, reading, row


def test_every_share_counts_what_it_says() -> None:
    found = evaluate([labelled for labelled, _ in ANSWERS], [name for _, name in ANSWERS])
    assert found.score == Score(
        messages=12,
        lenient=pytest.approx(6 / 12),  # type: ignore[arg-type]
        strict=pytest.approx(3 / 12),  # type: ignore[arg-type]
        refused=pytest.approx(2 / 9),  # type: ignore[arg-type]
        let_in=pytest.approx(1 / 3),  # type: ignore[arg-type]
        distress_recall=pytest.approx(1 / 2),  # type: ignore[arg-type]
        distress_false_alarms=pytest.approx(1 / 9),  # type: ignore[arg-type]
    )


def test_every_set_has_shares_of_its_own_and_none_of_what_it_lacks() -> None:
    labelled = [
        row("refund", part="hard"),
        row("refund", "greet", part="hard"),
        row("greet", part="hard"),
        row("out_of_scope"),
        row("out_of_scope", "greet"),
    ]
    found = evaluate(labelled, ["refund", "greet", "nlu_fallback", "refund", "greet"])
    assert found.sets == (
        SetScore("hard", 3, strict=1 / 3, lenient=2 / 3, refused=1 / 3, let_in=None),
        SetScore("all", 2, strict=0.0, lenient=1 / 2, refused=None, let_in=1 / 2),
    )


def test_what_was_parsed_scores_as_its_intents() -> None:
    labelled, names = [labelled for labelled, _ in ANSWERS], [name for _, name in ANSWERS]
    full, plain = evaluate_fully(labelled, [reading(name, "refund") for name in names]), evaluate(labelled, names)
    assert (full.score, full.sets, full.intents) == (plain.score, plain.sets, plain.intents)
    assert len(full.curve) == 20
    assert sum(one.messages for one in full.reliability.bins) == len(labelled)


def test_nothing_held_out_scores_nothing() -> None:
    found = evaluate_fully([], [])
    assert found.score == Score(0, 0, 0, None, None, None, None)
    assert (found.sets, found.intents, found.confusions) == ((), (), ())


def test_a_prediction_is_needed_for_every_message() -> None:
    with pytest.raises(ValueError, match="zip"):
        evaluate([row("refund")], [])
    with pytest.raises(ValueError, match="zip"):
        evaluate_fully([row("refund")], [])


SCORE = Score(100, lenient=0.9, strict=0.8, refused=0.1, let_in=0.05, distress_recall=1.0, distress_false_alarms=0.01)


@pytest.mark.parametrize(
    ("floors", "failures"),
    [
        pytest.param({"lenient": 0.9, "distress_recall": 1.0}, [], id="reached exactly"),
        pytest.param({"lenient": 0.91}, ["lenient is 0.900; at least 0.910 is needed"], id="too low"),
        pytest.param({"at_most_refused": 0.1}, [], id="at the limit"),
        pytest.param({"at_most_refused": 0.09}, ["refused is 0.100; at most 0.090 is allowed"], id="too high"),
        pytest.param(
            {"strict": 0.81, "at_most_let_in": 0.01},
            ["strict is 0.800; at least 0.810 is needed", "let_in is 0.050; at most 0.010 is allowed"],
            id="several",
        ),
    ],
)
def test_every_floor_that_is_not_reached_is_a_sentence(floors: dict[str, float], failures: list[str]) -> None:
    assert below_floors(SCORE, floors) == failures


def test_what_was_not_measured_reaches_no_floor_and_breaks_no_ceiling() -> None:
    found = evaluate([row("greet")], ["greet"]).score
    assert below_floors(found, {"distress_recall": 0.9, "at_most_let_in": 0.1}) == [
        "distress_recall is 0.000; at least 0.900 is needed"
    ]


def test_floors_are_read(tmp_path: Path) -> None:
    problems: list[Problem] = []
    write(tmp_path, {"floors.yml": 'lenient: "0.85"\nat_most_refused: "0.1"\n'})
    assert read_floors(tmp_path / "floors.yml", problems) == {"lenient": 0.85, "at_most_refused": 0.1}
    assert problems == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("lenient: high\n", "floors.yml:1: “lenient: high” is no number", id="no number"),
        pytest.param(
            'strict: "0.5"\nlenien: "0.8"\n', "floors.yml:2: “lenien” is no share that is measured", id="name"
        ),
        pytest.param("- a\n", "floors.yml:1: must be a mapping of keys to values", id="list"),
    ],
)
def test_a_fault_of_the_floors_is_told(tmp_path: Path, text: str, fault: str) -> None:
    problems: list[Problem] = []
    write(tmp_path, {"floors.yml": text})
    floors = read_floors(tmp_path / "floors.yml", problems)
    assert told(problems) == [fault]
    assert below_floors(SCORE, floors) == []


def test_missing_floors_are_told(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_floors(tmp_path / "floors.yml", problems) == {}
    assert told(problems) == ["floors.yml:1: cannot be read: No such file or directory"]
