"""Answers with what a system reads of one dossier, and keeps that it looked, but at what it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.dossiers.services import note_look
from api.schemas import answer_with, etag_of, knows

if TYPE_CHECKING:
    from django.http import HttpResponse

    from api.schemas import Body
    from api.tokens.bearer import ApiRequest
    from dossiers.dossier.models import Dossier


def answer_with_look(request: ApiRequest, body: Body, *, dossier: Dossier, **part: str) -> HttpResponse:
    """Tell ``body``, of ``part`` of a dossier where that is not the whole; 304 is no look."""
    if not knows(request, etag_of(body)):
        note_look(actor=request.auth, dossier=dossier, **part)
    return answer_with(request, body)
