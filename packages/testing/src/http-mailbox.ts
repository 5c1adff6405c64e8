import type { Mail } from "./distribution.ts";
import type { Mailbox } from "./mail-reader.ts";

/** The inbox of a `tiauth dev` that runs elsewhere, by its JSON routes. */
export function httpMailbox(url: string): Mailbox {
  const get = (path: string, query: Readonly<Record<string, string>>) =>
    fetch(new URL(`/inbox/mails${path}?${new URLSearchParams(query)}`, url));
  return {
    mails: async (to) => {
      // What the route is documented to answer.
      const { mails } = (await read(await get("", { to }))) as { readonly mails: readonly Mail[] };
      return mails;
    },
    next: async ({ to, after, timeoutSeconds }) => {
      const response = await get("/next", { to, after: String(after), timeout: String(timeoutSeconds) });
      if (response.status === 404) return undefined;
      // What the route is documented to answer.
      return (await read(response)) as Mail;
    },
  };
}

async function read(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}
