"""A token opens one conversation, for a time, and nothing else does."""

from datetime import timedelta

import pytest

from bot.conversation.refusals import RefusedError
from bot.gateway.sessions import Sessions
from tests.conversation.fake_clock import FakeClock

MONTH = timedelta(days=30)


@pytest.fixture
def sessions(clock: FakeClock) -> Sessions:
    return Sessions("secret", MONTH, clock)


def refusal(sessions: Sessions, token: str | None, conversation_id: str = "a") -> str:
    with pytest.raises(RefusedError) as caught:
        sessions.check(token, conversation_id)
    return caught.value.code


def test_a_token_opens_its_conversation(sessions: Sessions) -> None:
    sessions.check(sessions.issue("a"), "a")


def test_a_token_opens_no_other(sessions: Sessions) -> None:
    assert refusal(sessions, sessions.issue("b")) == "session_foreign"


def test_a_token_lives_to_its_last_second(sessions: Sessions, clock: FakeClock) -> None:
    token = sessions.issue("a")
    clock.jump(MONTH.total_seconds() - 1)
    sessions.check(token, "a")
    clock.jump(1)
    assert refusal(sessions, token) == "session_expired"


@pytest.mark.parametrize("token", ["", None])
def test_no_token_is_no_session(sessions: Sessions, token: str | None) -> None:
    assert refusal(sessions, token) == "session_missing"


@pytest.mark.parametrize("token", ["x", "x.y", ".", "é", "a" * 10_000])
def test_nonsense_is_no_session(sessions: Sessions, token: str) -> None:
    assert refusal(sessions, token) == "session_unknown"


def test_a_changed_token_is_no_session(sessions: Sessions) -> None:
    token = sessions.issue("a")
    assert refusal(sessions, token[:-2] + ("AA" if token[-2:] != "AA" else "BB")) == "session_unknown"


def test_a_token_of_another_secret_is_no_session(sessions: Sessions, clock: FakeClock) -> None:
    assert refusal(sessions, Sessions("other", MONTH, clock).issue("a")) == "session_unknown"
