import { expect, it } from "vitest";
import { addressBlock, addressNetwork } from "./address-block.ts";

it("L4: an IPv4 address is a block of its own, however it is spelt", () => {
  const spellings = ["192.0.2.1", "::ffff:192.0.2.1", "::FFFF:c000:201", "0:0:0:0:0:ffff:192.0.2.1"];
  expect(new Set(spellings.map(addressBlock))).toEqual(new Set(["192.0.2.1"]));
  expect(addressBlock("192.0.2.2")).not.toBe(addressBlock("192.0.2.1"));
});

it("L4: an IPv6 network of 64 bits is one block, and the next network another", () => {
  expect(addressBlock("2001:db8:0:1::1")).toBe(addressBlock("2001:DB8::1:ffff:0:0:9"));
  expect(addressBlock("2001:db8:0:2::1")).not.toBe(addressBlock("2001:db8:0:1::1"));
});

it("L4: what is no address is a block of its own", () => {
  expect(addressBlock("not an address")).toBe("not an address");
});

it.each([
  ["192.0.2.77", "192.0.2.0/24"],
  ["::ffff:192.0.2.77", "192.0.2.0/24"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"],
  ["fe80::5%eth0", "fe80::/48"],
  ["not an address", ""],
  ["", ""],
])("the network of %s is %s: too large to tell one household from another", (address, network) => {
  expect(addressNetwork(address)).toBe(network);
});
