import { createCliAuth } from "@tiauth/cli";
import { describe, expect, it } from "vitest";
import { namesAt } from "../src/tool/names-at.ts";

const longest = `${"a".repeat(60)}.${"b".repeat(60)}.${"c".repeat(60)}.example.com`;
const addresses = [
  "https://registry.example.com",
  "https://registry.example.com:8443",
  "https://registry-example.com",
  "https://xn--bcher-kva.example",
  "https://[2001:db8::1]",
  "http://127.0.0.1:4000",
  `https://${longest}`,
  `https://z${longest.slice(1)}`,
];

describe("the tool at a registry", () => {
  it.each(addresses)("can sign in, wherever that is: %s", (address) => {
    expect(() => createCliAuth({ server: "https://auth.example.com", ...namesAt(new URL(address)) })).not.toThrow();
  });

  it("has sessions for this one only", () => {
    const tools = addresses.map((address) => namesAt(new URL(address)).tool);
    expect(new Set(tools).size).toBe(addresses.length);
  });

  it("is named in the mail with it, without a link; of a long name, the end tells whose it is", () => {
    expect(namesAt(new URL("https://registry.example.com")).clientName).toBe("reg (registry example com)");
    expect(namesAt(new URL("http://127.0.0.1:4000")).clientName).toBe("reg (127.0.0.1)");
    expect(namesAt(new URL(`https://${longest}`)).clientName).toMatch(/^reg \(c+ example com\)$/);
  });
});
