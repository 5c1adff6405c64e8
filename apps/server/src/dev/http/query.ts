import type { IncomingMessage } from "node:http";

/** The target of a request as a URL; its origin means nothing. */
export const targetOf = ({ url = "/" }: IncomingMessage): URL => new URL(url, "http://localhost");

/**
 * A whole number of the query.
 *
 * @returns undefined if it is not given; NaN if it is none, or above `most`.
 */
export function wholeNumber(query: URLSearchParams, name: string, most: number): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  return value <= most ? value : Number.NaN;
}
