"""Parses messages with a trained model, outside any server: one JSON object a line in, one a line out.

Run by `bot parse` in Rasa's environment as `python -m bot.engine.parse MODEL`. Input lines are JSON strings, already
masked; output lines hold intent, confidence, ranking (the three likeliest) and entities, in the order of the input.
"""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any, Dict, TextIO

from rasa.core.agent import Agent

from bot.engine.turn import harmless

RANKING_LENGTH = 3
FALLBACK = "nlu_fallback"


async def parse_lines(agent: Agent, lines: TextIO, out: TextIO) -> None:
    """Answer each line as soon as it is parsed."""
    for line in lines:
        text = json.loads(line)
        parsed = await agent.parse_message(harmless(text)) if text.strip() else {}
        out.write(json.dumps(_row(parsed), ensure_ascii=False) + "\n")
        out.flush()


def _row(parsed: Dict[str, Any]) -> Dict[str, Any]:
    intent = parsed.get("intent") or {}
    ranking = [row for row in parsed.get("intent_ranking", []) if row["name"] != FALLBACK]
    return {
        "intent": intent.get("name") or FALLBACK,
        "confidence": float(intent.get("confidence") or 0.0),
        "ranking": [{"name": row["name"], "confidence": row["confidence"]} for row in ranking[:RANKING_LENGTH]],
        "entities": parsed.get("entities", []),
    }


def main() -> None:
    """Load the model named on the command line and parse standard input until it ends."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # Rasa prints its warnings on standard output
    agent = Agent.load(Path(sys.argv[1]))
    asyncio.run(parse_lines(agent, sys.stdin, out))


if __name__ == "__main__":
    main()
