"""The action server: turns Rasa's trackers into memory, asks the guidance what to say, and says it."""
