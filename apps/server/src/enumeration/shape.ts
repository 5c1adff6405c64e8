/** An answer over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Differ from one answer to the next, whatever was asked. The length of the body follows from its fields. */
const passing = ["date", "content-length"];
/** The same, added by proxies: only whether they are there is looked at. */
const addedByProxies = [
  "x-request-id",
  "x-correlation-id",
  "x-amzn-trace-id",
  "x-amz-cf-id",
  "cf-ray",
  "server-timing",
];

/**
 * What of an answer could tell something, as text to be compared: its status, its headers, the fields of its body. The
 * address that was asked about is called by its name, numbers are only numbers, and texts only as long as they are.
 */
export function shapeOf({ status, headers, body }: HttpAnswer, emailAddress: string): string {
  const kept = Object.entries(headers)
    .filter(([name]) => !passing.includes(name))
    .map(([name, value]) => [name, addedByProxies.includes(name) ? "" : value]);
  return JSON.stringify({ status, headers: kept.toSorted(), body: shapeOfBody(body, emailAddress) });
}

function shapeOfBody(body: string, emailAddress: string): unknown {
  const parsed = parse(body);
  if (parsed === undefined) return `${body.length} characters that are no JSON`;
  const shape = JSON.stringify(parsed, (name, value: unknown) => {
    if (typeof value === "number") return "a number";
    if (typeof value !== "string" || isCode(name)) return value;
    return value === emailAddress ? "the address" : `${value.length} characters`;
  });
  return JSON.parse(shape);
}

const isCode = (name: string) => name === "error_code" || name === "code";

/** `ok`, the error code, or the status if there is neither. */
export function codeOf({ status, body }: HttpAnswer): string {
  const { ok, error_code: code } = Object(parse(body)) as { readonly ok?: unknown; readonly error_code?: unknown }; // or neither
  if (status === 200 && ok === true) return "ok";
  return status === 200 && typeof code === "string" ? code : `HTTP ${status}`;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
