/* Unticks the other boxes of a question when the one that goes with no other is ticked, and that one when another is. The server judges. */

export function keepChoicesApart() {
  document.addEventListener("change", ({ target }) => {
    if (target.type !== "checkbox" || !target.checked) return;
    const boxes = [...target.form?.querySelectorAll("[type=checkbox]") ?? []].filter((box) => box.name === target.name && box !== target);
    for (const box of boxes) {
      if ("exclusive" in target.dataset || "exclusive" in box.dataset) box.checked = false;
    }
  });
}
