/* The words that the page has for what the script shows, in the page's language; and who is told them. */

const MOST_LINES = 10;
const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"];

/* The template of a row, or one of its sentences. */
export function words(name, values = {}) {
  const template = document.getElementById("envoi");
  return name ? filled(template.dataset[name], values) : template;
}

export function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/* Tells who listens to the page: a sentence of its own for ``what``, of the file ``name``; or ``what`` itself. */
export function say(what, name) {
  const log = document.getElementById("envois");
  const line = document.createElement("p");
  line.textContent = name ? words(what, { name }) : what;
  log.append(line);
  while (log.children.length > MOST_LINES) log.firstElementChild.remove();
}

export function sizeInWords(bytes) {
  const power = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1000)), UNITS.length - 1);
  const options = { style: "unit", unit: UNITS[power], unitDisplay: "short", maximumFractionDigits: 1 };
  return new Intl.NumberFormat(document.documentElement.lang, options).format(bytes / 1000 ** power);
}
