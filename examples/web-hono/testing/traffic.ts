import type { BrowserContext, Response } from "playwright-core";

/**
 * Collects everything that a browser is answered from now on, `Set-Cookie` aside, and what it asks for.
 *
 * @returns what resolves with addresses, headers and bodies so far.
 */
export function watchTraffic(context: BrowserContext): () => Promise<readonly string[]> {
  const texts: Promise<readonly string[]>[] = [];
  context.on("response", (response) => {
    const text = textsOf(response);
    // Who never asks does not hear of what was cut off at the end.
    text.catch(() => undefined);
    texts.push(text);
  });
  return async () => (await Promise.all(texts)).flat();
}

async function textsOf(response: Response): Promise<readonly string[]> {
  const headers = await response.headersArray();
  const readable = headers.filter(({ name }) => name.toLowerCase() !== "set-cookie").map(({ value }) => value);
  return [response.url(), ...readable, await bodyOf(response)];
}

/** A redirect has none that could be read. */
const bodyOf = (response: Response): Promise<string> =>
  response.status() >= 300 && response.status() < 400 ? Promise.resolve("") : response.text();
