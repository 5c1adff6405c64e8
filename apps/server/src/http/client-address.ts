import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

type Address = ReturnType<typeof ipaddr.process>;

/** Networks as `ipaddr.js` parses them: an address and the length of its prefix. */
export type Networks = readonly ReturnType<typeof ipaddr.parseCIDR>[];

/**
 * Tells who sent a request: the peer of the socket, or, as long as that is a trusted proxy, the hop before it in
 * `X-Forwarded-For`; so the rightmost hop that is not trusted. What is no address ends the walk: only a trusted
 * proxy's own entry counts, anything further left may be the caller's invention (REQUIREMENTS L4).
 *
 * @returns the address, IPv4 without its IPv6 mapping; undefined if the peer has hung up already.
 */
export function createClientAddress(trustedProxies: Networks): (incoming: IncomingMessage) => string | undefined {
  return ({ socket, headers }) => {
    let address = parseAddress(socket.remoteAddress ?? "");
    if (trustedProxies.length === 0) return address?.toString();
    for (const hop of hopsFromRight(headers["x-forwarded-for"])) {
      const before = address && isWithin(address, trustedProxies) ? parseAddress(hop) : undefined;
      if (!before) break;
      address = before;
    }
    return address?.toString();
  };
}

const hopsFromRight = (header: string | string[] | undefined) =>
  String(header ?? "")
    .split(",")
    .reverse();

const withPort = /^(?:\[([^\]]+)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+)$/;

/** Some proxies write the port too: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function parseAddress(text: string): Address | undefined {
  const [, v6, v4] = withPort.exec(text.trim()) ?? [];
  const address = v6 ?? v4 ?? text.trim();
  return isIP(address) === 0 ? undefined : ipaddr.process(address);
}

const isWithin = (address: Address, networks: Networks) =>
  networks.some(
    ([network, prefixLength]) => network.kind() === address.kind() && address.match([network, prefixLength]),
  );
