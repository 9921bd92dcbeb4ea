"""What to say next: tests over a small content of their own, and over the real one."""
