"""The health of the interface, for anybody: no detail of what is wrong."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import Router
from pydantic import BaseModel

from api.problems import kinds
from monespace.clock.selectors import late_work

router = Router()
UP, DEGRADED, DOWN = "UP", "DEGRADED", "DOWN"


class Health(BaseModel):
    """Whether the interface is there: UP, DEGRADED when what is done later comes late, DOWN."""

    status: str


@router.get(
    "health",
    auth=None,
    url_name="health",
    operation_id="getHealth",
    summary="Tell whether the interface can be used",
    response={200: Health, kinds.UNAVAILABLE.status: Health},
)
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 while requests can be served, 503 while they cannot."""
    try:
        status = DEGRADED if late_work(timezone.now()) else UP
    except DatabaseError:
        status = DOWN
    code = kinds.UNAVAILABLE.status if status == DOWN else 200
    return JsonResponse({"status": status}, status=code, headers={"Cache-Control": "no-store"})
