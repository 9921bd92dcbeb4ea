"""Messages have the form of the wire, and buttons stand below the last of them."""

from bot.guidance import message

BUTTONS = [message.button("下一步", "next_step", choice="next")]


def test_a_button_carries_its_intent_and_entities() -> None:
    assert message.button("甲", "greet") == {"title": "甲", "payload": "/greet"}
    assert message.button("甲", "inform", platform="jd")["payload"] == '/inform{"platform": "jd"}'
    assert message.button("甲", "inform", choice="没还")["payload"] == '/inform{"choice": "没还"}'


def test_a_text_with_buttons_is_a_choice_and_keeps_its_sources() -> None:
    cited: list[message.Cited] = [{"title": "某法", "date": "2020", "url": None}]
    (made,) = message.with_buttons([message.text("好", cited)], BUTTONS)
    assert made == {"kind": "choices", "text": "好", "buttons": BUTTONS, "sources": cited}


def test_buttons_stand_below_the_last_message_alone() -> None:
    first, last = message.with_buttons([message.text("一"), message.card("二", [])], BUTTONS)
    assert (first["kind"], "buttons" in first) == ("text", False)
    assert (last["kind"], last["buttons"]) == ("card", BUTTONS)


def test_buttons_join_those_that_are_there() -> None:
    (made,) = message.with_buttons([message.choices("选", BUTTONS)], BUTTONS)
    assert made["buttons"] == [*BUTTONS, *BUTTONS]


def test_without_buttons_or_messages_nothing_changes() -> None:
    assert message.with_buttons([message.text("好")], []) == [message.text("好")]
    assert message.with_buttons([], BUTTONS) == []


def test_steps_tell_what_is_done_and_what_comes() -> None:
    made = message.steps("手机被锁", ["拍照", "联系", "投诉"], 1, "找客服")
    assert [step["state"] for step in made["steps"]] == ["done", "current", "next"]
    assert (made["current"], made["text"], made["title"]) == (1, "找客服", "手机被锁")


def test_a_row_says_only_what_it_is_given() -> None:
    assert message.row("客服", "", number="95100") == {
        "label": "客服",
        "text": "",
        "number": "95100",
        "source": None,
        "date": None,
        "url": None,
        "stale": False,
    }


def test_a_source_is_named_once_in_a_turn() -> None:
    law = {"title": "某法", "date": "2020", "url": None}
    rule = {"title": "某规定", "date": "2021", "url": None}
    turn = [message.text("一", [law]), message.text("二", [law, rule])]
    message.cite_once(turn)
    assert [one["sources"] for one in turn] == [[law], [rule]]
