/* Hides the questions that other answers on this page make pointless; what cannot be decided here stays shown. */

const YES = new Set(["yes", "true"]);

/* Every comparison answers true, false, or undefined when only the server can tell. */
const comparisons = {
  equals: (answers, operand) => answers.some((answer) => isSame(answer, operand)),
  one_of: (answers, operands) => operands.some((operand) => comparisons.equals(answers, operand)),
  answered: (answers, expected) => answers.length > 0 === expected,
  at_least: (answers, least) => compare(answers, (number) => number >= least),
  at_most: (answers, most) => compare(answers, (number) => number <= most),
};

function isSame(answer, operand) {
  if (typeof operand === "boolean") return YES.has(answer) === operand;
  if (typeof operand === "number") return toNumber(answer) === operand;
  return answer === operand;
}

function compare(answers, test) {
  if (!answers.length) return false;
  const number = toNumber(answers[0]);
  return number === undefined ? undefined : test(number);
}

function toNumber(answer) {
  const plain = answer.replace(/[\s\u00a0\u202f€]/g, "").replace(",", ".");
  return /^-?\d+(\.\d{1,2})?$/.test(plain) ? Number(plain) : undefined;
}

function answersTo(key, root) {
  const group = root.querySelector(`[data-field="${CSS.escape(key)}"]`);
  if (!group || group.hidden) return [];
  const inputs = [...group.querySelectorAll("input, select, textarea")];
  return inputs
    .filter((input) => !["checkbox", "radio"].includes(input.type) || input.checked)
    .map((input) => input.value.trim())
    .filter(Boolean);
}

function not(verdict) {
  return verdict === undefined ? undefined : !verdict;
}

function all(verdicts) {
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) ? undefined : true;
}

function holds(condition, root) {
  const verdicts = Object.entries(condition).map(([word, content]) => {
    if (word === "all") return all(content.map((part) => holds(part, root)));
    if (word === "any") return not(all(content.map((part) => not(holds(part, root)))));
    if (word === "not") return not(holds(content, root));
    const answers = answersTo(word, root);
    return all(Object.entries(content).map(([name, operand]) => comparisons[name]?.(answers, operand)));
  });
  return all(verdicts);
}

export function showConditionalFields(root = document) {
  const groups = [...root.querySelectorAll("[data-when]")];
  if (!groups.length) return;
  const conditions = new Map(groups.map((group) => [group, JSON.parse(group.dataset.when)]));
  const update = () => {
    for (const [group, condition] of conditions) group.hidden = holds(condition, root) === false;
  };
  update();
  root.addEventListener("input", update);
  root.addEventListener("change", update);
}
