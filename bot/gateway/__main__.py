"""`python -m bot.gateway`: the gateway alone, with the settings of the environment; knows no other process."""

import sys

from bot.errors import BotError
from bot.gateway.server import run
from bot.settings import load_settings

if __name__ == "__main__":
    try:
        run(load_settings())
    except BotError as error:
        sys.exit(str(error))
