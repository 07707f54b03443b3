"""Every address of the portal, app by app."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [  # the busiest first: they are tried one after the other
    path("", include("dossiers.urls")),
    path("", include("enterprises.urls")),
    path("", include("accounts.urls")),
    path("", include("monespace.pages.urls")),
    path("", include("monespace.lists.urls")),
    path("", include("monespace.sealing.urls")),
    path("api/v1/", include("api.urls")),
    path("admin/", admin.site.urls),
]

if settings.DEMO:
    urlpatterns.append(path("demo/", include("monespace.demo.questions.urls")))

handler400 = "monespace.error_pages.bad_request"
handler403 = "monespace.error_pages.forbidden"
handler404 = "monespace.error_pages.not_found"
handler500 = "monespace.breakdowns.server_error"
