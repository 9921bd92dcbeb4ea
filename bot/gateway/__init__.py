"""The public web application: routes, sessions, limits, health."""
