import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from "node:http";

/** Answers with a Web-standard response that is short. */
export async function writeResponse(response: ServerResponse, answer: Response): Promise<void> {
  const body = await answer.text();
  for (const [name, value] of answer.headers) if (name !== "set-cookie") response.setHeader(name, value);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) response.setHeader("Set-Cookie", cookies);
  response.writeHead(answer.status).end(body);
}

type Headers = OutgoingHttpHeaders | readonly OutgoingHttpHeader[];

/** Calls `add` when a response is about to send its headers, whoever sends them, so that it can still add some. */
export function beforeHead(response: ServerResponse, add: () => void): void {
  const writeHead = response.writeHead;
  response.writeHead = (statusCode: number, ...rest: readonly unknown[]) => {
    response.writeHead = writeHead;
    const message = rest.find((each) => typeof each === "string");
    // What is left of the arguments that Node takes.
    const headers = rest.find((each) => typeof each === "object") as Headers | undefined;
    for (const [name, value] of pairsOf(headers)) if (value !== undefined) response.setHeader(name, value);
    add();
    return message === undefined ? response.writeHead(statusCode) : response.writeHead(statusCode, message);
  };
}

/** Headers that `writeHead` was given would stand instead of those that are added. */
function pairsOf(headers: Headers = {}): readonly (readonly [string, OutgoingHttpHeader | undefined])[] {
  if (!isList(headers)) return Object.entries(headers);
  return headers.flatMap((name, index) => (index % 2 === 0 ? [[String(name), headers[index + 1]] as const] : []));
}

const isList = (headers: Headers): headers is readonly OutgoingHttpHeader[] => Array.isArray(headers);
