import { createHmac, createSecretKey } from "node:crypto";

/**
 * Signs bodies as `signRequest` of the protocol does, but at once: Web Crypto goes through a thread for every signature,
 * which costs more than the request.
 *
 * @returns a function from a body to the value of the signature's header.
 */
export function createSigner(secret: string, now: () => Date): (body: string) => string {
  const key = createSecretKey(secret, "utf8");
  return (body) => {
    const timestampSeconds = Math.floor(now().getTime() / 1000);
    const mac = createHmac("sha256", key).update(`${timestampSeconds}.${body}`).digest("hex");
    return `t=${timestampSeconds},v1=${mac}`;
  };
}
