/* Marks the messages of a page as read once they are on the screen; without it, the button of the form does. */

export function markAsRead() {
  const form = document.querySelector('[data-module="read-mark"]');
  if (!form) return;

  const send = async () => {
    if (document.visibilityState !== "visible") return;
    document.removeEventListener("visibilitychange", send);
    try {
      const marked = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
      if (marked.type === "opaqueredirect") form.remove();
    } catch {
      /* The button is still there. */
    }
  };

  document.addEventListener("visibilitychange", send);
  send();
}
