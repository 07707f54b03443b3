"""Operations of a conversation: read, its documents too, and written to the person."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Query, Router

from api.door import require_acceptable
from api.dossiers.acts import acted
from api.dossiers.cursors import page_of
from api.dossiers.downloads import BYTES, bytes_of
from api.dossiers.looks import answer_with_look
from api.dossiers.messages import schemas
from api.dossiers.messages.services import taken_for
from api.dossiers.messages.telling import address_of_message, told_message
from api.dossiers.schemas import Done, Paging
from api.dossiers.services import note_look
from api.idempotency.keys import MATCH, PARAMETER, key_of
from api.schemas import address_of
from api.tokens.bearer import ApiRequest, needs
from dossiers.clients.actors import get_dossier
from dossiers.clients.verbs import Verb
from dossiers.messages.letters import Letter
from dossiers.messages.selectors import find_document, find_message, messages_after
from dossiers.messages.services import write_to_person

router = Router(by_alias=True)


@router.get(
    "dossiers/{uuid:dossier_id}/messages",
    url_name="messages",
    operation_id="listMessages",
    summary="List the messages of a dossier in the order in which they were written",
    response={200: schemas.MessagePage, 304: None},
    **needs(Verb.MESSAGE),
)
def messages(request: ApiRequest, dossier_id: UUID, wanted: Query[Paging]) -> HttpResponse:
    """Tell what people and the service wrote; that it was read is kept in the journal of the dossier."""
    actor = request.auth
    dossier = get_dossier(actor, dossier_id, Verb.MESSAGE)
    shown, following = page_of(
        address_of("messages", dossier_id=dossier_id),
        lambda place: messages_after(dossier, place[0] if place else 0),
        lambda last: [last.number],
        actor=actor,
        wanted=wanted,
    )
    page = schemas.MessagePage(
        items=[told_message(one) for one in shown], page_size=wanted.page_size, next=following
    )
    return answer_with_look(request, page, dossier=dossier, part="messages")


@router.get(
    "dossiers/{uuid:dossier_id}/messages/{uuid:message_id}",
    url_name="message",
    operation_id="getMessage",
    summary="Read a message",
    response={200: schemas.Message, 304: None},
    **needs(Verb.MESSAGE),
)
def message(request: ApiRequest, dossier_id: UUID, message_id: UUID) -> HttpResponse:
    """Tell one message; that it was read is kept in the journal of the dossier."""
    dossier = get_dossier(request.auth, dossier_id, Verb.MESSAGE)
    found = find_message(dossier, message_id)
    return answer_with_look(request, told_message(found), dossier=dossier, part="messages")


@router.get(
    "dossiers/{uuid:dossier_id}/messages/{uuid:message_id}/documents/{uuid:document_id}",
    url_name="message_document",
    operation_id="getMessageDocument",
    summary="Read a document of a message",
    response={200: None},
    **needs(Verb.MESSAGE, responses={200: {"content": BYTES}}),
)
def message_document(
    request: ApiRequest, dossier_id: UUID, message_id: UUID, document_id: UUID
) -> HttpResponseBase:
    """Give the bytes as they were sent; that they were read is kept in the journal of the dossier."""
    actor = request.auth
    dossier = get_dossier(actor, dossier_id, Verb.MESSAGE)
    response = bytes_of(find_document(dossier, message_id, document_id))
    require_acceptable(request, response["Content-Type"])
    note_look(actor=actor, dossier=dossier, document=str(document_id))
    return response


@router.post(
    "dossiers/{uuid:dossier_id}/messages",
    url_name="messages",
    operation_id="writeMessage",
    summary="Write to the person",
    response={201: Done},
    **needs(Verb.MESSAGE, parameters=[PARAMETER, MATCH]),
)
def write(request: ApiRequest, dossier_id: UUID, said: schemas.NewMessage) -> HttpResponse:
    """Send words to the person, who is told, and sees the name of the service."""
    actor = request.auth
    language = get_dossier(actor, dossier_id, Verb.MESSAGE).language
    letter = Letter(
        text=said.text,
        language=language,
        key=key_of(request),
        seen=said.read_up_to,
        uploads=[one.as_upload for one in said.documents],
    )
    with taken_for(letter, actor=actor, dossier_id=dossier_id) as taken:
        act = partial(write_to_person, actor=actor, dossier_id=dossier_id, letter=letter, taken=taken)
        return acted(request, dossier_id, Verb.MESSAGE, act, address=address_of_message)
