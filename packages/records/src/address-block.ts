import ipaddr from "ipaddr.js";

/** What one caller can hold: an IPv4 address, or an IPv6 network of 64 bits. All spellings of it are one. */
export function addressBlock(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address); // unwraps IPv4 in IPv6
  return parsed.kind() === "ipv4" ? parsed.toString() : parsed.toByteArray().slice(0, 8).join(".");
}
