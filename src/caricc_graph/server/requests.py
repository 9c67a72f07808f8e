"""What a request carries, read no further than is allowed, and whether it comes from a page of this server."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["FORM", "RequestError", "body", "fields", "is_from_here", "text"]

FORM = "application/x-www-form-urlencoded"
_MOST_BYTES = 1_000_000
_MOST_FIELDS = 1_000


class RequestError(Exception):
    """A request that can't be answered; `code` is what HTTP has for it."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


async def body(request: Request) -> bytes:
    """Return the body of a request; raises RequestError for one of more than 1 MB."""
    found = b""
    async for part in request.stream():
        found += part
        if len(found) > _MOST_BYTES:
            raise RequestError(413, f"a request has at most {_MOST_BYTES:,} bytes.")
    return found


def fields(encoded: bytes) -> list[tuple[str, str]]:
    """Return the fields of an encoded form, or of what stands behind the question mark; raises RequestError for what is none, or not UTF-8."""
    try:
        return parse_qsl(text(encoded), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError:
        raise RequestError(400, "the request is not in UTF-8.") from None
    except ValueError:
        raise RequestError(400, f"a request has at most {_MOST_FIELDS:,} fields.") from None


def text(encoded: bytes) -> str:
    """Return UTF-8 as text; raises RequestError for what is none."""
    try:
        return encoded.decode("utf-8")
    except UnicodeDecodeError:
        raise RequestError(400, "the request is not in UTF-8.") from None


def is_from_here(request: Request) -> bool:
    """Tell whether a browser says that a page of this server sends a request; what says nothing of its origin does not."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    here = f"{request.url.scheme}://{request.headers.get('host', '')}"
    return origin == here if site is None else site == "same-origin" and origin in {None, "null", here}
