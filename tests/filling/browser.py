"""Fills forms as a browser does: it opens a page, types, and posts the page's own hidden fields."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from tests.support.pages import parse

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from dossiers.models import Dossier

TEXT_INPUTS = {None, "text", "hidden", "email", "tel", "number", "search"}


@dataclass
class Page:
    """An open tab: what it shows, and the form it would post."""

    client: Client
    url: str
    response: HttpResponse
    typings: int = 0

    @cached_property
    def html(self) -> str:
        return self.response.content.decode()

    @cached_property
    def root(self) -> Any:
        """The root element of what it shows."""
        return parse(self.html)

    @cached_property
    def form(self) -> Any:
        """The main form of the page."""
        return self.root.find(".//main//form[@method='post']")

    @property
    def fields(self) -> dict[str, Any]:
        """What the form would post untouched."""
        values: dict[str, Any] = {}
        for element in self.form.iter():
            name, kind = element.get("name"), element.get("type")
            if (
                name is None
                or element.tag == "button"
                or element.get("disabled") is not None
                or name == "csrfmiddlewaretoken"
            ):
                continue
            if element.tag == "textarea":
                values[name] = (element.text or "").removeprefix("\n")
            elif element.tag == "select":
                chosen = element.find(".//option[@selected]")
                values[name] = chosen.get("value") if chosen is not None else ""
            elif kind in {"radio", "checkbox"}:
                if element.get("checked") is not None:
                    values.setdefault(name, []).append(element.get("value"))
            elif kind in TEXT_INPUTS:
                values[name] = element.get("value", "")
        return values

    def post(self, action: str = "continue", **typed: Any) -> Page:
        """Press a button after typing; files and lists go as a browser sends them."""
        data = {**self.fields, **{k.replace("__", "-"): v for k, v in typed.items()}, "action": action}
        data |= {"typed_saves": self.typings} if self.typings else {}
        answer = self.client.post(self.url, data)
        return Page(self.client, self.url, answer)

    def type(self, at: str = "", *, count: int | None = None, **typed: Any) -> HttpResponse:
        """Type without pressing a button: the script of the page sends it, the ``count``-th time."""
        self.typings = count or self.typings + 1
        own = {"typed_saves": self.typings, "typed_in": at}
        data = {**self.fields, **{k.replace("__", "-"): v for k, v in typed.items()}, **own}
        return self.client.post(self.form.get("data-autosave"), data)

    def follow(self) -> Page:
        """Go where a redirect leads, to the end."""
        response, url = self.response, self.url
        while response.status_code in {302, 303}:
            url = response["Location"]
            response = self.client.get(url)
        return Page(self.client, url, response)


def step_url(dossier: Dossier, step: str) -> str:
    return reverse("dossiers:step", kwargs={**address(dossier), "step": step})


def url(name: str, dossier: Dossier, **more: Any) -> str:
    return reverse(f"dossiers:{name}", kwargs={**address(dossier), **more})


def address(dossier: Dossier) -> dict[str, Any]:
    space = dossier.owner_enterprise.number if dossier.owner_enterprise_id else "citoyen"
    return {"space": space, "dossier_id": dossier.pk}


def open_step(client: Client, dossier: Dossier, step: str, query: str = "") -> Page:
    """Open a step in a new tab."""
    at = step_url(dossier, step) + query
    return Page(client, at, client.get(at))


def save(client: Client, dossier: Dossier, step: str, **typed: Any) -> Page:
    """Open a step, type, and save without going on."""
    return open_step(client, dossier, step).post("save", **typed)
