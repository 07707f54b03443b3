/* Says how many characters a long text may still have, counted as the server counts them (monespace/common/text.py). It stops nobody from
   typing: the server judges. What is seen follows each key; what is read out waits for a pause, and says nothing while much is left. */

const PAUSE = 1500; // ms without a key
const NEAR = 0.2; // of what is permitted: what is left below is read out

const LINE_ENDS = /\r\n|[\r\v\f\x85\u2028\u2029]/g;
const SPACES = /[\xa0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]/g;
const UNSEEN = [
  String.raw`\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164`,
  String.raw`\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff`,
  String.raw`\u{13430}-\u{1343f}\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}\u{f0000}-\u{10ffff}`,
].join("");
const JOINING = String.raw`\u0620-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u17d3\u1820-\u18aa\ua840-\ua873`;
const PICTURE = String.raw`\u2190-\u2bff\u{1f000}-\u{1faff}`;
const VARIABLE = String.raw`©®‼⁉℀-⅏〰-〽㊗㊙㐀-鿿\uf900-\ufaff${PICTURE}\u{20000}-\u{3ffff}`;
const KEPT = [
  String.raw`\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{3,6}\u{e007f}`,
  String.raw`[0-9#*]\ufe0f\u20e3`,
  String.raw`(?<=[${VARIABLE}])[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]`,
  String.raw`(?<=[\u1820-\u18aa])[\u180b-\u180d\u180f]`,
  String.raw`(?<=[${JOINING}])[\u200c\u200d](?=[${JOINING}])`,
  String.raw`(?:(?<=[${PICTURE}])|(?<=[${PICTURE}]\ufe0f))\u200d(?=[${PICTURE}])`,
].join("|");
const UNSEEN_OR_KEPT = new RegExp(`(${KEPT})|[${UNSEEN}]`, "gu");

export function countCharacters() {
  for (const line of document.querySelectorAll("[data-most]")) new Count(line).begin();
}

function lengthOf(text) {
  const plain = text.replace(LINE_ENDS, "\n").replace(SPACES, " ");
  return [...plain.replace(UNSEEN_OR_KEPT, (_found, kept) => kept ?? "").normalize("NFC").trim()].length;
}

class Count {
  constructor(line) {
    this.line = line;
    this.input = line.previousElementSibling;
    this.most = Number(line.dataset.most);
    [this.seen, this.told] = line.children;
  }

  begin() {
    this.show();
    this.line.hidden = false;
    this.input.addEventListener("input", () => {
      this.show();
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.tell(), PAUSE);
    });
    addEventListener("pageshow", () => this.show()); // the browser may have restored what was typed
  }

  show() {
    this.left = this.most - lengthOf(this.input.value);
    this.seen.textContent = this.words();
    this.line.toggleAttribute("data-excess", this.left < 0);
  }

  tell() {
    const words = this.left <= this.most * NEAR ? this.words() : "";
    if (this.told.textContent !== words) this.told.textContent = words;
  }

  words() {
    const { left, last, full, over, overOne } = this.line.dataset;
    const words = { 1: last, 0: full, "-1": overOne }[this.left] ?? (this.left < 0 ? over : left);
    return words.replace("{count}", Math.abs(this.left));
  }
}
