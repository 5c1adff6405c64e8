/** What whoever serves the page can set in its `<meta name="tiauth-…">` tags; undefined if a tag is empty or missing. */
const setting = (name: string) =>
  document.querySelector<HTMLMetaElement>(`meta[name="tiauth-${name}"]`)?.content || undefined;

/** Where the auth server takes its POST requests. */
export const serverAddress = setting("server") ?? "/";

/** A page that shows the mails, as there is one during development. */
export const inboxAddress = setting("inbox");
