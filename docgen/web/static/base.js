/* What all pages share: the server knows that somebody looks. */
const presence = new EventSource("/api/presence");
addEventListener("pagehide", () => presence.close());
