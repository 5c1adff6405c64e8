import { type Client, createClient } from "@tiauth/client";
import { newId } from "@tiauth/protocol";
import { type Person, succeeded, type World } from "../harness/index.ts";

/** Somebody who is known to the user server. */
export type Account = Omit<Person, "sessionToken">;

/** The world in which all scenarios play, each with people of its own. */
export interface Scene extends World {
  /** Somebody with an account, put straight into the user server: no signup, no hash, no mail. */
  account(at?: Pick<Account, "emailAddress">): Account;
  /** Somebody with an account who has signed in. */
  person(): Promise<Person>;
  /** A client of another server for the same users, where anyone may sign in from a command line. */
  readonly open: Client;
  /** The name of the action that gave this answer to `client`. */
  actionOf(answer: { readonly actionInvocationId: string }): string | undefined;
}

/** Signs one person up, whose password everybody else has too: it is hashed once. */
export async function setScene(world: World, openUrl: string): Promise<Scene> {
  const { userId, password } = await world.signUp();
  const { user } = await succeeded(world.userServer.users.getUser({ userId }));
  const account: Scene["account"] = ({ emailAddress } = { emailAddress: world.freshAddress() }) => {
    const id = newId();
    world.userServer.put({ ...user, id, emailAddress });
    return { userId: id, emailAddress, password };
  };
  const actions = new Map<string, string>();
  return {
    ...world,
    client: createTracedClient(world.tiauth.url, actions),
    open: createTracedClient(openUrl, actions),
    actionOf: ({ actionInvocationId }) => actions.get(actionInvocationId),
    account,
    person: () => world.signIn(account()),
  };
}

/** A client that notes which action gave which answer. */
const createTracedClient = (url: string, actions: Map<string, string>) =>
  createClient(async (body, signal) => {
    const response = await fetch(url, { method: "POST", body, signal });
    const answer = await response.text();
    actions.set(JSON.parse(answer).action_invocation_id, JSON.parse(body).action);
    return answer;
  });
