"""One turn of a conversation: accept, mask, keep, queue, ask the engine, keep the answer, announce it."""
