"""Addresses of filling a form: starting it, its steps, its documents, its review."""

from django.urls import path

from dossiers.filling import start_views, views
from dossiers.filling.autosave import views as keeping
from dossiers.filling.groups import views as items
from dossiers.filling.groups.lists import views as lists
from dossiers.filling.reuse import views as reuse
from dossiers.filling.uploads import views as uploads

DOSSIER = "espace/<space:space>/dossiers/<uuid:dossier_id>/"
LIST = f"{DOSSIER}etapes/<slug:step>/<slug:group>/liste/"
DOCUMENT = f"{DOSSIER}documents/<uuid:document_id>/"

urlpatterns = [
    path("demarches/<slug:slug>/commencer/", start_views.start, name="start"),
    path("espace/<space:space>/demarches/<slug:slug>/", start_views.create, name="create"),
    path(f"{DOSSIER}etapes/", views.resume, name="resume"),
    path(f"{DOSSIER}etapes/<slug:step>/", views.step, name="step"),
    path(f"{DOSSIER}etapes/<slug:step>/questions/", views.questions, name="questions"),
    path(f"{DOSSIER}etapes/<slug:step>/documents/", uploads.step_documents, name="step_documents"),
    path(f"{DOSSIER}etapes/<slug:step>/documents/<slug:field>/", reuse.reuse, name="reuse"),
    path(f"{DOSSIER}etapes/<slug:step>/<place:place>/", items.item, name="item"),
    path(
        f"{DOSSIER}etapes/<slug:step>/<place:place>/questions/", items.item_questions, name="item_questions"
    ),
    path(f"{DOSSIER}conditions/", views.no_right, name="no_right"),
    path(LIST, lists.items_list, name="items_list"),
    path(f"{LIST}exemple/", lists.items_example, name="items_example"),
    path(f"{DOSSIER}etapes/<slug:step>/frappe/", keeping.keep_step, name="keep_step"),
    path(f"{DOSSIER}etapes/<slug:step>/<place:place>/frappe/", keeping.keep_item, name="keep_item"),
    path(f"{DOSSIER}recapitulatif/", views.review, name="review"),
    path(f"{DOSSIER}documents/", views.documents, name="documents"),
    path(DOCUMENT, views.document, name="document"),
    path(f"{DOCUMENT}voir/", uploads.shown_document, name="shown_document"),
    path(f"{DOCUMENT}retirer/", views.remove_document, name="remove_document"),
]
