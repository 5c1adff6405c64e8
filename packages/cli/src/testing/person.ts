import { PassThrough } from "node:stream";
import { onTestFinished, vi } from "vitest";

/** Somebody at a terminal that is made of two streams: what they see and type. */
export function person(terminalType = "xterm") {
  // Node's readline looks there itself.
  vi.stubEnv("TERM", terminalType);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const input = Object.assign(new PassThrough(), { isTTY: true, isRaw: false, setRawMode });
  function setRawMode(isRaw: boolean) {
    input.isRaw = isRaw;
  }
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 100 });
  let screen = "";
  let everything = "";
  output.setEncoding("utf8").on("data", (text: string) => {
    screen += text;
    everything += text;
  });

  /** Waits until a text is on the screen that was not read yet. What is behind it can be waited for next. */
  const sees = async (text: string): Promise<void> => {
    await vi.waitFor(
      () => {
        const at = screen.indexOf(text);
        if (at < 0) throw new Error(`There is no "${text}" in: ${JSON.stringify(screen)}`);
        screen = screen.slice(at + text.length);
      },
      { timeout: 20_000, interval: 5 },
    );
  };

  return {
    host: { input, output },
    sees,
    /** What is on the screen and not read yet. */
    unread: () => screen,
    everything: () => everything,
    types: (text: string) => input.write(text),
    /** Answers a question. */
    async answers(question: string, text: string): Promise<void> {
      await sees(question);
      input.write(`${text}\r`);
    },
    pressesCtrlC: () => input.write("\u0003"),
    leaves: () => input.end(),
    /** The terminal is as it was before: lines are edited and shown by itself. */
    hasTerminalBack: () => !input.isRaw,
  };
}
export type Person = ReturnType<typeof person>;
