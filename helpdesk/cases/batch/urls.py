"""The address of acts on several cases."""

from django.urls import path

from helpdesk.cases.batch import views

urlpatterns = [path("traitement/lot/", views.batch, name="case_batch")]
