import { createInterface, type Interface } from "node:readline";
import { CliError } from "../cli-error.ts";
import type { Host } from "../host.ts";
import { createScreen, type Shown } from "./screen.ts";

/** A conversation with the person at the terminal. */
export interface Terminal {
  /** Writes a line of its own. */
  say(line: string): void;
  /** The next line that is typed, or was typed ahead. Rejects with the reason of `stopped` when that aborts. */
  ask(question: string): Promise<string>;
  /**
   * The same while something else goes on, which `question` tells: it is looked at again with every turn of the spinner.
   * Rejects with the signal's reason, too, when that aborts.
   */
  askMeanwhile(question: () => string, signal: AbortSignal): Promise<string>;
  /** Shows that something goes on, until the work is settled. */
  busy<T>(text: string, work: Promise<T>): Promise<T>;
  /** Aborts with {@link CliError} `cancelled` on Ctrl-C and when there is nothing more to read. */
  readonly stopped: AbortSignal;
  /** Gives the terminal back as it was. */
  close(): void;
}

/**
 * One readline for the whole conversation: what is typed ahead is kept, what is pasted can be edited, Ctrl-Z works, and the
 * terminal is in raw mode until `close` and no longer.
 *
 * @param stopMessage what to say to who pressed Ctrl-C.
 */
export function openTerminal(host: Pick<Host, "env" | "platform" | "input" | "output">, stopMessage: string): Terminal {
  const { input, output } = host;
  const lines = createInterface({ input, output, terminal: true, historySize: 0, prompt: "" });
  const screen = createScreen(lines, host);
  const stopping = new AbortController();
  const nextLine = queueLines(lines);
  const stop = () => stopping.abort(new CliError("cancelled", stopMessage));
  const onClose = () => {
    stop();
    screen.abandon();
  };
  lines.on("SIGINT", stop);
  lines.on("close", onClose);

  const ask = async (shown: Shown, signals: readonly AbortSignal[]) => {
    for (const signal of signals) signal.throwIfAborted();
    try {
      const line = await nextLine(() => screen.show(shown), signals);
      screen.leave();
      return line;
    } catch (error) {
      if (!stopping.signal.aborted) emptyLine(lines);
      screen.clear();
      throw error;
    }
  };

  return {
    stopped: stopping.signal,
    say: screen.say,
    ask: (question) => ask({ text: () => question, motion: "still" }, [stopping.signal]),
    askMeanwhile: (text, signal) => ask({ text, motion: "spinning" }, [stopping.signal, signal]),
    async busy(text, work) {
      if (!stopping.signal.aborted) screen.show({ text: () => text, motion: "spinning" });
      try {
        return await work;
      } finally {
        screen.clear();
      }
    },
    close() {
      lines.off("close", onClose);
      screen.clear();
      lines.close();
    },
  };
}

/** Takes lines in the order they are typed. An empty one counts as an answer only where there is a question. */
function queueLines(lines: Interface) {
  const typedAhead: string[] = [];
  let take: ((line: string) => void) | undefined;
  lines.on("line", (line) => {
    if (take) take(line);
    else if (line.trim() !== "") typedAhead.push(line);
  });
  return async (showQuestion: () => void, signals: readonly AbortSignal[]): Promise<string> => {
    const known = typedAhead.shift();
    if (known !== undefined) return known;
    showQuestion();
    const settled = new AbortController();
    const answer = new Promise<string>((resolve, reject) => {
      take = resolve;
      for (const signal of signals)
        signal.addEventListener("abort", () => reject(signal.reason), { signal: settled.signal });
    });
    return answer.finally(() => {
      take = undefined;
      settled.abort();
    });
  };
}

/** What was typed to a question that no longer stands is no answer to the next one. */
function emptyLine(lines: Interface): void {
  lines.write(null, { ctrl: true, name: "e" });
  lines.write(null, { ctrl: true, name: "u" });
}
