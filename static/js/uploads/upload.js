/* A file on its way, and its row: until it is the server's row, or the person has read why it is not. */
import { say, sizeInWords, words } from "./words.js";
import { formLike, transfer } from "./transfer.js";

export class Upload {
  isUnderWay = false;
  hasFailed = false;

  constructor(zone, file) {
    this.zone = zone;
    this.file = file;
    this.row = words().content.firstElementChild.cloneNode(true);
    for (const place of this.row.querySelectorAll("[data-name]")) place.textContent = file.name;
    this.part("[data-size]").textContent = sizeInWords(file.size);
    this.row.addEventListener("click", ({ target }) => this[target.closest("button")?.dataset.act]?.());
  }

  /* Takes its place in the line. */
  enqueue() {
    this.isUnderWay = true;
    this.hasFailed = false;
    this.tell("waiting", 0);
    this.zone.line.add(this);
  }

  part(selector) {
    return this.row.querySelector(selector);
  }

  /* How it stands, in words; the bar has no value while nobody knows how long it takes. */
  tell(state, share) {
    const percent = Math.floor((share ?? 0) * 100);
    this.part("[data-state]").textContent = words(state, { percent });
    const bar = this.part("progress");
    if (share === undefined) bar.removeAttribute("value");
    else bar.value = percent;
    bar.setAttribute("aria-label", this.file.name);
    this.show("cancel", state !== "checking");
  }

  show(act, isShown) {
    const button = this.part(`[data-act=${act}]`);
    if (!isShown && button === document.activeElement) this.row.tabIndex = -1, this.row.focus();
    button.hidden = !isShown;
  }

  async send() {
    const refusal = this.zone.refusalOf(this);
    if (refusal) return this.explain(refusal);
    say("begun", this.file.name);
    this.tell("sending", 0);
    const heed = (share) => this.tell(share < 1 ? "sending" : "checking", share < 1 ? share : undefined);
    this.transfer = transfer(this.zone.address, formLike(this.zone.input, "file", this.file), heed);
    const outcome = await this.transfer.outcome;
    if (this.isCancelled) return;
    if (outcome.added) this.zone.apply(outcome);
    if (outcome.added && !outcome.refused.length) this.leave(outcome);
    else this.refuse(outcome);
  }

  /* Gives its place to the server's row, or says that the same document was there. */
  leave({ added, said }) {
    const hadFocus = this.row.contains(document.activeElement);
    this.zone.forget(this);
    if (said.length) this.zone.note(said.join(" "), this.file.name);
    else say("added", this.file.name);
    if (hadFocus) (this.zone.rowOf(added[0]?.id)?.querySelector("a, button") ?? this.zone.input).focus();
  }

  refuse({ refused, problem, again }) {
    const reason = problem === "heavy" ? this.zone.sentence("tooHeavy", this.file.name) : problem ? words(problem) : refused.join(" ");
    this.explain(reason, problem === "away" || again);
  }

  /* Says why the file is not there; that stays until the person closes it, or tries again. */
  explain(reason, mayRetry = false) {
    const told = reason.includes(this.file.name) ? reason : `${words("refused", { name: this.file.name })} ${reason}`;
    this.isUnderWay = false;
    this.hasFailed = mayRetry;
    const problem = this.part(".documents__problem");
    problem.textContent = told;
    problem.hidden = false;
    this.part(".documents__state").hidden = true;
    this.part("progress").hidden = true;
    this.show("retry", mayRetry);
    this.show("close", true);
    this.show("cancel", false);
    this.zone.changed();
    say(told);
  }

  retry() {
    for (const selector of [".documents__state", "progress"]) this.part(selector).hidden = false;
    this.part(".documents__problem").hidden = true;
    this.show("cancel", true);
    this.part("[data-act=cancel]").focus();
    for (const act of ["retry", "close"]) this.show(act, false);
    this.enqueue();
    this.zone.changed();
  }

  cancel() {
    this.isCancelled = true;
    this.zone.line.remove(this);
    this.transfer?.stop();
    this.close();
    say("cancelled", this.file.name);
  }

  close() {
    this.zone.forget(this);
    this.zone.input.focus();
  }
}
