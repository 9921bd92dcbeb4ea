"""Conversations with the real assistant, through the gateway: what is said, and what must be in the answers."""
