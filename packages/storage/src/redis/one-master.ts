import { createLink, type LinkOptions } from "./link.ts";
import type { Masters } from "./masters.ts";

/** The one that has all the keys. Rejects as its first attempt does. */
export async function openOneMaster(options: LinkOptions): Promise<Masters> {
  const link = createLink(options);
  try {
    await link.opened;
  } catch (error) {
    link.close();
    throw error;
  }
  return {
    send: (_key, request) => link.send(request),
    all: () => [{ name: options.name, send: link.send }],
    close: link.close,
  };
}
