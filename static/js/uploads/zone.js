/* The documents of one question: files are sent when they are chosen or dropped, and taken away at once. */
import { filled, say, words } from "./words.js";
import { formLike, transfer } from "./transfer.js";
import { Upload } from "./upload.js";

export class Zone {
  uploads = new Set();
  gone = new Set();

  constructor(box, line) {
    this.box = box;
    this.line = line;
    this.address = box.dataset.address;
    this.input = box.querySelector("[type=file]");
    this.form = this.input.form;
    this.list = box.querySelector(".documents");
    this.input.addEventListener("change", () => {
      const files = [...this.input.files];
      this.input.value = ""; // the page's form sends no file that this script sends
      if (files.length) this.take(files);
    });
    this.list.addEventListener("click", (event) => this.remove(event));
    this.acceptDrops();
  }

  acceptDrops() {
    const hint = this.box.querySelector(".uploads__drop");
    hint.hidden = !matchMedia("(any-pointer: fine)").matches;
    const over = (isOver) => this.box.toggleAttribute("data-over", isOver);
    this.box.addEventListener("dragover", () => over(true));
    this.box.addEventListener("dragleave", ({ relatedTarget }) => this.box.contains(relatedTarget) || over(false));
    this.box.addEventListener("drop", ({ dataTransfer }) => {
      over(false);
      if (dataTransfer.files.length) this.take([...dataTransfer.files]);
    });
  }

  sentence(name, file) {
    return filled(this.box.dataset[name], { name: file });
  }

  take(files) {
    for (const file of files) {
      const upload = new Upload(this, file);
      this.uploads.add(upload);
      this.list.append(upload.row);
      upload.enqueue();
    }
    this.changed();
  }

  /* Why a file need not be sent to be refused, judged when its turn comes; the server judges all others. The document of a question that
     takes one is replaced, but not by the first of several that were dropped. */
  refusalOf({ file }) {
    const most = Number(this.box.dataset.mostFiles);
    const others = most > 1 ? this.rows.length : [...this.uploads].filter((one) => one.isUnderWay).length - 1;
    if (file.size > Number(this.box.dataset.mostBytes)) return this.sentence("tooHeavy", file.name);
    return others >= most ? this.sentence("tooMany", file.name) : "";
  }

  get rows() {
    return [...this.list.querySelectorAll("[data-document]")];
  }

  rowOf(id) {
    return this.rows.find((row) => row.dataset.document === id);
  }

  /* Shows what became of the documents; answers may come in another order than they were given. */
  apply({ added, gone }) {
    for (const id of gone) {
      this.gone.add(id);
      this.rowOf(id)?.remove();
    }
    for (const { id, row } of added) {
      if (this.gone.has(id) || this.rowOf(id)) continue;
      const shown = this.rows.at(-1);
      if (shown) shown.insertAdjacentHTML("afterend", row);
      else this.list.insertAdjacentHTML("afterbegin", row);
    }
    this.changed();
  }

  forget(upload) {
    upload.isUnderWay = false;
    upload.row.remove();
    this.uploads.delete(upload);
    this.changed();
  }

  /* Leaves a sentence about a file where its row was, until the person closes it. */
  note(sentence, name) {
    const note = new Upload(this, new File([], name));
    this.uploads.add(note);
    this.list.append(note.row);
    note.explain(sentence);
  }

  async remove(event) {
    const button = event.target.closest("[data-document] button");
    if (!button) return;
    event.preventDefault();
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    const name = button.closest("[data-document]").querySelector(".documents__name").textContent;
    const { added, gone, refused, problem } = await transfer(this.address, formLike(this.input, "remove", button.value)).outcome;
    button.removeAttribute("aria-busy");
    if (!added) {
      this.note(`${words("notRemoved", { name })} ${problem ? words(problem) : refused.join(" ")}`, name);
      return;
    }
    this.apply({ added, gone: [...gone, button.value] });
    say("removed", name);
    this.input.focus();
  }

  /* Other questions may depend on whether there is a document, or on how many. */
  changed() {
    this.list.hidden = !this.list.children.length;
    this.box.toggleAttribute("data-sending", [...this.uploads].some((one) => one.isUnderWay));
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
