import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import { describe, expect, test } from "vitest";
import { createClientAddress } from "./client-address.ts";

/** What `createClientAddress` looks at of a request. */
const from = (remoteAddress: string | undefined, forwardedFor?: string) =>
  ({ socket: { remoteAddress }, headers: { "x-forwarded-for": forwardedFor } }) as unknown as IncomingMessage;

const trusting = (...networks: string[]) => createClientAddress(networks.map((network) => ipaddr.parseCIDR(network)));

describe("L4: without trusted proxies", () => {
  const clientAddress = trusting();

  test("the address is the socket's, whatever a header says", () => {
    expect(clientAddress(from("192.0.2.1", "198.51.100.7"))).toBe("192.0.2.1");
    expect(clientAddress(from("2001:db8::1", "198.51.100.7"))).toBe("2001:db8::1");
  });

  test("an IPv4 address in IPv6 clothes is IPv4", () => {
    expect(clientAddress(from("::ffff:192.0.2.1"))).toBe("192.0.2.1");
    expect(clientAddress(from("::ffff:c000:201"))).toBe("192.0.2.1");
  });

  test("a peer that has gone has no address, unless it was looked at before", () => {
    expect(clientAddress(from(undefined))).toBeUndefined();
    const request = from("192.0.2.1");
    expect(clientAddress(request)).toBe("192.0.2.1");
    Object.assign(request.socket, { remoteAddress: undefined });
    expect(clientAddress(request)).toBe("192.0.2.1");
  });
});

describe("L4: behind trusted proxies", () => {
  const clientAddress = trusting("10.0.0.0/8", "2001:db8:1::/48");

  test.each([
    ["one proxy", "10.0.0.1", "198.51.100.7", "198.51.100.7"],
    ["two proxies", "10.0.0.1", "198.51.100.7, 10.0.0.2", "198.51.100.7"],
    ["what the caller claims stands further left", "10.0.0.1", "127.0.0.1, 198.51.100.7", "198.51.100.7"],
    ["a claim to be a proxy", "10.0.0.1", "192.0.2.66, 10.9.9.9, 198.51.100.7", "198.51.100.7"],
    ["IPv6 all the way", "2001:db8:1::1", "2001:db8:2::2", "2001:db8:2::2"],
    ["a mapped proxy", "::ffff:10.0.0.1", "198.51.100.7", "198.51.100.7"],
    ["a mapped client", "10.0.0.1", "::ffff:198.51.100.7", "198.51.100.7"],
    ["ports", "10.0.0.1", "198.51.100.7:4711", "198.51.100.7"],
    ["ports after IPv6", "10.0.0.1", "[2001:db8:2::2]:4711", "2001:db8:2::2"],
    ["blanks", "10.0.0.1", "  198.51.100.7  ,10.0.0.2 ", "198.51.100.7"],
    ["proxies only", "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"],
  ])("the rightmost hop that is not trusted counts: %s", (_, peer, header, address) => {
    expect(clientAddress(from(peer, header))).toBe(address);
  });

  test.each(["unknown", "", "garbage", "198.51.100", "0x7f000001", "1e3", "198.51.100.7;", "\u0000"])(
    "garbage (%j) counts as the last trusted hop",
    (garbage) => {
      expect(clientAddress(from("10.0.0.1", garbage))).toBe("10.0.0.1");
      expect(clientAddress(from("10.0.0.1", `198.51.100.7, ${garbage}, 10.0.0.2`))).toBe("10.0.0.2");
    },
  );

  test("a header from anybody else is not believed", () => {
    expect(clientAddress(from("192.0.2.1", "198.51.100.7"))).toBe("192.0.2.1");
    expect(clientAddress(from("10.0.0.1"))).toBe("10.0.0.1");
  });
});
