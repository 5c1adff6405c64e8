import { type Connection, connect } from "./connection.ts";
import type { LinkOptions } from "./link.ts";
import { type Address, addressText, type Place } from "./place.ts";
import { noMaster } from "./refusals.ts";
import { listOf, type Reply } from "./reply.ts";

const askMilliseconds = 1000;
const lookMilliseconds = 1000;

interface Opinion extends Address {
  /** Goes up with every fail-over. */
  readonly epoch: number;
}

/** How a link finds the master that sentinels watch over. */
export function sentinelFinder(place: Place): Pick<LinkOptions, "find" | "watch"> {
  const find = async (): Promise<Address> => {
    const answers = await Promise.allSettled(place.addresses.map((address) => ask(address, place)));
    const opinions = answers.flatMap((answer) => (answer.status === "fulfilled" ? (answer.value ?? []) : []));
    const [latest] = opinions.sort((a, b) => b.epoch - a.epoch);
    if (latest) return latest;
    const failures: readonly unknown[] = answers.flatMap((answer) => ("reason" in answer ? [answer.reason] : []));
    throw noMaster(place, failures[0]);
  };
  return { find, watch: (address, connection) => watch({ address, connection, find }) };
}

/**
 * What one sentinel thinks. One that was cut off from the others thinks what was true before: so all are asked, and the
 * highest epoch is believed. They are asked without a password.
 */
async function ask(address: Address, { isEncrypted, authority, masterName }: Place): Promise<Opinion | undefined> {
  const sentinel = await connect(address, {
    isEncrypted,
    authority,
    username: undefined,
    password: undefined,
    database: 0,
  });
  try {
    const deadline = performance.now() + askMilliseconds;
    return opinionOf(await sentinel.send({ command: ["SENTINEL", "MASTER", masterName], does: "read", deadline }));
  } finally {
    sentinel.end();
  }
}

/** Names and values in turn. */
function opinionOf(reply: Reply): Opinion | undefined {
  const texts = listOf(reply).map(String);
  const named = (name: string) => texts[texts.indexOf(name) + 1] ?? "";
  const host = named("ip");
  return host ? { host, port: Number(named("port")), epoch: Number(named("config-epoch")) } : undefined;
}

interface Watch {
  readonly address: Address;
  readonly connection: Connection;
  readonly find: () => Promise<Address>;
}

/** A master that was cut off from its sentinels still takes writes, which are lost when it comes back. */
function watch({ address, connection, find }: Watch): void {
  const look = async () => {
    const found = await find().catch(() => address);
    if (addressText(found) !== addressText(address)) connection.end();
  };
  const timer = setInterval(look, lookMilliseconds).unref();
  void connection.lost.then(() => clearInterval(timer));
}
