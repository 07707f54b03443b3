"""The portal's addresses, and the empty page."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from monespace import urls


def empty(request: HttpRequest) -> HttpResponse:
    """Answer nothing to somebody signed in: what is left is the server and the middleware."""
    return HttpResponse(f"<p>{request.user.pk}</p>")


urlpatterns = [*urls.urlpatterns, path("bench/empty/", empty, name="bench_empty")]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
