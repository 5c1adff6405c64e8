import { isIP } from "node:net";
import type { Limit } from "@tiauth/server";
import ipaddr from "ipaddr.js";
import * as z from "zod/mini";
import { parseMailbox } from "../mail/mailbox.ts";
import { parseDuration } from "./duration.ts";
import { parseLimit } from "./limit.ts";

/** How the text of a variable is read: into a `T`, or refused with a sentence that never repeats the text. */
export type Format<T> = z.ZodMiniType<T, string>;

/** Makes a format of a function that gives undefined for what it cannot read. `mustBe` completes "must be …". */
export const format = <T>(mustBe: string, read: (text: string) => T | undefined): Format<T> =>
  z.pipe(
    z.string(),
    z.transform((text, context) => {
      const value = read(text);
      if (value !== undefined) return value;
      context.issues.push({ code: "custom", message: `must be ${mustBe}`, input: text });
      return z.NEVER;
    }),
  );

const when = (condition: boolean, text: string) => (condition ? text : undefined);

export const anyText = format("text", (text) => text);

export const secret = format("at least 16 characters long", (text) => when(text.length >= 16, text));

export const wholeNumber = (least: number, most: number) =>
  format(`a whole number from ${least} to ${most}`, (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  });

/** 0 lets the system pick a free one. */
export const listenPort = wholeNumber(0, 65_535);
export const remotePort = wholeNumber(1, 65_535);

const hostName = /^(?!-)[A-Za-z0-9._-]{1,253}$/;
export const host = format("a host name or an IP address", (text) =>
  when(isIP(text) !== 0 || hostName.test(text), text),
);

const flags = new Map([
  ["true", true],
  ["false", false],
]);
export const flag = format("true or false", (text) => flags.get(text));

export const oneOf = <const T extends string>(...choices: readonly T[]) =>
  format(`one of ${choices.join(", ")}`, (text) => choices.find((choice) => choice === text));

const centurySeconds = 876_000 * 3600;

/** `leastSeconds` 0 allows `0`. */
export const duration = (leastSeconds: number) =>
  format(`a duration like 90s, 15m or 1h30m${leastSeconds === 0 ? ", or 0" : ""}`, (text) => {
    const seconds = parseDuration(text) ?? Number.NaN;
    return seconds >= leastSeconds && seconds <= centurySeconds ? seconds : undefined;
  });

export const limit: Format<Limit> = format(
  "a limit like 5/1m: the burst, and how long until one comes back",
  parseLimit,
);
export const limitOrOff: Format<Limit | "off"> = format('a limit like 5/1m, or "off"', (text) =>
  text === "off" ? ("off" as const) : parseLimit(text),
);

const readHttpUrl = (text: string) => (/^https?:/.test(text) && URL.canParse(text) ? new URL(text) : undefined);

export const httpUrl = format("an http:// or https:// URL without a user name", (text) => {
  const url = readHttpUrl(text);
  return when(url?.username === "" && url.password === "", text);
});

/** Without a slash at its end. */
export const pageUrl = format("an http:// or https:// URL without a user name, ? and #", (text) => {
  const url = readHttpUrl(text);
  const isPlain = url?.username === "" && url.password === "" && !/[?#]/.test(text);
  return isPlain ? url.href.replace(/\/+$/, "") : undefined;
});

/** Comma-separated; blanks around the commas do not count. */
const listOf = <T>(mustBe: string, readItem: (text: string) => T | undefined) =>
  format<readonly T[]>(`a comma-separated list of ${mustBe}`, (text) => {
    const items = text.split(",").map((item) => readItem(item.trim()));
    const read = items.filter((item) => item !== undefined);
    return read.length === items.length ? read : undefined;
  });

export const origins = listOf("exact origins like https://app.example.com", (text) =>
  when(readHttpUrl(text)?.origin === text, text),
);

/** Networks as `ipaddr.js` matches them. */
export const networks = listOf("networks like 10.0.0.0/8", (text) => {
  const [address = "", prefix] = text.split("/");
  if (isIP(address) === 0) return undefined;
  const network = prefix === undefined ? `${address}/${isIP(address) === 4 ? 32 : 128}` : text;
  return ipaddr.isValidCIDR(network) ? ipaddr.parseCIDR(network) : undefined;
});

const emailDomain = /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i;
export const emailDomains = listOf("domains like example.com or *.example.com", (text) =>
  when(emailDomain.test(text), text.toLowerCase()),
);

export const mailbox = format("an address, or Name <address>", parseMailbox);
