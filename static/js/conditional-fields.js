/* Shows the questions that the answers on a step's page call for. The server decides (ADR 0050): it has marked the page as it is, and is asked
   anew when an answer changes that others depend on. Without its answer, or when that is late, every question is shown. */

const PAUSE = 250; // ms without a key before the server is asked
const PATIENCE = 1000; // ms before an answer is late

export function showConditionalFields() {
  const form = document.querySelector("form[data-questions]");
  if (!form) return;
  const page = new ConditionalPage(form);
  page.settle();
  form.addEventListener("input", (event) => page.heed(event, PAUSE));
  form.addEventListener("change", (event) => page.heed(event, 0));
  addEventListener("pageshow", () => isAsRendered(form) || page.ask()); // the browser may have restored what was typed
  addEventListener("pointerdown", (event) => page.hold(event));
  for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => setTimeout(() => page.release()));
  form.addEventListener("submit", () => page.rest());
}

class ConditionalPage {
  constructor(form) {
    this.form = form;
    this.groups = [...form.querySelectorAll("[data-asked]")];
    this.asked = new Set(this.groups.filter((group) => group.dataset.asked === "yes").map(keyOf));
  }

  heed(event, pause) {
    if (!event.target.closest("[data-decides]")) return;
    this.form.toggleAttribute("data-asking", true); // until the questions shown are those of what is typed
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.ask(), pause);
  }

  async ask() {
    const typed = decidingAnswers(this.form);
    if (typed.toString() === this.typed) return this.request || this.settled();
    this.typed = typed.toString();
    this.request?.abort();
    const { signal } = (this.request = new AbortController());
    const late = setTimeout(() => signal.aborted || this.decide(null), PATIENCE);
    try {
      const response = await fetch(this.form.dataset.questions, { method: "POST", body: typed, signal, redirect: "error" });
      if (!response.ok) throw new Error(response.statusText);
      const { asked, calculated } = await response.json();
      if (!signal.aborted) this.decide(new Set(asked), calculated);
    } catch {
      if (signal.aborted) return;
      this.typed = null;
      this.decide(null);
    } finally {
      clearTimeout(late);
      if (!signal.aborted) this.settled();
    }
  }

  settled() {
    this.request = null;
    this.form.toggleAttribute("data-asking", false);
  }

  /* Asks no more while the page is left: what an interrupted request would say is no answer. */
  rest() {
    clearTimeout(this.pause);
    this.request?.abort();
    this.typed = null;
  }

  /* Shows the questions of these keys among those that depend on others, all of them for null; and what the server calculates. */
  decide(asked, calculated = {}) {
    this.asked = asked;
    showCalculated(this.form, calculated);
    this.settle(announce);
  }

  /* Nothing moves under a button that is being pressed. */
  hold(event) {
    this.isHeld = event.target.closest("a, button") !== null;
  }

  release() {
    this.isHeld = false;
    this.settle(announce);
  }

  settle(tell = () => {}) {
    if (this.isHeld) return;
    const changed = this.groups.filter((group) => {
      const isHidden = this.asked !== null && !this.asked.has(keyOf(group)) && !group.contains(document.activeElement);
      return group.hidden !== isHidden;
    });
    for (const group of changed) group.hidden = !group.hidden;
    if (!changed.length) return;
    hideErrorsOfHiddenQuestions();
    tell(changed);
  }
}

function keyOf(group) {
  return group.dataset.field;
}

/* Shows what is calculated from the answers; without the server's word, that it is not known: an amount of before would be false. */
function showCalculated(form, calculated) {
  for (const output of form.querySelectorAll("output[data-otherwise]")) {
    const shown = calculated[keyOf(output.closest("[data-field]"))] ?? output.dataset.otherwise;
    if (output.textContent !== shown) output.textContent = shown;
  }
}

/* What the form would send of the answers that others depend on; of a chosen file, only that there is one. */
function decidingAnswers(form) {
  const data = new FormData(form);
  for (const input of form.elements) {
    const group = input.closest("[data-field]");
    if (!group || !input.name) continue;
    if (!("decides" in group.dataset)) data.delete(input.name);
    else if (input.type === "file") {
      const isComing = input.files.length || group.querySelector("[data-sending]");
      data.set(input.name, isComing ? "chosen" : "");
      data.set(`${input.name}-stored`, group.querySelectorAll("[data-document]").length); // so that another number is another question
    }
  }
  return new URLSearchParams(data);
}

function isAsRendered(form) {
  return [...form.querySelectorAll("[data-decides] :is(input, select, textarea)")].every((input) => {
    if (["checkbox", "radio"].includes(input.type)) return input.checked === input.defaultChecked;
    if (!input.options) return input.value === input.defaultValue;
    const chosen = [...input.options].findIndex((option) => option.defaultSelected);
    return input.selectedIndex === Math.max(chosen, 0);
  });
}

function hideErrorsOfHiddenQuestions() {
  for (const link of document.querySelectorAll(".error-summary a[href^='#']")) {
    const group = document.getElementById(link.hash.slice(1))?.closest("[data-asked]");
    if (group) link.closest("li").hidden = group.hidden;
  }
  for (const summary of document.querySelectorAll(".error-summary")) summary.hidden = !summary.querySelector("li:not([hidden])");
}

/* Says politely what came and what went, by the questions' own labels. */
function announce(changed) {
  const status = document.getElementById("questions-affichees");
  const labels = (isHidden) => changed.filter((group) => group.hidden === isHidden).map(labelOf).join(", ");
  const told = [[status.dataset.shown, labels(false)], [status.dataset.hidden, labels(true)]];
  status.textContent = told.filter(([, names]) => names).map((words) => words.join(" ")).join(". ");
}

function labelOf(group) {
  return group.querySelector(".field__label").textContent.trim();
}
