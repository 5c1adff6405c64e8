import type { IncomingMessage } from "node:http";
import { isIP, type Socket } from "node:net";
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
  const peerOf = rememberPeers();
  return ({ socket, headers }) => {
    const peer = peerOf(socket);
    const hops = headers["x-forwarded-for"];
    if (!peer || hops === undefined || trustedProxies.length === 0) return peer?.text;
    let { address } = peer;
    for (const hop of hopsFromRight(hops)) {
      const before = isWithin(address, trustedProxies) ? parseAddress(hop) : undefined;
      if (!before) break;
      address = before;
    }
    return address.toString();
  };
}

/** Who is at the other end of a socket is the same as long as it is open: looked at once. */
function rememberPeers() {
  const peers = new WeakMap<Socket, { readonly address: Address; readonly text: string }>();
  return (socket: Socket) => {
    const known = peers.get(socket);
    if (known) return known;
    const address = parseAddress(socket.remoteAddress ?? "");
    if (!address) return undefined;
    const peer = { address, text: address.toString() };
    peers.set(socket, peer);
    return peer;
  };
}

const hopsFromRight = (header: string | readonly string[]) => String(header).split(",").reverse();

const withPort = /^(?:\[([^\]]+)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+)$/;

/** Some proxies write the port too: `192.0.2.1:4711`, `[2001:db8::1]:4711`. Undefined for what is no address. */
export function parseAddress(text: string): Address | undefined {
  const [, v6, v4] = withPort.exec(text.trim()) ?? [];
  const address = v6 ?? v4 ?? text.trim();
  return isIP(address) === 0 ? undefined : ipaddr.process(address);
}

const isWithin = (address: Address, networks: Networks) =>
  networks.some(
    ([network, prefixLength]) => network.kind() === address.kind() && address.match([network, prefixLength]),
  );
