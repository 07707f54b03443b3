// Says what a page loses when its text is twice as large: what overlaps, sticks out of its box or is cut.
() => {
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const TOLERANCE = 3; // pixels
  const shown = (one) =>
    one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    !one.closest(".visually-hidden, dialog, .skip-link");
  const boxes = (thing) => [...thing.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
  const name = (one) => {
    const text = (one.innerText || one.name || one.value || "").trim().replace(/\s+/g, " ").slice(0, 30);
    return `${one.localName}${one.className && `.${String(one.className).split(" ")[0]}`} « ${text} »`;
  };
  const scrolls = (one) => one.closest(".scroll, .table-scroll");

  const controls = [...document.querySelectorAll(CONTROLS)]
    .filter(shown)
    .flatMap((owner) => boxes(owner).map((box) => ({ owner, box })));
  const texts = [];
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const owner = words.currentNode.parentElement;
    if (!words.currentNode.data.trim() || owner.closest("script, style, option, noscript") || !shown(owner)) continue;
    const range = document.createRange();
    range.selectNodeContents(words.currentNode);
    for (const box of boxes(range)) {
      const slack = box.height / 5; // a line's box is higher than its letters
      texts.push({ owner, box: new DOMRect(box.x, box.y + slack, box.width, box.height - 2 * slack) });
    }
  }

  const problems = new Set();
  const related = (one, other) =>
    one.contains(other) || other.contains(one) || [...(one.labels ?? [])].some((label) => label.contains(other));
  const layer = (one) => one.closest(".menu__list"); // opened by the person, over the page
  const overlap = (one, other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > TOLERANCE &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > TOLERANCE;
  const everything = [...controls, ...texts];
  everything.forEach((one, index) => {
    for (const other of everything.slice(index + 1)) {
      if (layer(one.owner) !== layer(other.owner)) continue;
      if (overlap(one.box, other.box) && !related(one.owner, other.owner)) {
        problems.add(`${name(one.owner)} over ${name(other.owner)}`);
      }
    }
    if (!scrolls(one.owner) && (one.box.right > innerWidth + 1 || one.box.left < -1)) {
      problems.add(`${name(one.owner)} beyond the screen`);
    }
  });
  for (const { owner, box } of texts) {
    const button = owner.closest("button, .button, summary, .choice, .card, .tag");
    const around = button && boxes(button);
    if (around?.length === 1 && (box.right > around[0].right + 1 || box.left < around[0].left - 1)) {
      problems.add(`${name(owner)} sticks out of ${name(button)}`);
    }
    for (let one = owner; one; one = one.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(one);
      const frame = one.getBoundingClientRect();
      const cutAcross = /hidden|clip/.test(overflowX) && (box.right > frame.right + 1 || box.left < frame.left - 1);
      const cutDown = /hidden|clip/.test(overflowY) && box.bottom > frame.bottom + 1;
      if (cutAcross || cutDown) problems.add(`${name(owner)} cut by ${name(one)}`);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) {
    problems.add(`the page is ${document.documentElement.scrollWidth} px wide`);
  }
  return [...problems].slice(0, 6);
}
