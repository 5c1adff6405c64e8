import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** Fails the build if what the browser has to load weighs more than `maxKB` (1,000 bytes each) once it is compressed. */
export function bundleLimit(maxKB: number): Plugin {
  return {
    name: "bundle-limit",
    apply: "build",
    generateBundle(_, bundle) {
      const contents = Object.values(bundle).map((file) => (file.type === "chunk" ? file.code : file.source));
      const kB = contents.reduce((sum, content) => sum + gzipSync(content).length, 0) / 1000;
      if (kB > maxKB) this.error(`The bundle has ${kB.toFixed(1)} kB, more than ${maxKB} kB.`);
      this.info(`${kB.toFixed(1)} of at most ${maxKB} kB, compressed.`);
    },
  };
}
