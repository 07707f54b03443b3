"""Addresses of requests for access: for who asks, and for who answers."""

from typing import Final

from django.urls import path

from enterprises.requests import views

MINE: Final = "espaces/mon-entreprise/"
WAITING: Final = "espace/<space:space>/demandes/"

urlpatterns = [
    path(f"{MINE}chercher/", views.find, name="find"),
    path(f"{MINE}<bce:number>/demande/", views.request_access, name="request_access"),
    path("espaces/mes-demandes/<uuid:request_id>/retirer/", views.withdraw_request, name="withdraw_request"),
    path(WAITING, views.requests, name="requests"),
    path(f"{WAITING}<uuid:request_id>/", views.answer_request, name="answer_request"),
]
