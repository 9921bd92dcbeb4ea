"""Sets up one machine, then starts and watches the processes on it."""
