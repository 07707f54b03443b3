/* A second click on a button that is already working does nothing; the back button wakes the page again. */

export function guardAgainstDoubleSubmit() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method === "dialog" || form.method === "get" || "download" in form.dataset) return;
    if (form.ariaBusy === "true") {
      event.preventDefault();
      return;
    }
    form.ariaBusy = "true";
    if (event.submitter) event.submitter.ariaBusy = "true";
  });
  addEventListener("pageshow", () => {
    for (const busy of document.querySelectorAll("form, button")) {
      if (busy.ariaBusy === "true") busy.removeAttribute("aria-busy");
    }
  });
}
