"""The trainer's path, a module a step: validate, parse, evaluate."""
