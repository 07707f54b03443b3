/* Leads people to what they must read first: the list of errors, a warning just told, or the question a link points to. */

export function focusErrorSummary() {
  const summary = document.querySelector(".error-summary, .notice[tabindex]");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const id = event.target.closest("a")?.hash.slice(1);
    const field = id && document.getElementById(id);
    if (!field) return;
    event.preventDefault();
    (field.closest(".field") ?? field).scrollIntoView();
    field.focus({ preventScroll: true });
  });
}

export function openTargetedQuestion() {
  const open = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) target.open = true;
  };
  open();
  addEventListener("hashchange", open);
}
