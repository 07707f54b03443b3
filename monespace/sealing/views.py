"""The page on which anybody verifies a document of ours, without signing in or learning of whom it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from monespace.common.clients import client_address
from monespace.common.rate_limits import consume
from monespace.sealing.forms import CodeForm, FileForm
from monespace.sealing.selectors import finding_of_code, finding_of_file
from monespace.sealing.words import WORDS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def verify(request: HttpRequest) -> HttpResponse:
    """Say of a code, or of a file that is read and forgotten, whether it is ours."""
    by_code = CodeForm(request.GET if "code" in request.GET else None)
    by_file = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    finding = None
    if by_file.is_bound or by_code.is_bound:
        consume("verify", client_address(request))
    if by_file.is_valid():
        finding = finding_of_file(by_file.cleaned_data["file"][0].chunks())
    elif not by_file.is_bound and by_code.is_valid():
        finding = finding_of_code(by_code.cleaned_data["code"])
    context = {
        "by_code": by_code,
        "by_file": by_file,
        "finding": finding,
        "words": WORDS[finding.verdict] if finding else None,
    }
    status = 422 if by_file.errors or by_code.errors else 200
    return render(request, "sealing/verify.html", context, status=status)
