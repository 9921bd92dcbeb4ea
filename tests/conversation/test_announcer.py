"""Whoever listens hears the next announcement of their conversation, and nobody listens to a gateway that goes down."""

from bot.conversation.announcer import Announcer


def test_everybody_who_listens_to_a_conversation_hears() -> None:
    announcer = Announcer()
    with announcer.listen("a") as one, announcer.listen("a") as two, announcer.listen("b") as other:
        announcer.announce("a")
        assert (one.is_set(), two.is_set(), other.is_set()) == (True, True, False)


def test_what_was_announced_before_is_not_heard() -> None:
    announcer = Announcer()
    announcer.announce("a")
    with announcer.listen("a") as bell:
        assert not bell.is_set()


def test_nobody_is_remembered_after_listening() -> None:
    announcer = Announcer()
    with announcer.listen("a"):
        pass
    assert not announcer._bells


def test_closing_lets_everybody_go_now_and_later() -> None:
    announcer = Announcer()
    with announcer.listen("a") as bell:
        announcer.close()
        assert bell.is_set()
    with announcer.listen("a") as later:
        assert later.is_set()
