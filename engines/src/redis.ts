import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createClient } from "@redis/client";
import type { Availability, Engine } from "./engine.ts";
import { createRedisServer } from "./redis-server.ts";

export interface RedisOptions {
  /**
   * When what it was given is on the disk. `everysec` by default, as its own: while the disk is being waited for, writing
   * is put off for up to two seconds, so that even a kill of the process may lose those. Tests that kill it and look for
   * what was answered want `always`.
   */
  readonly appendFsync?: "always" | "everysec" | "no";
  /** More settings for the command line of `redis-server`: `["--maxmemory", "10mb"]`. */
  readonly args?: readonly string[];
  /** One that may be killed, also where `TIAUTH_TEST_REDIS_URL` names one that somebody else has started. */
  readonly origin?: "own" | "any";
}

/** A Redis that can also be made to hang. */
export interface RedisEngine extends Engine {
  /** From now on it answers nobody, but is there. @throws {Error} as `kill`. */
  pause(): Promise<void>;
  resume(): Promise<void>;
}

const givenUrl = () => process.env.TIAUTH_TEST_REDIS_URL || undefined;

/** Whether a `redis-server` of our own can be started. */
export function redisServerAvailability(): Availability {
  try {
    execFileSync("redis-server", ["--version"], { stdio: "ignore" });
    return "here";
  } catch {
    return "there is no redis-server on the PATH";
  }
}

/** Whether `startRedis` can succeed. */
export const redisAvailability = (): Availability => (givenUrl() ? "here" : redisServerAvailability());

/**
 * Starts a Redis that ends with this process, or uses the one at `TIAUTH_TEST_REDIS_URL`.
 *
 * @throws {Error} if there is none on this machine, or if it does not start.
 */
export async function startRedis(options: RedisOptions = {}): Promise<RedisEngine> {
  const given = givenUrl();
  const isAny = options.origin !== "own" && !options.appendFsync && !options.args;
  return given && isAny ? engineOfOthers(given) : startOwn(options);
}

async function startOwn({ appendFsync = "everysec", args = [] }: RedisOptions): Promise<RedisEngine> {
  const server = await createRedisServer({
    settings: ["appendonly yes", `appendfsync ${appendFsync}`, 'save ""'],
    args,
  });
  const url = `redis://127.0.0.1:${server.port}`;
  try {
    await server.start();
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    url,
    freshUrl: async () => `${url}?prefix=${freshPrefix()}`,
    kill: () => server.end("SIGKILL"),
    restart: async () => {
      await server.end("SIGTERM");
      await server.start();
    },
    pause: async () => server.signal("SIGSTOP"),
    resume: async () => server.signal("SIGCONT"),
    stop: server.stop,
  };
}

const freshPrefix = () => `tiauth-test-${randomUUID()}:`;

function engineOfOthers(given: string): RedisEngine {
  const prefixes: string[] = [];
  const [url = given] = given.split("?");
  const refuse = async () => {
    throw new Error("an engine that somebody else has started is neither killed nor paused");
  };
  return {
    url: given,
    async freshUrl() {
      const prefix = freshPrefix();
      prefixes.push(prefix);
      return `${url}?prefix=${prefix}`;
    },
    kill: refuse,
    restart: refuse,
    pause: refuse,
    resume: refuse,
    stop: () => removeKeys(url, prefixes),
  };
}

async function removeKeys(url: string, prefixes: readonly string[]) {
  const client = await createClient({ url }).connect();
  for (const prefix of prefixes) {
    for await (const keys of client.scanIterator({ MATCH: `${prefix}*`, COUNT: 1000 })) {
      if (keys.length > 0) await client.unlink(keys);
    }
  }
  client.destroy();
}
