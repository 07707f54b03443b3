// A receiver of events, as small as it can be: keeps the dossiers of its service as they change.
//
//     node receiver.mjs PORTAL CLIENT_ID CLIENT_SECRET WEBHOOK_SECRET FOLDER PORT
//
// PORTAL is the portal's address, `https://…`; WEBHOOK_SECRET begins with `whsec_`. It needs the scopes
// dossiers-read, dossiers-acknowledge, dossiers-message and webhooks-replay. When it starts it asks for what it missed. Node's own
// library suffices (20 or later); docs/api.md explains each step.

import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

const [portal, clientId, clientSecret, webhookSecret, folder, port] = process.argv.slice(2);
const KEY = Buffer.from(webhookSecret.replace(/^whsec_/, ""), "base64");
const WINDOW_SECONDS = 300;
const LARGEST = 20_000;
const known = new Map(); // the greatest version of each dossier
let token = { value: "", until: 0 };

/** Whether one of the signatures is of this id, time and body, and made lately. */
function isSigned(headers, body) {
  const sentAt = Number(headers["webhook-timestamp"]);
  if (!(Math.abs(Date.now() / 1000 - sentAt) <= WINDOW_SECONDS)) return false;
  const content = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.`;
  const expected = createHmac("sha256", KEY).update(content).update(body).digest();
  return String(headers["webhook-signature"]).split(" ").some((one) => {
    const given = Buffer.from(one.replace(/^v1,/, ""), "base64");
    return one.startsWith("v1,") && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/** Send a request with a token, which lives ten minutes, to the portal we know and nobody else; throw for a problem. */
async function call(method, href, body) {
  const address = portal + new URL(href, portal).pathname;
  if (Date.now() > token.until) {
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
    const form = new URLSearchParams({ grant_type: "client_credentials" });
    const headers = { Authorization: `Basic ${basic}` };
    const answer = await fetch(`${portal}/api/v1/token`, { method: "POST", body: form, headers });
    if (!answer.ok) throw new Error(`token: ${answer.status} ${await answer.text()}`);
    const given = await answer.json();
    token = { value: given.access_token, until: Date.now() + (given.expires_in - 60) * 1000 };
  }
  const headers = { Authorization: `Bearer ${token.value}` };
  if (method === "POST") {
    headers["Content-Type"] = "application/json";
    headers["Idempotency-Key"] = `"${randomUUID()}"`;
  }
  const answer = await fetch(address, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${answer.status} ${answer.headers.get("BelGov-Trace-Id")}: ${await answer.text()}`);
  return answer.json();
}

/** Fetch a dossier that changed, keep it, and say that we have it; an event that is old changes nothing. */
async function keep(event) {
  const { dossierId, href, version } = event.data;
  if (version <= (known.get(dossierId) ?? 0)) return;
  const dossier = await call("GET", href);
  writeFileSync(join(folder, `${dossier.reference}.json`), JSON.stringify(dossier, null, 2));
  if (dossier.state === "submitted") {
    await call("POST", `${href}/acknowledge`, { serviceReference: `BO-${dossier.reference}` });
  }
  if (event.data.message) {
    const message = await call("GET", event.data.message); // the person wrote: it needs dossiers-message
    writeFileSync(join(folder, `${message.id}.json`), JSON.stringify(message, null, 2));
  }
  known.set(dossierId, version);
  writeFileSync(join(folder, "last"), event.time);
  console.log(dossier.reference, event.type, version);
}

/** Ask for what happened since the last event, a month at most: nobody received it meanwhile. */
async function catchUp() {
  const last = join(folder, "last");
  const month = Date.now() - 30 * 24 * 3600 * 1000;
  const since = existsSync(last) ? Math.max(Date.parse(readFileSync(last, "utf8")), month) : month;
  const period = { since: new Date(since).toISOString(), until: new Date().toISOString() };
  for (const webhook of (await call("GET", "/api/v1/webhooks")).items) {
    if (webhook.state === "enabled") await call("POST", `${webhook.href}/replay`, period);
  }
}

const server = createServer((request, response) => {
  const parts = [];
  let size = 0;
  request.on("data", (part) => {
    size += part.length;
    if (size > LARGEST) request.destroy();
    else parts.push(part);
  });
  request.on("end", () => {
    const body = Buffer.concat(parts);
    if (request.method !== "POST" || !isSigned(request.headers, body)) return response.writeHead(401).end();
    const failed = (error) => console.error(error.message) ?? response.writeHead(500).end(); // it comes again
    keep(JSON.parse(body)).then(() => response.writeHead(204).end(), failed);
  });
});

statSync(folder);
server.listen(Number(port), "127.0.0.1", () => {
  console.log("ready");
  catchUp().catch((error) => console.error(error.message));
});
