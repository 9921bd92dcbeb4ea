"""What ended is started again, ever later, and every step of it is told."""

from pathlib import Path

import pytest

from bot.serve.supervisord import Held, Supervisord
from bot.serve.watch import Watch, delay


class FakeSupervisord(Supervisord):
    """Holds one program that ends whenever the test says so."""

    def __init__(self) -> None:
        super().__init__(Path("run"), Path("logs"))
        self.running = True
        self.starts = 0

    def held(self) -> dict[str, Held]:
        return {"rasa": Held("rasa", 1, self.running, not self.running, "spawn error")}

    def start(self, name: str) -> None:
        assert name == "rasa"
        self.starts += 1
        self.running = True

    def why_ended(self, name: str) -> str:
        return {"rasa": "exit status 3"}[name]


class Scene:
    """A watch over the fake, on a clock that the test moves."""

    def __init__(self) -> None:
        self.supervisord = FakeSupervisord()
        self.now = 0.0
        self.lines: list[str] = []
        self.watch = Watch(self.supervisord, [], self.lines.append, clock=lambda: self.now)

    def look_for(self, seconds: float) -> None:
        for _ in range(round(seconds * 2)):
            self.now += 0.5
            self.watch.look()

    def crash(self) -> None:
        self.supervisord.running = False
        self.look_for(0.5)


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.mark.parametrize(("failures", "seconds"), [(1, 1), (2, 2), (3, 4), (5, 16), (6, 30), (1000, 30)])
def test_the_delay_doubles_up_to_a_limit(failures: int, seconds: float) -> None:
    assert delay(failures) == seconds


def test_an_end_is_told_with_its_reason_and_the_number_of_the_restart(scene: Scene) -> None:
    scene.look_for(1)
    scene.crash()
    assert scene.lines[-1] == "! rasa ended (exit status 3); restart number 1 in 1 s"


def test_it_is_started_again_after_the_delay_and_not_before(scene: Scene) -> None:
    scene.crash()
    scene.look_for(0.5)
    assert scene.supervisord.starts == 0
    scene.look_for(1)
    assert scene.supervisord.starts == 1
    assert "rasa is ready again" in scene.lines[-1]


def test_a_crash_loop_is_retried_for_ever_with_a_capped_delay(scene: Scene) -> None:
    for _ in range(20):
        scene.crash()
        scene.look_for(31)
    assert scene.supervisord.starts == 20
    assert scene.lines[-2] == "! rasa ended (exit status 3); restart number 20 in 30 s"


def test_a_long_healthy_life_makes_earlier_failures_forgotten(scene: Scene) -> None:
    scene.crash()
    scene.look_for(2)
    scene.crash()
    assert scene.lines[-1].endswith("restart number 2 in 2 s")
    scene.look_for(65)
    scene.crash()
    assert scene.lines[-1].endswith("restart number 3 in 1 s")


def test_a_program_that_was_removed_is_no_longer_waited_for(scene: Scene) -> None:
    scene.crash()
    assert scene.watch.waiting_for() == ["rasa"]
    scene.supervisord.held = dict  # type: ignore[method-assign]
    scene.watch.look()
    assert scene.watch.waiting_for() == []
