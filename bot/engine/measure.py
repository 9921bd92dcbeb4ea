"""Measures a trained model in a process of its own: loading, memory, every parse and every whole turn.

Run by `bot bench` in Rasa's environment as `python -m bot.engine.measure MODEL ACTIONS_URL`. Standard input holds a
JSON object {texts, turns, is_ours}; standard output gets one JSON object, described by `measured`.
"""

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import Any, Dict, List

STARTED = time.perf_counter()

from rasa.core.agent import Agent  # noqa: E402 -- loading is timed from the first import on
from rasa.utils.endpoints import EndpointConfig  # noqa: E402

from bot.engine.action_results import check_schema_once  # noqa: E402
from bot.engine.turn import harmless  # noqa: E402

WARM_UP = 10  # messages that are not timed
TURNS_A_CONVERSATION = 5


async def measured(agent: Agent, texts: List[str], turns: List[str]) -> Dict[str, Any]:
    """`predictions` (intent and confidence of each text), `parse_ms` and `turn_ms` of each, `memory_mb` afterwards."""
    for text in texts[:WARM_UP]:
        await agent.parse_message(harmless(text))
    predictions, parse_ms, turn_ms = [], [], []
    for text in texts:
        begun = time.perf_counter()
        parsed = await agent.parse_message(harmless(text))
        parse_ms.append(1000 * (time.perf_counter() - begun))
        predictions.append([parsed["intent"]["name"] or "", float(parsed["intent"]["confidence"] or 0.0)])
    for text in turns[:WARM_UP]:
        await agent.handle_text(harmless(text), sender_id="warm-up")
    for place, text in enumerate(turns):
        begun = time.perf_counter()
        await agent.handle_text(harmless(text), sender_id=f"conversation {place // TURNS_A_CONVERSATION}")
        turn_ms.append(1000 * (time.perf_counter() - begun))
    return {"predictions": predictions, "parse_ms": parse_ms, "turn_ms": turn_ms, "memory_mb": _memory_mb()}


def _memory_mb() -> float:
    """Resident memory of this process, as Linux tells it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def main() -> None:
    """Load the model named on the command line, measure it, print what was measured."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # Rasa prints its warnings on standard output
    asked = json.load(sys.stdin)
    if asked["is_ours"]:
        check_schema_once()  # as the gateway's door does
    agent = Agent.load(Path(sys.argv[1]), action_endpoint=EndpointConfig(sys.argv[2]))
    loaded = time.perf_counter() - STARTED
    found = asyncio.run(measured(agent, asked["texts"], asked["turns"]))
    json.dump({**found, "load_seconds": loaded}, out, ensure_ascii=False)
    out.close()


if __name__ == "__main__":
    main()
