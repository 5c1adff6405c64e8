import { requestErrorBody } from "@tiauth/protocol";

/** Answers hold password hashes: no cache on the way may keep one. */
const headers = { "Content-Type": "application/json", "Cache-Control": "no-store" };

export const jsonResponse = (status: number, body: string) => new Response(body, { status, headers });

/** A refusal that is not an action's: `{ "error": { "code", "message" } }`. */
export const errorResponse = (status: number, code: string, message: string) =>
  jsonResponse(status, requestErrorBody({ code, message }));
