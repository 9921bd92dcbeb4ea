"""What to say next: guides as data, the walk through them, and what is remembered; plain Python without Rasa."""
