/* Says two minutes ahead that the session is about to end, prolongs it when asked, and saves the draft if nobody answers. */

const WARN_SECONDS = 120;
const SAVE_SECONDS = 20;
const FIRST_LOOK_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 600;

export function warnBeforeSessionEnds() {
  const dialog = document.getElementById("session-warning");
  if (!dialog) return;
  let timer;

  const look = async (method = "GET") => {
    clearTimeout(timer);
    try {
      const headers = method === "POST" ? { "X-CSRFToken": dialog.querySelector("[name=csrfmiddlewaretoken]").value } : {};
      const response = await fetch(dialog.dataset.url, { method, headers, cache: "no-store" });
      if (!response.ok) throw new Error(response.statusText);
      react(await response.json());
    } catch {
      lookAgainIn(FIRST_LOOK_SECONDS);
    }
  };

  const lookAgainIn = (seconds) => {
    const wait = Math.min(Math.max(seconds, 1), LONGEST_WAIT_SECONDS);
    timer = setTimeout(look, wait * 1000);
  };

  const react = ({ authenticated, expires_in: left }) => {
    dialog.classList.toggle("has-ended", !authenticated);
    const isEnding = !authenticated || left <= WARN_SECONDS;
    if (isEnding && !dialog.open) dialog.showModal();
    if (!isEnding && dialog.open) dialog.close();
    if (!authenticated) return;
    if (left <= SAVE_SECONDS) document.querySelector('.main button[name="action"][value="save"]')?.click();
    lookAgainIn(left - (left > WARN_SECONDS ? WARN_SECONDS : SAVE_SECONDS));
  };

  dialog.querySelector("form").addEventListener("submit", () => look("POST"));
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && !dialog.open) look();
  });
  lookAgainIn(FIRST_LOOK_SECONDS);
}
