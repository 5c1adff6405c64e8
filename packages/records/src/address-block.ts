import ipaddr from "ipaddr.js";

/** What one caller can hold: an IPv4 address, or an IPv6 network of 64 bits. All spellings of it are one. */
export function addressBlock(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address); // unwraps IPv4 in IPv6
  return parsed.kind() === "ipv4" ? parsed.toString() : parsed.toByteArray().slice(0, 8).join(".");
}

/** The network of an address, too large to tell one household from another: `192.0.2.0/24`, `2001:db8::/48`. Empty for what is no address. */
export function addressNetwork(address: string): string {
  if (!ipaddr.isValid(address)) return "";
  const parsed = ipaddr.process(address);
  return parsed.kind() === "ipv4"
    ? `${ipaddr.IPv4.networkAddressFromCIDR(`${parsed}/24`)}/24`
    : `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed}/48`)}/48`;
}
