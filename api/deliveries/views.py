"""The document to which a link of a hand-over leads."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query, Router
from pydantic import Field

from api.door import require_acceptable
from api.dossiers.downloads import BYTES, bytes_of
from api.schemas import Body
from dossiers.submission.links import open_linked

router = Router(by_alias=True)


class Link(Body):
    """What a link says of itself."""

    expires: int = Field(ge=0, le=99_999_999_999)
    signature: str = Field(min_length=43, max_length=43)


@router.get(
    "deliveries/{uuid:delivery_id}/documents/{uuid:document_id}",
    auth=None,
    url_name="linked_document",
    operation_id="getLinkedDocument",
    summary="Read a document by the link that was handed over",
    response={200: None},
    openapi_extra={"responses": {200: {"content": BYTES}}},
)
def linked_document(
    request: HttpRequest, delivery_id: UUID, document_id: UUID, link: Query[Link]
) -> HttpResponseBase:
    """Give the bytes as they were sent, until the link is over; that they were read is kept."""
    opened = open_linked(
        delivery_id=delivery_id,
        document_id=document_id,
        expires=link.expires,
        signature=link.signature,
    )
    require_acceptable(request, opened.content_type)
    return bytes_of(opened)
