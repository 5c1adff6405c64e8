type AnyResult = { readonly ok: true } | { readonly ok: false; readonly errorCode: string };
type Success<R> = Extract<R, { readonly ok: true }>;

/**
 * The values of an action that has to succeed: `const { session } = await succeeded(client.getSession({ sessionToken }))`.
 *
 * @throws {Error} with the error code if the action refused; whatever the call rejects with.
 */
export async function succeeded<R extends AnyResult>(call: R | Promise<R>): Promise<Success<R>> {
  const result = await call;
  if (isSuccess(result)) return result;
  throw new Error(`Tiauth refused: ${"errorCode" in result ? result.errorCode : "unknown"}`);
}

const isSuccess = <R extends AnyResult>(result: R): result is R & Success<R> => result.ok;
