"""The public doors: each turns its wire format into a turn and back."""
