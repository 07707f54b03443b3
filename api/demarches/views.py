"""Operations that read published démarches; anybody may, as their pages are public."""

from django.http import HttpRequest, JsonResponse
from ninja import Router

from api.door import require_acceptable
from api.schemas import address_of
from dossiers.catalogue.selectors import get_definition
from dossiers.engine.json_schema import payload_schema

router = Router()
MEDIA_TYPE = "application/schema+json"
DESCRIBED = {"type": "object", "additionalProperties": True}
KEPT = "public, max-age=31536000, immutable"


@router.get(
    "demarches/{slug:slug}/versions/{int:version}/schema",
    auth=None,
    url_name="schema",
    operation_id="getPayloadSchema",
    summary="Read the JSON Schema of the payloads of a démarche",
    response={200: None},
    openapi_extra={"responses": {200: {"content": {MEDIA_TYPE: {"schema": DESCRIBED}}}}},
)
def schema(request: HttpRequest, slug: str, version: int) -> JsonResponse:
    """Tell what a payload may hold (JSON Schema 2020-12); a published version never changes."""
    require_acceptable(request, MEDIA_TYPE)
    described = {"$id": address_of("schema", slug=slug, version=version)}
    described |= payload_schema(get_definition(slug, version))
    return JsonResponse(described, content_type=MEDIA_TYPE, headers={"Cache-Control": KEPT})
