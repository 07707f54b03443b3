/* Sends a form to an address, tells how far it is, and can be stopped: fetch says nothing of what is on its way.
   An outcome is what the server says of the documents, or { problem: "away" | "ended" | "heavy" } without its word. */

const TOO_LARGE = 413;
const FORBIDDEN = 403;

export function transfer(address, body, heed = () => {}) {
  const request = new XMLHttpRequest();
  const outcome = new Promise((resolve) => request.addEventListener("loadend", () => resolve(outcomeOf(request, address))));
  request.upload.addEventListener("progress", ({ loaded, total }) => heed(loaded / total));
  request.open("POST", address);
  request.send(body);
  return { outcome, stop: () => request.abort() };
}

function outcomeOf(request, address) {
  if (!request.status) return { problem: "away" };
  if (new URL(request.responseURL).pathname !== new URL(address, location).pathname) return { problem: "ended" }; // led to the sign-in
  try {
    return JSON.parse(request.responseText);
  } catch {
    return { problem: { [FORBIDDEN]: "ended", [TOO_LARGE]: "heavy" }[request.status] ?? "away" };
  }
}

/* A form for a script to send about the question of an input: whose it is, and the token, are those of the page's own form. */
export function formLike(input, name, value) {
  const body = new FormData();
  for (const mark of ["csrfmiddlewaretoken", "printed_for"]) {
    const printed = input.form.elements.namedItem(mark);
    if (printed) body.append(mark, printed.value);
  }
  body.append("field", input.name);
  body.append(name, value);
  return body;
}
