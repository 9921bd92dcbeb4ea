"""Compares the assistant with stock Rasa on the same data: `bot bench`."""
