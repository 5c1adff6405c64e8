import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { copyBuildContext } from "./build-context.ts";
import { environmentOf, type Stage, textsOf } from "./dockerfile.ts";
import { readOwn, repository } from "./place.ts";

export interface Replay {
  /** An empty folder, which becomes the stage's working directory. */
  readonly folder: string;
  /** Told of each step before it is run. */
  readonly onStep: (step: string) => void;
}

/**
 * Does in a clean folder of this machine what a stage does in its image: copies the build context, then runs each RUN.
 * What a step finds installed here may be missing in the image, and the other way round.
 *
 * @throws {Error} with what a step printed, if it fails.
 */
export async function replay(stage: Stage, { folder, onStep }: Replay): Promise<void> {
  if (textsOf(stage, "COPY").join() !== ". .")
    throw new Error("The stage does not copy the build context and no more.");
  copyBuildContext(repository, folder, readOwn("Dockerfile.dockerignore").split("\n"));
  for (const step of textsOf(stage, "RUN")) {
    onStep(step);
    await runStep(step, { folder, env: environmentOf(stage) });
  }
}

interface StepOptions {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Of the environment it gets where programs, the user's home and the package manager's own settings are. */
async function runStep(step: string, { folder, env }: StepOptions): Promise<void> {
  const kept = Object.entries(process.env).filter(([name]) => /^(PATH|HOME|npm_config_.*)$/i.test(name));
  const child = spawn("sh", ["-c", step], {
    cwd: folder,
    env: { ...Object.fromEntries(kept), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      printed += text;
    });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`\`${step}\` in ${folder} ended with ${code}:\n${printed.slice(-4000)}`);
}

/** Where the last step of the build left what the image gets, by the COPY of the stage that takes it. */
export function copiedFrom(buildFolder: string, workingDirectory: string, final: Stage): string {
  const [, source = "", ,] = /^--from=build (\S+) (\S+)$/.exec(textsOf(final, "COPY").join()) ?? [];
  if (!source.startsWith(`${workingDirectory}/`)) throw new Error("The image takes something else than the build's.");
  return join(buildFolder, source.slice(workingDirectory.length));
}
