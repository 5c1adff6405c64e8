import { chownSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { whyNoContainers } from "./container.ts";
import { parseDockerfile, textsOf } from "./dockerfile.ts";
import { imageChecks } from "./image-checks.ts";
import { readOwn } from "./place.ts";
import { copiedFrom, replay } from "./replay.ts";

// Builds the image's files by the Dockerfile in a clean folder and runs them, without a container engine. What can be seen
// by reading the Dockerfile and the manifests is in tests.

const print = (text: string) => void process.stdout.write(`${text}\n`);

const [build, final] = parseDockerfile(readOwn("Dockerfile"));
if (!build || !final) throw new Error("The Dockerfile has not the two stages that it should have.");
const node = build.base.slice("node:".length).split("-")[0];
if (node !== process.versions.node) print(`- note: the image has Node.js ${node}, this is ${process.versions.node}`);

const folder = mkdtempSync(join(tmpdir(), "tiauth-image-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
const places = { build: join(folder, "build"), root: join(folder, "root"), data: join(folder, "data") };
for (const place of Object.values(places)) mkdirSync(place, { mode: 0o755 });

await replay(build, { folder: places.build, onStep: (step) => print(`- RUN ${step}`) });
const image = {
  folder: copiedFrom(places.build, textsOf(build, "WORKDIR").join(), final),
  root: places.root,
  data: places.data,
};

// An engine that starts does not keep this process alive.
setInterval(() => undefined, 1000);
const why = whyNoContainers();
if (why === undefined) chownSync(places.data, 1000, 1000);
let failures = 0;
for (const { title, check, whyNot } of imageChecks) {
  const reason = why ?? whyNot?.();
  if (reason !== undefined) print(`- skipped, ${reason}: ${title}`);
  else
    await check(image, final).then(
      () => print(`- ok: ${title}`),
      (error: unknown) => {
        failures++;
        print(`- FAILED: ${title}\n${error instanceof Error ? error.message : error}`);
      },
    );
}
process.exit(failures === 0 ? 0 : 1);
