"""Asks a program of ours over HTTP whether it is ready; knows nothing of how it is started."""

import http.client
import urllib.parse

ANSWER_LIMIT = 2.0  # seconds


def is_healthy(url: str) -> bool:
    """Whether the URL answers 200 in time. No proxy is asked: what we probe is on this machine."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=ANSWER_LIMIT)
    try:
        connection.request("GET", parts.path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
