"""The token endpoint: a secret is given for a token (OAuth 2.0, client credentials)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.sessions.middleware import leaves_session_idle
from api.problems.answers import answer
from api.problems.refusals import too_often
from api.tokens.credentials import credentials_in, require_grant, scopes_in
from api.tokens.errors import NoToken
from api.tokens.services import LIFETIME, give_token
from monespace.common.clients import calling_address, client_address
from monespace.common.rate_limits import TooOften, consume

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

UNSTORED = {"Cache-Control": "no-store", "Pragma": "no-cache"}


@csrf_exempt
@login_not_required
@leaves_session_idle
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """Give a token to a system that proves who it is; whoever asks too often is told when to come back."""
    try:
        consume("api_token_of_address", client_address(request))
        require_grant(request)
        grant = give_token(
            credentials=credentials_in(request),
            asked=scopes_in(request),
            address=calling_address(request),
        )
    except TooOften as error:
        return answer(request, too_often(error))
    except NoToken as refusal:
        return _refused(request, refusal)
    return JsonResponse(
        {
            "access_token": grant.token,
            "token_type": "Bearer",
            "expires_in": int(LIFETIME.total_seconds()),
            "scope": " ".join(grant.scopes),
        },
        headers=UNSTORED,
    )


def _refused(request: HttpRequest, refusal: NoToken) -> JsonResponse:
    """Say what the standard says; by Basic, if that is how the system tried."""
    is_unknown = refusal.code == "invalid_client"
    response = JsonResponse(
        {"error": refusal.code, "error_description": refusal.description},
        status=HTTPStatus.UNAUTHORIZED if is_unknown else HTTPStatus.BAD_REQUEST,
        headers=UNSTORED,
    )
    if is_unknown and "Authorization" in request.headers:
        response["WWW-Authenticate"] = 'Basic realm="Mon Espace"'
    return response
