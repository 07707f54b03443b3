"""What is asked of a request before its operation: a form of answer we have, nothing that nobody reads."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Final

from api.problems import kinds
from api.problems.kinds import Problem, bad_request, issue

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from ninja.operation import Operation

JSON: Final = "application/json"


def require_json(request: HttpRequest) -> None:
    """Raise a Problem unless the body, if there is one, says that it is JSON: a form was read before."""
    if int(request.META.get("CONTENT_LENGTH") or 0) and request.content_type != JSON:
        raise Problem(kinds.WRONG_MEDIA_TYPE, f"The body must be {JSON}.", headers={"Accept": JSON})


def require_acceptable(request: HttpRequest, media_type: str) -> None:
    """Raise a Problem for who does not accept what we can answer."""
    if not request.accepts(media_type):
        raise Problem(kinds.NOT_ACCEPTABLE, f"This is answered as {media_type}.")


def nothing_unread(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse query parameters, and a body, that the operation does not read: a typing error is no filter.

    So is who does not accept JSON, where it is what the operation answers with.
    """

    @wraps(operation)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        described: Operation = operation._ninja_operation  # type: ignore[attr-defined]  # noqa: SLF001 - the framework's
        if any(described.response_models.values()):
            require_acceptable(request, JSON)
        sources = {model.__ninja_param_source__: model for model in described.models}
        known = getattr(sources.get("query"), "__ninja_flatten_map__", {})
        issues = [
            issue(name, "query", "unknownInput", f"Input {name} is unknown.")
            for name in request.GET
            if name not in known
        ]
        if "body" not in sources and request.body:
            issues.append(issue("", "body", "unknownInput", "This operation takes no body."))
        if issues:
            raise bad_request(*issues)
        return operation(request, *args, **kwargs)

    return checked
