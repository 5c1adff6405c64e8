const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The address of an auth server, as it is kept and compared.
 *
 * @throws {RangeError} for what is no URL, has a password in it, or would send tokens where others can read them: anything
 *   but https, unless it is this machine or `insecure` is allowed.
 */
export function serverUrl(server: string | URL, allowed: "https" | "insecure"): string {
  if (!URL.canParse(server)) throw new RangeError(`\`server\` is no URL: one is https://auth.example.com`);
  const url = new URL(server);
  if (url.username || url.password) throw new RangeError("`server` has a name or a password in it: leave them out.");
  if (!isProtected(url) && !(allowed === "insecure" && url.protocol === "http:"))
    throw new RangeError(`\`server\` must begin with https://, as others could read what is sent to ${url.origin}`);
  url.hash = "";
  return url.href;
}

/** Whether nobody on the way can read what is sent there. */
export const isProtected = ({ protocol, hostname }: URL): boolean =>
  protocol === "https:" || (protocol === "http:" && loopback.test(hostname));
