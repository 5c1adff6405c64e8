import type { Answer } from "./answer.ts";

/** What the auth server can do, as the answer of `get_capabilities` says, narrowed to the actions that are taken here. */
export function narrowed({ body, ...answer }: Answer, accepted: ReadonlySet<string>): Answer {
  const { values, ...result } = JSON.parse(body); // written by `forward`
  if (!Array.isArray(values?.actions)) return { body, ...answer };
  const actions = values.actions.filter((name: unknown) => accepted.has(String(name)));
  return { ...answer, body: JSON.stringify({ ...result, values: { ...values, actions } }) };
}
