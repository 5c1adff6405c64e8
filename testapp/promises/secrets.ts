import { type Client, createClient } from "@tiauth/client";
import { prepareSignup } from "../completions.ts";
import { type Person, succeeded, type World } from "../harness/index.ts";

/** What is secret on the wire, by name. Of values with another name nothing is. */
export const secretNames = /^(password|temporary_password|email_address_verification_code|\w+_token)$/;

/** A client that remembers what went over the wire. */
export interface SecretsCollector {
  readonly client: Client;
  /** Everything secret: passwords, codes, and of every token the half that is secret. */
  readonly secrets: ReadonlySet<string>;
  /** Every answer to a request. */
  readonly answers: readonly string[];
}

/** @param url asked for at each request. */
export function createSecretsCollector(url: () => string): SecretsCollector {
  const secrets = new Set<string>();
  const answers: string[] = [];
  const collect = (values: object) => {
    for (const [name, value] of Object.entries(values)) {
      if (secretNames.test(name)) secrets.add(String(value).split(".").at(-1) ?? "");
    }
  };
  const client = createClient(async (body) => {
    collect(JSON.parse(body).arguments);
    const response = await fetch(url(), { method: "POST", body });
    const answer = await response.text();
    answers.push(answer);
    collect(JSON.parse(answer).values ?? {});
    return answer;
  });
  return { client, secrets, answers };
}

/** Signs somebody up, step by step with this world's client. */
export async function signUpWatched(
  world: Pick<World, "client" | "smtp" | "freshAddress" | "freshPassword">,
): Promise<Person> {
  const [emailAddress, password] = [world.freshAddress(), world.freshPassword()];
  const wiring = { ...world, freshAddress: () => emailAddress, freshPassword: () => password };
  const { sessionToken = "" } = await succeeded((await prepareSignup(wiring)).complete());
  const { session } = await succeeded(world.client.getSession({ sessionToken }));
  return { emailAddress, password, sessionToken, userId: session.userId };
}
