import { type ChildProcessByStdio, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

/** The image's files, run as a container would run them, as far as that is possible without an engine. */
export interface Image {
  /** What becomes `/tiauth`. */
  readonly folder: string;
  /** Empty; what the container's root is mounted on. */
  readonly root: string;
  /** What becomes `/data`. */
  readonly data: string;
}

export interface Container {
  /** The program's process as this machine numbers it; inside it is number 1. */
  readonly pid: number;
  /** All that it printed so far. */
  printed(): string;
  /** The port that the server says it listens on. @throws {Error} with what it printed if it does not within 20 s. */
  port(): Promise<number>;
  /** Sends SIGTERM, or what is given. Resolves with the exit code when it has ended; undefined if it had to be killed. */
  stop(signal?: NodeJS.Signals): Promise<number | undefined>;
  /** Resolves with the exit code when it ends by itself. */
  end(): Promise<number | undefined>;
}

const sandbox = fileURLToPath(new URL("../src/sandbox.sh", import.meta.url));
const nodeFolder = dirname(dirname(process.execPath));
const patienceSeconds = 20;

/** Why containers cannot be imitated here; undefined if they can. */
export function whyNoContainers(): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "it takes Linux, and root";
  const tried = spawnSync("unshare", ["--mount", "--pid", "--fork", "setpriv", "--version"]);
  return tried.status === 0 ? undefined : "it takes unshare and setpriv, and leave to use them";
}

/** Starts a program in the image. */
export async function run(image: Image, program: readonly string[], env: Readonly<Record<string, string>>) {
  const places = [image.root, image.folder, image.data, nodeFolder];
  const args = ["--mount", "--pid", "--fork", "--kill-child", "sh", sandbox, ...places, ...program];
  const child = spawn("unshare", args, {
    env: { PATH: "/node/bin:/usr/sbin:/usr/bin:/sbin:/bin", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("close", () => process.off("exit", kill));
  return containerOf(child);
}

function containerOf(child: ChildProcessByStdio<null, Readable, Readable>): Container {
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      printed += text;
    });
  const ended = once(child, "close").then(([code]) => (typeof code === "number" ? code : undefined));
  const end = async () => {
    const timer = setTimeout(() => child.kill("SIGKILL"), patienceSeconds * 1000);
    const code = await ended;
    clearTimeout(timer);
    return code;
  };
  return {
    get pid() {
      return firstChildOf(child.pid ?? 0);
    },
    printed: () => printed,
    port: () => listeningPort(() => printed, ended),
    stop: (signal = "SIGTERM") => {
      process.kill(firstChildOf(child.pid ?? 0), signal);
      return end();
    },
    end,
  };
}

/** What `unshare` started. @throws {Error} if it has ended. */
const firstChildOf = (pid: number): number => {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  if (children === "") throw new Error("The container has ended.");
  return Number(children.split(" ")[0]);
};

async function listeningPort(printed: () => string, ended: Promise<unknown>): Promise<number> {
  let isOver = false;
  ended.then(() => {
    isOver = true;
  });
  const deadline = performance.now() + patienceSeconds * 1000;
  while (!isOver && performance.now() < deadline) {
    const [, port] = /"port":(\d+),"msg":"listening"/.exec(printed()) ?? [];
    if (port !== undefined) return Number(port);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`It does not listen:\n${printed()}`);
}
