import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  type Availability,
  type Engine,
  postgresAvailability,
  redisAvailability,
  startPostgres,
  startRedis,
} from "@tiauth/engines";
import { type Image, run } from "./container.ts";
import { environmentOf, programOf, type Stage } from "./dockerfile.ts";

/** One thing that has to be so of a running container. */
export interface ImageCheck {
  readonly title: string;
  /** Why it cannot be found out here; undefined if it can. */
  readonly whyNot?: (() => string | undefined) | undefined;
  /** @throws {Error} if it is not so. */
  check(image: Image, stage: Stage): Promise<void>;
}

/** The port is a free one: nothing else is changed of what the image says. */
const environment = (stage: Stage) => ({ ...environmentOf(stage), TIAUTH_HOST: "127.0.0.1", TIAUTH_PORT: "0" });
const command = (stage: Stage) => [...programOf(stage, "ENTRYPOINT"), ...programOf(stage, "CMD")];

const assert = (isSo: boolean, otherwise: string): void => {
  if (!isSo) throw new Error(otherwise);
};

/** Starts what the image starts, does something with it, and stops it. @throws {Error} if it does not exit with 0. */
async function whileRunning(image: Image, stage: Stage, use: Use, settings: Settings = {}) {
  const container = await run(image, command(stage), { ...environment(stage), ...settings });
  const port = await container.port();
  try {
    await use({ pid: container.pid, port });
  } finally {
    const startedAt = performance.now();
    const code = await container.stop();
    const seconds = (performance.now() - startedAt) / 1000;
    assert(code === 0 && seconds < 10, `SIGTERM: exit code ${code} after ${seconds} s:\n${container.printed()}`);
  }
}
type Settings = Readonly<Record<string, string>>;
type Use = (running: { readonly pid: number; readonly port: number }) => Promise<void>;

/** `HEALTHCHECK` as it is, beside the container instead of inside. */
const health = (stage: Stage, port: number): number | null => {
  const [, ...args] = programOf(stage, "HEALTHCHECK");
  return spawnSync(process.execPath, args, { env: { TIAUTH_PORT: String(port) }, timeout: 3000 }).status;
};

/** There is no user server, and nothing else may be missing. */
async function storageIsReady({ port }: { readonly port: number }): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/ready`);
  const text = await answer.text();
  const isSo = answer.status === 503 && text.includes('"missing":["user_server"]');
  assert(isSo, `/ready says ${answer.status} ${text}`);
}

/** Two servers, as in the manifests, and no volume for either of them. */
const onEngine = (name: string, availability: () => Availability, start: () => Promise<Engine>): ImageCheck => ({
  title: `two servers start and are ready on one ${name}, and write nothing to /data`,
  whyNot: () => (availability() === "here" ? undefined : availability()),
  async check(image, stage) {
    const engine = await start();
    try {
      const settings = { TIAUTH_STORAGE_URL: await engine.freshUrl() };
      const before = readdirSync(image.data);
      const second = () => whileRunning(image, stage, storageIsReady, settings);
      await whileRunning(
        image,
        stage,
        async (first) => void (await Promise.all([storageIsReady(first), second()])),
        settings,
      );
      assert(readdirSync(image.data).join() === before.join(), `/data has ${readdirSync(image.data).join()} now.`);
    } finally {
      await engine.stop();
    }
  },
});

export const imageChecks: readonly ImageCheck[] = [
  {
    title: "it starts as user 1000 without capabilities, is healthy, and ends by SIGTERM as process 1 with exit code 0",
    check: async (image, stage) => {
      let port = 0;
      await whileRunning(image, stage, async (running) => {
        port = running.port;
        const status = readFileSync(`/proc/${running.pid}/status`, "utf8");
        for (const line of ["Uid:\t1000\t1000\t1000\t1000", "CapEff:\t0000000000000000", "NoNewPrivs:\t1"])
          assert(status.includes(line), `${line} is not so:\n${status}`);
        assert(/^NSpid:\t\d+\t1$/m.test(status), `It is not the first process:\n${status}`);
        assert(health(stage, port) === 0, "HEALTHCHECK says that it is not healthy.");
      });
      assert(health(stage, port) === 1, "HEALTHCHECK says that a server is healthy that is not there.");
    },
  },
  {
    title: "it keeps its database in /data, is ready but for the user server, and starts again on the same volume",
    check: async (image, stage) => {
      for (const _ of ["first", "second"]) await whileRunning(image, stage, storageIsReady);
      const { uid, size } = statSync(join(image.data, "db.sqlite"));
      assert(uid === 1000 && size > 0, `/data/db.sqlite has ${size} bytes and belongs to ${uid}.`);
    },
  },
  {
    title: "nothing but /data can be written",
    check: async (image, stage) => {
      const script =
        'for (const path of ["/x", "/tiauth/x", "/tmp/x", "/usr/x", "/data/x"])' +
        ' try { require("node:fs").writeFileSync(path, ""); console.log(path); } catch {}';
      const container = await run(image, ["node", "-e", script], environment(stage));
      await container.end();
      assert(container.printed().trim() === "/data/x", `These can be written:\n${container.printed()}`);
    },
  },
  {
    title: "a mistake in the settings is said, with exit code 2",
    check: async (image, stage) => {
      const env = { ...environment(stage), TIAUTH_HASH_CONCURRENCY: "many" };
      const container = await run(image, command(stage), env);
      const code = await container.end();
      assert(code === 2 && container.printed().includes("TIAUTH_HASH_CONCURRENCY"), `${code}:\n${container.printed()}`);
    },
  },
  {
    title: "two workers run and end in it",
    check: async (image, stage) => {
      const env = { ...environment(stage), TIAUTH_WORKERS: "2" };
      const container = await run(image, command(stage), env);
      const port = await container.port();
      assert((await fetch(`http://127.0.0.1:${port}/alive`)).ok, "/alive is not answered.");
      const code = await container.stop();
      assert(code === 0, `exit code ${code}:\n${container.printed()}`);
    },
  },
  onEngine("Postgres", postgresAvailability, startPostgres),
  onEngine("Redis", redisAvailability, startRedis),
];
