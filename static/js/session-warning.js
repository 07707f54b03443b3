/* Says two minutes ahead that the session is about to end: prolongs it, or saves and signs in again when its longest duration is
   over; saves the draft if nobody answers. */

const WARN_SECONDS = 120;
const SAVE_SECONDS = 20;
const FIRST_LOOK_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 600;
const SAVE_BUTTON = '.main button[name="action"][value="save"]';

export function warnBeforeSessionEnds() {
  const dialog = document.getElementById("session-warning");
  if (!dialog) return;
  let timer;

  const look = async (method = "GET") => {
    clearTimeout(timer);
    try {
      const headers = method === "POST" ? { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value } : {};
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

  const react = ({ authenticated, expires_in: left, expires_at_latest_in: atLatest }) => {
    const mayProlong = !(atLatest <= left + WARN_SECONDS);
    show(!authenticated ? "ended" : mayProlong ? "ending" : "final");
    const isEnding = !authenticated || left <= WARN_SECONDS;
    if (isEnding && !dialog.open) dialog.showModal();
    if (!isEnding && dialog.open) dialog.close();
    if (!authenticated) return;
    if (left <= SAVE_SECONDS) saveAtOnce();
    lookAgainIn(left - (left > WARN_SECONDS ? WARN_SECONDS : SAVE_SECONDS));
  };

  const saveAtOnce = () => {
    const button = document.querySelector(SAVE_BUTTON);
    if (!button) return;
    button.dataset.atOnce = ""; // files that are on their way do not keep it waiting
    button.click();
  };

  const show = (state) => {
    if (dialog.dataset.state === state) return;
    dialog.dataset.state = state;
    dialog.setAttribute("aria-labelledby", `session-${state}-title`);
    if (dialog.open) dialog.querySelector(`.dialog__${state} :is(a, button)`).focus();
  };

  const saveThenSignIn = async (event) => {
    event.preventDefault();
    const link = event.currentTarget;
    const button = document.querySelector(SAVE_BUTTON);
    const values = new FormData(button.form);
    values.append(button.name, button.value);
    const address = button.form.getAttribute("action") || location.href; // form.action is the button of that name
    try {
      const saved = await fetch(address, { method: "POST", body: values });
      if (!saved.ok) throw new Error(saved.statusText);
      location.assign(link.href);
    } catch {
      dialog.close();
      button.click();
    }
  };

  const thisPage = encodeURIComponent(location.pathname).replaceAll("%2F", "/");
  for (const link of dialog.querySelectorAll("a")) {
    const address = link.getAttribute("href");
    link.setAttribute("href", `${address}${address.includes("?") ? "&" : "?"}next=${thisPage}`);
  }
  if (document.querySelector(SAVE_BUTTON)) {
    const link = dialog.querySelector(".dialog__final a");
    for (const label of link.children) label.hidden = !label.hidden;
    link.addEventListener("click", saveThenSignIn);
  }
  dialog.querySelector(".dialog__ending form").addEventListener("submit", () => look("POST"));
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && !dialog.open) look();
  });
  lookAgainIn(FIRST_LOOK_SECONDS);
}
