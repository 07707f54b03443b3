/* Keeps what is typed on a step while it is typed (ADR 0108): some seconds after the last key, when the page is hidden, and again when the
   connection is back. It never judges, and replaces nothing that the page has not seen: the server sees to that by the count it sends. */

const PAUSE = 3000; // ms without a key
const BETWEEN = 10000; // ms between two requests
const AGAIN = 30000; // ms before what failed is tried again
const MOST_KEPT_ALIVE = 60000; // characters that a browser goes on sending when the page is gone

export function keepWhatIsTyped() {
  const form = document.querySelector("form[data-autosave]");
  if (form) new Autosave(form).begin();
}

class Autosave {
  constructor(form) {
    this.form = form;
    this.line = document.getElementById("frappe");
    this.moment = document.createElement("span");
    this.line.append(" ", this.moment);
    this.count = form.elements.typed_saves;
    this.kept = this.typed();
    this.earliest = 0;
    this.input = "";
  }

  begin() {
    for (const name of ["input", "change"]) this.form.addEventListener(name, () => this.plan(PAUSE));
    this.form.addEventListener("focusin", ({ target }) => (this.input = target.id.startsWith("id_") ? target.id : this.input));
    document.addEventListener("submit", (event) => event.target === this.form && this.leave());
    document.addEventListener("visibilitychange", () => document.hidden && this.send());
    addEventListener("pageshow", () => (this.isLeaving = false));
    addEventListener("offline", () => this.isUnsaved() && this.tell("offline"));
    addEventListener("online", () => this.send());
    addEventListener("beforeunload", (event) => {
      if (!this.isLeaving && !navigator.onLine && this.isUnsaved()) event.preventDefault();
    });
  }

  /* What is typed, without files: those are sent by the buttons. */
  typed() {
    const data = new FormData(this.form);
    for (const input of this.form.elements) if (input.type === "file") data.delete(input.name);
    data.delete("typed_saves");
    return new URLSearchParams(data).toString();
  }

  isUnsaved() {
    return !this.isOver && this.typed() !== this.kept;
  }

  plan(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), Math.max(pause, this.earliest - Date.now()));
  }

  leave() {
    this.isLeaving = true;
    clearTimeout(this.timer);
    this.request?.abort();
  }

  async send() {
    clearTimeout(this.timer);
    const typed = this.typed();
    if (this.isLeaving || !this.isUnsaved() || typed === this.underWay) return;
    if (!navigator.onLine) return this.tell("offline");
    this.earliest = Date.now() + BETWEEN;
    this.underWay = typed;
    this.count.value = Number(this.count.value) + 1;
    const own = this.count.value;
    const body = new URLSearchParams([...new URLSearchParams(typed), ["typed_saves", own], ["typed_in", this.input]]);
    const { signal } = (this.request = new AbortController());
    const keepalive = body.toString().length < MOST_KEPT_ALIVE;
    try {
      const response = await fetch(this.form.dataset.autosave, { method: "POST", body, signal, keepalive, redirect: "manual" });
      await this.hear(response, typed);
    } catch {
      if (!signal.aborted) this.fail(navigator.onLine ? "failed" : "offline");
    } finally {
      if (own === this.count.value) this.underWay = null;
    }
  }

  async hear(response, typed) {
    if (response.ok) {
      this.kept = typed;
      const { at } = await response.json();
      return this.tell("saved", this.line.dataset.saved, at);
    }
    if (response.type === "opaqueredirect") return this.stop("ended");
    if (response.status >= 500) return this.fail("failed");
    const isJson = response.headers.get("Content-Type") === "application/json";
    const words = isJson ? (await response.json()).message : this.line.dataset.refused;
    if (response.status === 429) return this.fail("failed", words);
    if (response.status === 413) this.tell("refused", this.line.dataset.long);
    else this.stop("refused", words);
  }

  fail(state, words) {
    this.tell(state, words);
    this.plan(AGAIN);
  }

  stop(state, words) {
    this.isOver = true;
    this.tell(state, words);
  }

  /* The first part is read out when it changes; the time beside it changes in silence. */
  tell(state, words = this.line.dataset[state], time = "") {
    const [status] = this.line.children;
    this.line.dataset.state = state;
    if (status.textContent !== words) status.textContent = words;
    this.moment.textContent = time;
  }
}
