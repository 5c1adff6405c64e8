import { type ActionName, type AnyResult, actions } from "@tiauth/protocol";
import { addressBlock, type Limit, type RateLimit, rateLimit } from "@tiauth/records";
import type { ServerInvocation } from "./invocation.ts";
import type { Ports } from "./ports.ts";
import type { Settings } from "./settings.ts";
import { TryLater } from "./try-later.ts";

const isFailureCode = (code: string) => code.startsWith("incorrect_");
const verifyingActions = Object.entries(actions)
  .filter(([, { errors }]) => errors.some(isFailureCode))
  .map(([name]) => name);

/** Limits per client address, whoever the user is (REQUIREMENTS L4). Without an address there is nothing to limit. */
export function addressLimits(ports: Ports, settings: Settings) {
  const limitFor = (name: string, limit: Limit | "off") =>
    limit === "off" ? undefined : rateLimit({ storage: ports.rateLimitStorage, now: ports.now, name, limit });
  const signins = limitFor("address_signin", settings.addressSigninLimit);
  const mails = limitFor("address_mail", settings.addressMailLimit);
  const failures = limitFor("address_failures", settings.addressFailuresLimit);
  const limits = new Map<string, RateLimit | undefined>([
    ["create_signin" satisfies ActionName, signins],
    ["create_signup" satisfies ActionName, mails],
    ["create_user_password_reset" satisfies ActionName, mails],
    ["create_cli_signin" satisfies ActionName, mails],
    ...verifyingActions.map((name) => [name, failures] as const),
  ]);

  const limited = async (limit: RateLimit, clientAddress: string, effect: () => Promise<AnyResult>) => {
    const key = addressBlock(clientAddress);
    if (!(await limit.take(key))) throw new TryLater(429, await limit.waitSeconds(key));
    if (limit !== failures) return effect();
    let hasFailed = false;
    try {
      const result = await effect();
      hasFailed = !result.ok && isFailureCode(result.errorCode);
      return result;
    } finally {
      if (!hasFailed) await limit.giveBack(key);
    }
  };

  /** Runs `effect` if the address has a token left. A verification that did not fail gives its token back. */
  return ({ action, clientAddress }: ServerInvocation, effect: () => Promise<AnyResult>): Promise<AnyResult> => {
    const limit = limits.get(action);
    return limit && clientAddress !== undefined ? limited(limit, clientAddress, effect) : effect();
  };
}
