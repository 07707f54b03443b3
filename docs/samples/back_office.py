"""A back office, as small as it can be: keeps the dossiers of its service, asks once, answers, and decides.

    python3 back_office.py ADDRESS CLIENT_ID CLIENT_SECRET FOLDER

ADDRESS is the portal's, ``https://…``. Run it as often as you like: it goes on where it ended, and nothing is
done twice. It needs every scope of dossiers, and Python's own library; docs/api.md explains each step.
"""

import base64
import hashlib
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

OVERLAP = timedelta(minutes=2)


class Portal:
    """The interface of the portal, with a token."""

    def __init__(self, address, client_id, client_secret):
        self.api = f"{address}/api/v1/"
        credentials = base64.b64encode(f"{client_id}:{client_secret}".encode()).decode()
        form = urlencode({"grant_type": "client_credentials"}).encode()
        answer = self.send("token", data=form, Authorization=f"Basic {credentials}")
        self.token = json.load(answer)["access_token"]

    def send(self, path, data=None, method=None, **headers):
        """Send a request below /api/v1/ and return the answer; raise HTTPError for a problem."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return urlopen(Request(self.api + path, data=data, method=method, headers=named), timeout=30)

    def get(self, href, **headers):
        """Read what a link leads to."""
        path = href.partition("/api/v1/")[2] or href
        return self.send(path, Authorization=f"Bearer {self.token}", **headers)

    def dossiers(self, since):
        """Yield every dossier that changed since a moment, in order."""
        following = f"dossiers?{urlencode({'changedSince': since})}"
        while following:
            page = json.load(self.get(following))
            yield from page["items"]
            following = page.get("next")

    def act(self, dossier, verb, said=None, about="", **headers):
        """Act on a dossier and return how it then stands; the key is made of what is done to what."""
        answer = self.send(
            f"dossiers/{dossier['id']}/{verb}",
            data=None if said is None else json.dumps(said).encode(),
            method="POST",
            Authorization=f"Bearer {self.token}",
            Content_Type="application/json",
            Idempotency_Key=f'"{verb}-{dossier["id"]}-{about}"',
            **headers,
        )
        return json.load(answer)


def handle(portal, dossier, etag):
    """Take a dossier further: acknowledge it, take it up, ask for its first answer again, then accept it."""
    last = dossier["submissions"][-1]
    if dossier["state"] == "submitted":
        dossier |= portal.act(dossier, "acknowledge", {"serviceReference": f"BO-{dossier['reference']}"})
    if dossier["state"] == "received":
        dossier |= portal.act(dossier, "takeUp")
    if dossier["state"] == "in_progress" and last["number"] == 1:
        step, answers = next(iter(last["payload"].items()))
        due_on = str((datetime.now(UTC) + timedelta(days=30)).date())
        said = {"text": "Est-ce bien exact ?", "dueOn": due_on, "fields": [f"{step}.{next(iter(answers))}"]}
        portal.act(dossier, "complements", said, about=due_on)
    elif dossier["state"] == "in_progress":
        portal.act(dossier, "decision", {"outcome": "accepted"}, If_Match=etag)


def reply(portal, dossier):
    """Answer the last message, if it is the person's."""
    following, messages = f"dossiers/{dossier['id']}/messages", []
    while following:
        page = json.load(portal.get(following))
        messages += page["items"]
        following = page.get("next")
    if messages and messages[-1]["side"] == "person":
        said = {"text": "Nous vous avons lu.", "readUpTo": messages[-1]["number"]}
        portal.act(dossier, "messages", said, about=messages[-1]["id"])


def keep(portal, item, folder):
    """Keep a dossier and its documents as they were sent, each file under the hash that it has."""
    answer = portal.get(item["href"])
    dossier = json.load(answer)
    for submission in dossier["submissions"]:
        text = json.dumps(submission["payload"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        require(text.encode(), submission["payloadSha256"])
        for document in submission["documents"]:
            content = portal.get(document["href"]).read()
            require(content, document["sha256"])
            (folder / document["sha256"]).write_bytes(content)
    (folder / f"{dossier['reference']}.json").write_text(json.dumps(dossier, indent=2))
    return dossier, answer.headers["ETag"]


def require(content, sha256):
    """Stop when something did not arrive as it was sent."""
    if hashlib.sha256(content).hexdigest() != sha256:
        sys.exit(f"Something did not arrive as it was sent: {sha256}")


def main(address, client_id, client_secret, folder):
    """Keep what changed since the last time, and handle it."""
    folder = Path(folder)
    mark = folder / "since"
    since = mark.read_text() if mark.exists() else "2000-01-01T00:00:00+00:00"
    portal = Portal(address, client_id, client_secret)
    for item in portal.dossiers(since):
        dossier, etag = keep(portal, item, folder)
        if dossier["submissions"]:  # none is left of one whose data were erased
            handle(portal, dossier, etag)
            reply(portal, dossier)
        mark.write_text((datetime.fromisoformat(item["changedAt"]) - OVERLAP).isoformat())
        print(item["reference"], item["state"])


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except HTTPError as error:
        sys.exit(f"{error.code} {error.headers['BelGov-Trace-Id']}: {error.read().decode()}")
