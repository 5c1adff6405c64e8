import { text } from "node:stream/consumers";
import { listen } from "./listen.ts";

/** An answer: the values of an action, its refusal, or a whole HTTP answer. */
export type Scripted =
  | { readonly values: object }
  | { readonly errorCode: string }
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> };

/** What it answers to each action; a list is gone through from call to call, its last answer stays. */
export type Script = Readonly<Record<string, Scripted | readonly Scripted[]>>;

interface Call {
  readonly action: string;
  readonly arguments: Readonly<Record<string, string>>;
}

/** A server that is not Tiauth: for what a broken or hostile one may answer. */
export async function scriptedServer(first: Script) {
  let script = first;
  const calls: Call[] = [];
  const url = await listen(async (request, response) => {
    const call: Call = JSON.parse(await text(request));
    calls.push(call);
    const count = calls.filter(({ action }) => action === call.action).length;
    const { status, body, headers } = toHttp(pick(script[call.action], count));
    response.writeHead(status, headers).end(body);
  });
  return {
    url,
    calls,
    callsOf: (action: string) => calls.filter((call) => call.action === action),
    /** From now on. */
    change(changes: Script) {
      script = { ...script, ...changes };
    },
  };
}

function pick(scripted: Script[string] | undefined, count: number): Scripted {
  if (!scripted)
    return { status: 400, body: '{"error":{"code":"unknown_action","message":"There is no such action."}}' };
  if (!("length" in scripted)) return scripted;
  const answer = scripted[Math.min(count, scripted.length) - 1];
  if (!answer) throw new Error("An empty list of answers.");
  return answer;
}

function toHttp(scripted: Scripted) {
  if ("status" in scripted) return { body: "", headers: {}, ...scripted };
  const answer =
    "values" in scripted ? { ok: true, values: scripted.values } : { ok: false, error_code: scripted.errorCode };
  return { status: 200, headers: {}, body: JSON.stringify({ ...answer, action_invocation_id: "i" }) };
}

/** A sign-in as the server shows it. */
export const cliSignin = (status: "pending" | "approved" | "denied", fields: object = {}) => ({
  id: "s",
  user_email_address: "me@example.com",
  client_name: "reg",
  status,
  created_at: 1_900_000_000,
  expires_at: 1_900_000_600,
  ...fields,
});

export const created = { values: { cli_signin: cliSignin("pending"), cli_signin_token: "s.tool" } };
export const pending = { values: { cli_signin: cliSignin("pending") } };
export const approved = { values: { cli_signin: cliSignin("approved") } };
export const denied = { values: { cli_signin: cliSignin("denied") } };
export const completed = {
  values: { session: { id: "i", user_id: "u1", created_at: 1, expires_at: null }, session_token: "i.session" },
};
