import { describe, expect, it } from "vitest";
import { environmentOf, parseDockerfile, programOf, textsOf } from "./dockerfile.ts";

const [build, final] = parseDockerfile(`
# about it
ARG VERSION=1.2.3
FROM node:\${VERSION}-full AS build
COPY . .
# between the steps
RUN one
RUN two \\
  --three

FROM node:\${VERSION}-slim
ENV A=1 \\
    B=two
ENV C=x=y
HEALTHCHECK --interval=10s \\
  CMD ["node", "-e", "\`\${x}\`"]
CMD serve
`);
if (!build || !final) throw new Error("There have to be two stages.");

describe("a Dockerfile", () => {
  it("has stages with the build's arguments filled in", () => {
    expect([build.base, build.name]).toEqual(["node:1.2.3-full", "build"]);
    expect([final.base, final.name]).toEqual(["node:1.2.3-slim", ""]);
  });

  it("has steps in their order, each on one line", () => {
    expect(textsOf(build, "RUN")).toEqual(["one", "two --three"]);
  });

  it("has an environment of all its ENV", () => {
    expect(environmentOf(final)).toEqual({ A: "1", B: "two", C: "x=y" });
  });

  it("has programs with their arguments, in which other braces stay", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in the file
    expect(programOf(final, "HEALTHCHECK")).toEqual(["node", "-e", "`${x}`"]);
  });

  it("is refused where a program is in the shell's form or missing", () => {
    expect(() => programOf(final, "CMD")).toThrow(SyntaxError);
    expect(() => programOf(final, "ENTRYPOINT")).toThrow(SyntaxError);
  });

  it("is refused if it does not begin with FROM", () => {
    expect(() => parseDockerfile("RUN one\nFROM node")).toThrow("RUN stands before the first FROM.");
  });
});
