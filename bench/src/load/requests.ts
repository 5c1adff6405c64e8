/** One request, before it is written as HTTP. */
export interface PlainRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a right answer is. */
export interface Expected {
  readonly status: number;
  /** How its body begins. */
  readonly bodyStart: string;
}

/** The request as it goes over the wire. Its texts are ASCII. */
export function render({ method, path, headers = {}, body }: PlainRequest): string {
  const all = {
    Host: "127.0.0.1",
    ...(body === undefined ? {} : { "Content-Type": "application/json", "Content-Length": String(body.length) }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body ?? ""}`;
}

/** Finds out quickly whether an answer is the expected one. */
export function judge({ status, bodyStart }: Expected) {
  const start = `HTTP/1.1 ${status} `;
  return ({ head, body }: { readonly head: string; readonly body: string }): boolean =>
    head.startsWith(start) && body.startsWith(bodyStart);
}

/** What to throw for an answer that is not the expected one. */
export const wrongAnswer = ({ head, body }: { readonly head: string; readonly body: string }): Error =>
  new Error(`A wrong answer: ${head.split("\r\n")[0]} ${body.slice(0, 300)}`);
