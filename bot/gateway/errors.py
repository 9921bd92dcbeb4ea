"""Answers all that goes wrong with `{"error": {"code", "message"}}` and a sentence of the phrases; knows no route."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from bot.conversation.refusals import RefusedError
from bot.knowledge.phrases import Phrase

STATUS: Mapping[str, HTTPStatus] = {
    "blank_text": HTTPStatus.UNPROCESSABLE_ENTITY,
    "too_long": HTTPStatus.UNPROCESSABLE_ENTITY,
    "control_characters": HTTPStatus.UNPROCESSABLE_ENTITY,
    "button_unknown": HTTPStatus.NOT_FOUND,
    "wrong_request": HTTPStatus.BAD_REQUEST,
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "session_missing": HTTPStatus.UNAUTHORIZED,
    "session_unknown": HTTPStatus.UNAUTHORIZED,
    "session_expired": HTTPStatus.UNAUTHORIZED,
    "session_foreign": HTTPStatus.FORBIDDEN,
    "conversation_unknown": HTTPStatus.NOT_FOUND,
    "not_found": HTTPStatus.NOT_FOUND,
    "method_not_allowed": HTTPStatus.METHOD_NOT_ALLOWED,
    "internal": HTTPStatus.INTERNAL_SERVER_ERROR,
}
_BY_STATUS: Mapping[int, str] = {
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too_large",
}
_FIRST_SERVER_ERROR = 500

_log = logging.getLogger(__name__)


class ErrorDetail(BaseModel):
    """`code` is for programs and stays the same, `message` is for the customer."""

    code: str
    message: str


class ErrorResponse(BaseModel):
    """The body of every answer that is not a success."""

    error: ErrorDetail


class ErrorAnswers:
    """The handlers of one application, with the sentences they answer with."""

    def __init__(self, phrases: Mapping[str, Phrase]) -> None:
        self._phrases = phrases

    def install(self, app: FastAPI) -> None:
        """Let the application answer all its errors this way."""
        app.add_exception_handler(RefusedError, self._refused)
        app.add_exception_handler(RequestValidationError, self._wrong_request)
        app.add_exception_handler(HTTPException, self._http_error)
        app.add_exception_handler(Exception, self._unexpected)

    def answer(self, code: str, details: Mapping[str, object] | None = None) -> JSONResponse:
        """The response for an error code."""
        message = self._phrases[code].text.format(**(details or {}))
        body = ErrorResponse(error=ErrorDetail(code=code, message=message))
        status = STATUS[code]
        headers = {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else None
        return JSONResponse(body.model_dump(), status_code=status, headers=headers)

    async def _refused(self, _request: Request, error: Exception) -> JSONResponse:
        refused = error if isinstance(error, RefusedError) else RefusedError("internal")
        return self.answer(refused.code, refused.details)

    async def _wrong_request(self, _request: Request, _error: Exception) -> JSONResponse:
        return self.answer("wrong_request")  # the details would quote what the customer wrote

    async def _http_error(self, _request: Request, error: Exception) -> JSONResponse:
        status = error.status_code if isinstance(error, HTTPException) else _FIRST_SERVER_ERROR
        fallback = "internal" if status >= _FIRST_SERVER_ERROR else "wrong_request"
        return self.answer(_BY_STATUS.get(status, fallback))

    async def _unexpected(self, request: Request, error: Exception) -> JSONResponse:
        _log.error("request failed", exc_info=error, extra={"method": request.method})
        return self.answer("internal")


def error_responses(*codes: str) -> dict[int | str, dict[str, Any]]:
    """The part of a route's OpenAPI that lists the error codes it may answer with."""
    listed: dict[int | str, dict[str, Any]] = {}
    for code in codes:
        entry = listed.setdefault(int(STATUS[code]), {"model": ErrorResponse, "description": ""})
        entry["description"] = ", ".join(filter(None, [entry["description"], code]))
    return listed
