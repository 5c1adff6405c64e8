import { succeeded } from "../../harness/index.ts";
import type { Account, Scene } from "../scene.ts";

export interface Signin {
  readonly person: Account;
  readonly tokens: { readonly signinToken: string };
}

export const getSignin = ({ client }: Scene, { tokens }: Signin) => client.getSignin(tokens);

export const deleteSignin = ({ client }: Scene, { tokens }: Signin) => client.deleteSignin(tokens);

export const verifyPassword = ({ client }: Scene, { tokens, person }: Signin, password = person.password) =>
  client.verifySigninUserPassword({ ...tokens, password });

export const complete = ({ client }: Scene, { tokens }: Signin) => client.completeSignin(tokens);

/** Somebody has typed their address. */
export async function started({ client, account }: Scene): Promise<Signin> {
  const person = account();
  const { signinToken } = await succeeded(client.createSignin({ userEmailAddress: person.emailAddress }));
  return { person, tokens: { signinToken } };
}

/** Only the completion is left. */
export async function ready(scene: Scene): Promise<Signin> {
  const signin = await started(scene);
  await succeeded(verifyPassword(scene, signin));
  return signin;
}
