"""Operations that read published démarches; anybody may, as their pages are public."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from ninja import Router

from api.door import require_acceptable
from api.schemas import address_of
from dossiers.catalogue.selectors import get_definition
from dossiers.engine.json_schema import parcel_schema, payload_schema

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
    return _described("schema", slug, version, payload_schema(get_definition(slug, version)))


@router.get(
    "demarches/{slug:slug}/versions/{int:version}/parcel-schema",
    auth=None,
    url_name="parcel_schema",
    operation_id="getParcelSchema",
    summary="Read the JSON Schema of what is handed over of a démarche",
    response={200: None},
    openapi_extra={"responses": {200: {"content": {MEDIA_TYPE: {"schema": DESCRIBED}}}}},
)
def parcel(request: HttpRequest, slug: str, version: int) -> JsonResponse:
    """Tell what is posted or dropped (JSON Schema 2020-12): the payload, and what goes with it."""
    require_acceptable(request, MEDIA_TYPE)
    payload = address_of("schema", slug=slug, version=version)
    described = parcel_schema(get_definition(slug, version), payload=payload)
    return _described("parcel_schema", slug, version, described)


def _described(name: str, slug: str, version: int, described: dict[str, Any]) -> JsonResponse:
    """Answer with a schema that says where it stands."""
    said = {"$id": address_of(name, slug=slug, version=version), **described}
    return JsonResponse(said, content_type=MEDIA_TYPE, headers={"Cache-Control": KEPT})
