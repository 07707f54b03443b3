"""The address at which anybody verifies a sealed document."""

from django.urls import path

from monespace.sealing import views

app_name = "sealing"

urlpatterns = [path("verifier/", views.verify, name="verify")]
