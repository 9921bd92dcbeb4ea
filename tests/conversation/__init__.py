"""Turns, their store and what is masked: tests and the fakes they share."""
