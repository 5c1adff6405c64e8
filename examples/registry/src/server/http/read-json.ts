import type { Context } from "hono";
import { Refusal } from "../../contract/refusals.ts";

/**
 * A text in the JSON body.
 *
 * @throws {Refusal} `invalid_request`
 */
export async function readText(context: Context, field: string): Promise<string> {
  const body: unknown = await context.req.json().catch(() => undefined);
  const value = typeof body === "object" && body !== null ? Object.entries(body).find(([name]) => name === field) : [];
  if (typeof value?.[1] !== "string") throw new Refusal("invalid_request");
  return value[1];
}
