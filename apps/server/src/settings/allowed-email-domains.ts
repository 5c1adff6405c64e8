/**
 * Makes the address policy of a list of domains: `example.com` is itself, `*.example.com` any subdomain of it, in
 * either case of letters. Without a list every address is allowed.
 *
 * @param domains in lower case.
 */
export function allowEmailDomains(domains: readonly string[] | undefined): (emailAddress: string) => boolean {
  if (domains === undefined) return () => true;
  return (emailAddress) => {
    const domain = emailAddress.slice(emailAddress.lastIndexOf("@") + 1).toLowerCase();
    return domains.some((allowed) =>
      allowed.startsWith("*.") ? domain.endsWith(allowed.slice(1)) : domain === allowed,
    );
  };
}
