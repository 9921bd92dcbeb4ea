"""The trainer's path: tests over a small content root that faults are planted in."""
