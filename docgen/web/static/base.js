/* What all pages share: the server knows that somebody looks, and a double click is one. */
const presence = new EventSource("/api/presence");
addEventListener("pagehide", () => presence.close());

const SAME = 3000;
const sent = new WeakMap();
addEventListener("submit", (event) => {
  const { target: form, submitter, timeStamp: at } = event;
  if (form.method !== "post" || event.defaultPrevented) return;
  const said = [...new FormData(form), submitter?.value].join();
  const before = sent.get(form);
  if (before?.said === said && at - before.at < SAME) event.preventDefault();
  else sent.set(form, { said, at });
});
