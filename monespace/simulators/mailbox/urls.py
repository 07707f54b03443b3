"""Addresses of the mailbox."""

from django.urls import path

from monespace.simulators.mailbox import views

app_name = "mailbox"
urlpatterns = [
    path("", views.index, name="index"),
    path("messages.json", views.messages_json, name="messages_json"),
    path("<int:number>/", views.message, name="message"),
    path("<int:number>/html/", views.html_part, name="html_part"),
]
