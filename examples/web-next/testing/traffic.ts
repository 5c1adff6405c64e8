import type { BrowserContext, Response } from "playwright-core";

/** What a browser was answered. */
export interface Traffic {
  /** Addresses, headers and bodies, `Set-Cookie` aside: whatever a script or a cache could keep. */
  readonly texts: readonly string[];
  /** The secrets of all tokens that were put into cookies. What stands before the full stop is a public id. */
  readonly secrets: readonly string[];
}

/** Collects everything that a browser is answered from now on: pages, payloads of server components, scripts. */
export function watchTraffic(context: BrowserContext): () => Promise<Traffic> {
  const answers: Promise<Traffic>[] = [];
  context.on("response", (response) => answers.push(trafficOf(response)));
  return async () => {
    const all = await Promise.all(answers);
    return { texts: all.flatMap(({ texts }) => texts), secrets: all.flatMap(({ secrets }) => secrets) };
  };
}

async function trafficOf(response: Response): Promise<Traffic> {
  const headers = await response.headersArray();
  const isCookie = ({ name }: { readonly name: string }) => name.toLowerCase() === "set-cookie";
  const readable = headers.filter((header) => !isCookie(header)).map(({ value }) => value);
  // Several of them are one with lines.
  const cookies = headers.filter(isCookie).flatMap(({ value }) => value.split("\n"));
  return { texts: [response.url(), ...readable, await bodyOf(response)], secrets: cookies.flatMap(secretsIn) };
}

/** A redirect has none, and of a page that was left meanwhile there is none any more. */
const bodyOf = (response: Response): Promise<string> => response.text().catch(() => "");

const secretsIn = (cookie: string) => /^[\w-]+_token=[a-z0-9]+\.([a-z0-9]+)\./.exec(cookie)?.slice(1) ?? [];
