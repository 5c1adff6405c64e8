import { createHash } from "node:crypto";

/**
 * What the tool calls itself at a registry. Each has sessions of its own, so that none is shown one that was meant for
 * another, also where it names the same auth server; and the mail says which one asks, by nothing that could be a link.
 */
export const namesAt = ({ host, hostname }: URL) => ({
  tool: `reg-${folderOf(host)}`,
  clientName: `reg (${sayable(hostname).slice(-longestSayable)})`,
});

/** Of 64 characters. */
const longestFolder = 64 - "reg-".length;
const longestSayable = 64 - "reg ()".length;

function folderOf(host: string): string {
  const folder = host.replaceAll(/[^\w-]/g, "_");
  const isShort = folder.length <= longestFolder;
  return isShort ? folder : createHash("sha256").update(host).digest("hex").slice(0, longestFolder);
}

/** A dot may stand before a digit, as in a version. */
const sayable = (hostname: string) => hostname.replaceAll(/\.(?!\d)/g, " ").replaceAll(/[^\w .-]/g, "-");
