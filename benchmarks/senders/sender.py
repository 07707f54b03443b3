"""One person at a browser: sends drafts, presses again after a cut, and writes down what the portal said."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

from benchmarks.senders.files import invoice
from tests.support import plain_http
from tests.support.walker.browser import encode
from tests.support.walker.pages import File, Form, Page

if TYPE_CHECKING:
    from collections.abc import Callable

AGAIN_AFTER = 0.5  # seconds
TIMEOUT = 30.0
FOUND = {302, 303}


@dataclass
class Sender:
    """Somebody signed in; ``acknowledged`` is when the portal said of which dossier that it was sent."""

    site: str
    cookies: dict[str, str]
    files: int = 0
    acknowledged: dict[str, float] = field(default_factory=dict)
    met: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Open the browser."""
        self.browser = plain_http.client(
            base_url=self.site, cookies=self.cookies, timeout=TIMEOUT, headers={"Accept-Language": "fr"}
        )

    def send(self, dossier: str, is_over: Callable[[], bool]) -> None:
        """Press until the portal says that the dossier is sent, or all is over."""
        place = f"/espace/citoyen/dossiers/{dossier}"
        while not is_over():
            try:
                if self._press(place):
                    self.acknowledged[dossier] = time.time()
                    return
            except httpx.HTTPError as error:
                self.met[type(error).__name__] += 1
            time.sleep(AGAIN_AFTER)

    def _press(self, place: str) -> bool:
        """Add what documents are missing, then accept and send; return whether the portal says it has it."""
        return (not self.files or self._add_documents(place)) and self._send(place)

    def _add_documents(self, place: str) -> bool:
        """Add the documents unless they are there; return whether that is done."""
        step = self.browser.get(f"{place}/etapes/pieces/")
        if _is_sent(step, place) or "facture-1.pdf" in step.text:
            return True
        form = self._form(step, "/etapes/")
        if form is None:
            return False
        self._attach(form)
        added = self._post(form)
        if added.status_code not in FOUND:
            self.met[f"documents {added.status_code}"] += 1
        return added.status_code in FOUND

    def _send(self, place: str) -> bool:
        """Accept the declarations and send; return whether the portal says that it has the dossier."""
        page = self.browser.get(f"{place}/recapitulatif/")
        if _is_sent(page, place):
            return True
        form = self._form(page, "/soumettre/")
        if form is None:
            return False
        for box in form.element.iter("input"):
            if box.get("type") == "checkbox":
                form.set(box.get("name"), box.get("value", "on"))
        form.press()
        answer = self._post(form)
        if not _is_sent(answer, place):
            self.met[f"sent {answer.status_code}"] += 1
            return False
        return True

    def _form(self, answer: httpx.Response, destination: str) -> Form | None:
        """Return the form of a page that leads somewhere; None when it is another page."""
        if answer.status_code != httpx.codes.OK:
            self.met[f"page {answer.status_code}"] += 1
            return None
        forms = Page(str(answer.url), answer.status_code, answer.text).forms()
        return next(
            (one for one in forms if destination in urlsplit(one.url).path and one.method == "POST"), None
        )

    def _attach(self, form: Form) -> None:
        chooser = next(e for e in form.element.iter("input") if e.get("type") == "file")
        for number in range(1, self.files + 1):
            form.files.append(
                (chooser.get("name"), File(f"facture-{number}.pdf", invoice(), "application/pdf"))
            )
        form.press()

    def _post(self, form: Form) -> httpx.Response:
        body, content_type = encode(form)
        headers = {"Content-Type": content_type, "Origin": self.site}
        return self.browser.post(form.url, content=body, headers=headers)


def _is_sent(answer: httpx.Response, place: str) -> bool:
    """Whether the portal says that it has the dossier: it leads to its receipt, or to its page."""
    leads_to = urlsplit(answer.headers.get("Location", "")).path
    return answer.status_code in FOUND and leads_to in {f"{place}/", f"{place}/accuse/"}
