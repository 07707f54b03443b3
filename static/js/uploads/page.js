/* Starts the questions answered by documents; a page is not left, nor its form sent, while files are on their way (ADR 0107). */
import { say, words } from "./words.js";
import { Line } from "./line.js";
import { Zone } from "./zone.js";

export function sendFilesWhenChosen() {
  const boxes = [...document.querySelectorAll(".uploads[data-address]")];
  if (!boxes.length || !words()) return;
  const line = new Line();
  const zones = boxes.map((box) => new Zone(box, line));
  const [{ form }] = zones;
  const notice = document.getElementById("envois-retenus");
  let held = null;
  let isLeaving = false;

  const failed = () => zones.flatMap((zone) => [...zone.uploads]).filter((upload) => upload.hasFailed);
  const hold = (event, why) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    tell(why);
  };
  const tell = (why) => {
    notice.textContent = why && words(why);
    notice.hidden = !why;
    if (why) say(words(why));
  };

  form.addEventListener("submit", (event) => {
    if (event.submitter && "atOnce" in event.submitter.dataset) isLeaving = true;
    else if (line.isBusy) {
      held = { submitter: event.submitter, refused: count(zones) };
      hold(event, "held");
    } else if (failed().length) {
      hold(event, "unsettled");
      failed()[0].part("[data-act=retry]").focus();
    } else isLeaving = true;
  });
  line.onEmpty = () => {
    if (!held) return;
    const { submitter, refused } = held;
    held = null;
    if (count(zones) > refused) return tell("unsettled");
    tell("");
    form.requestSubmit(submitter);
  };
  addEventListener("beforeunload", (event) => line.isBusy && !isLeaving && event.preventDefault());
  addEventListener("pageshow", () => (isLeaving = false));
  for (const name of ["dragover", "drop"]) {
    addEventListener(name, (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault()); // the browser would leave the page for the file
  }
  for (const button of form.querySelectorAll('[name="action"][value="upload"]')) button.hidden = true;
}

/* How many files have something to be read beside them. */
function count(zones) {
  return zones.flatMap((zone) => [...zone.uploads]).filter((upload) => !upload.isUnderWay).length;
}
