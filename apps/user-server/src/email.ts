import { backendEmail } from "@tiauth/protocol";
import type { WriteLine } from "./write-line.ts";

const malformed = JSON.stringify({ error: { code: "invalid_request", message: "This is no e-mail of Tiauth's." } });

/** "Sends" an e-mail by printing it, code and all: for trying things, where nobody but its reader sees the terminal. */
export const printEmail = (writeLine: WriteLine) => async (body: string) => {
  const email = backendEmail.safeParse(parseJson(body));
  if (!email.success) return { status: 400, body: malformed };
  writeLine({ msg: "email", ...email.data });
  return { status: 200, body: "{}" };
};

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
