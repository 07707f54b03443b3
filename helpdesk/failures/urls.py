"""Addresses of what failed, for agents."""

from typing import Final

from django.urls import path

from helpdesk.failures import views

FAILURES: Final = "a-reprendre/"

urlpatterns = [
    path(FAILURES, views.failures, name="failures"),
    path(f"{FAILURES}files/", views.reopen_lane, name="reopen_lane"),
    path(f"{FAILURES}messages/<int:message_id>/", views.retry_message, name="retry_message"),
    path(f"{FAILURES}livraisons/", views.retry_lot, name="retry_lot"),
    path(f"{FAILURES}livraisons/<uuid:delivery_id>/", views.retry_delivery, name="retry_delivery"),
]
