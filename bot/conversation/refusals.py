"""The one way to refuse what a customer or a client sent; knows codes, not their sentences and not HTTP."""

from bot.errors import BotError


class RefusedError(BotError):
    """A request that is refused. `code` names the reason, `details` fill the placeholders of its sentence."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
