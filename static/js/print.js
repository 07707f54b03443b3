/* Prints the page: the button is there only where a script can do it. */

export function offerToPrint() {
  for (const button of document.querySelectorAll("[data-module='print']")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}
