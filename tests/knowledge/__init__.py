"""What is known and how it is looked up: tests, and the small records they share."""
