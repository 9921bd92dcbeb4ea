"""The errors our own code raises on purpose; each message says what happened and what to do."""


class BotError(Exception):
    """Base of all errors that a person can act on; its text is one or two plain sentences."""


class SettingsError(BotError):
    """A setting is missing, malformed or contradicts another one."""


class DataError(BotError):
    """Files under ``data/`` cannot be used; the text lists every problem as ``path:line: message``."""


class EngineError(BotError):
    """The Rasa server did not answer, or answered with nothing a customer could be told."""


class SetupError(BotError):
    """The machine cannot run the assistant as it is."""
