"""The routes of the web channel: each checks the session and hands on; decides nothing itself."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from bot.channels.web import OpenResponse, Page, SendRequest, SendResponse, WebChannel
from bot.conversation.messages import reply_from_phrases
from bot.gateway.errors import error_responses
from bot.gateway.sessions import Sessions
from bot.knowledge.phrases import Phrase

_SESSION_ERRORS = ("session_missing", "session_unknown", "session_expired", "session_foreign")
_HIGHEST_SEQ = 2**31 - 1

_bearer = HTTPBearer(auto_error=False, description="the token that came with the conversation")
_Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def conversation_routes(
    channel: WebChannel, sessions: Sessions, greeting: tuple[Phrase, ...], poll_limit: float
) -> APIRouter:
    """All routes below /api/conversations."""
    router = APIRouter(prefix="/api/conversations", tags=["conversations"])

    def in_session(conversation_id: str, credentials: _Credentials) -> str:
        sessions.check(credentials.credentials if credentials else None, conversation_id)
        return conversation_id

    Conversation = Annotated[str, Depends(in_session)]  # noqa: N806 -- a type, like those of the module

    @router.post("", status_code=status.HTTP_201_CREATED, summary="Begin a conversation")
    async def begin() -> OpenResponse:
        conversation_id, messages = await channel.begin(reply_from_phrases(greeting))
        return OpenResponse(conversation_id=conversation_id, token=sessions.issue(conversation_id), messages=messages)

    @router.post(
        "/{conversation_id}/messages",
        status_code=status.HTTP_202_ACCEPTED,
        summary="Send a message; the same client_id again is answered once",
        responses=error_responses(
            *_SESSION_ERRORS,
            "conversation_unknown",
            "wrong_request",
            "blank_text",
            "too_long",
            "control_characters",
            "button_unknown",
            "too_large",
        ),
    )
    async def send(conversation: Conversation, request: SendRequest) -> SendResponse:
        return await channel.send(conversation, request)

    @router.get(
        "/{conversation_id}/messages",
        summary="Read the messages after a number, waiting for the first if there is none yet",
        responses=error_responses(*_SESSION_ERRORS, "conversation_unknown", "wrong_request"),
    )
    async def read(
        conversation: Conversation,
        after: Annotated[int, Query(ge=0, le=_HIGHEST_SEQ)] = 0,
        wait: Annotated[float, Query(ge=0, allow_inf_nan=False, description="seconds")] = 0.0,
    ) -> Page:
        return await channel.read(conversation, after, min(wait, poll_limit))

    return router
