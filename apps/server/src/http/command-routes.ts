import type { IncomingMessage } from "node:http";
import * as z from "zod/mini";
import type { HttpAnswer } from "./answer.ts";
import { readBody } from "./read-body.ts";
import { clearStorage } from "./reset.ts";
import type { Routes } from "./routes.ts";

export interface CommandPorts {
  /** Empties the storage. */
  readonly clear: () => Promise<void>;
  /** All figures as they are now. */
  readonly scrape: () => Promise<{ readonly contentType: string; readonly text: string }>;
}

/** The routes of the private listener: it knows no callers, so whoever reaches its port may command. */
export function commandRoutes({ clear, scrape }: CommandPorts): Routes {
  const commands = new Map([["reset", clearStorage(clear)]]);

  const command = async (incoming: IncomingMessage) => {
    // A page in the operator's browser can post to a loopback port; browsers then name the page's origin.
    if (incoming.headers.origin !== undefined) return failure(403, "Commands are not taken from web pages");
    const name = await readCommand(incoming);
    const run = name === undefined ? undefined : commands.get(name);
    return run ? run() : failure(400, `Unknown command; there is: ${[...commands.keys()].join(", ")}`);
  };
  const metrics = async (): Promise<HttpAnswer> => {
    const { contentType, text } = await scrape();
    return { status: 200, body: text, headers: { "Content-Type": contentType } };
  };
  return { "/command": { POST: command }, "/metrics": { GET: metrics } };
}

const requestSchema = z.object({ command: z.string() });

async function readCommand(incoming: IncomingMessage): Promise<string | undefined> {
  const body = await readBody(incoming);
  if (typeof body !== "string") return undefined;
  try {
    return requestSchema.parse(JSON.parse(body)).command;
  } catch {
    return undefined;
  }
}

const failure = (status: number, message: string): HttpAnswer => ({
  status,
  body: JSON.stringify({ success: false, message }),
});
