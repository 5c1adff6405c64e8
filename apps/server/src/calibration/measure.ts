import { monitorEventLoopDelay } from "node:perf_hooks";

/** What so many hashes at once cost on this machine. */
export interface Measurement {
  readonly concurrency: number;
  readonly hashesPerSecond: number;
  /** From the beginning of a hash to its end. */
  readonly millisecondsEach: number;
  /** What the process had in memory at its peak, beyond what it had before the first hash. */
  readonly memoryMiB: number;
  /** How long 99 of 100 requests wait at most before the event loop turns to them. */
  readonly delayMilliseconds: number;
  /** How many processors the process had on average. */
  readonly processorsHad: number;
}

export interface MeasureOptions {
  readonly concurrencies: readonly number[];
  /** Hashes something, beside the event loop. What it rejects with, the measuring rejects with. */
  readonly hash: () => Promise<unknown>;
  /** For each concurrency; hashes that have begun by then are waited for. */
  readonly seconds: number;
}

/** Measures one concurrency after the other, in the order given. */
export async function measureHashing({
  concurrencies,
  hash,
  seconds,
}: MeasureOptions): Promise<readonly Measurement[]> {
  const memoryBefore = process.memoryUsage.rss();
  const measurements: Measurement[] = [];
  for (const concurrency of concurrencies) {
    const atOnce = <T>(work: () => Promise<T>) => Promise.all(Array.from({ length: concurrency }, work));
    await atOnce(hash); // or the first ones would be charged with starting their threads
    const watch = watchProcess();
    const rates = await atOnce(() => hashesPerSecond(hash, seconds)).finally(watch.stop);
    const rate = rates.reduce((sum, each) => sum + each, 0);
    measurements.push({
      concurrency,
      hashesPerSecond: rate,
      millisecondsEach: (concurrency * 1000) / rate,
      memoryMiB: Math.max(0, watch.peakBytes() - memoryBefore) / 1024 ** 2,
      delayMilliseconds: watch.delayMilliseconds(),
      processorsHad: watch.processorsHad(),
    });
  }
  return measurements;
}

/** One after the other: the rate of the whole ones, so that it does not matter when the time ends. */
async function hashesPerSecond(hash: () => Promise<unknown>, seconds: number): Promise<number> {
  const startedAt = performance.now();
  for (let count = 1; ; count++) {
    await hash();
    const elapsedSeconds = (performance.now() - startedAt) / 1000;
    if (elapsedSeconds >= seconds) return count / elapsedSeconds;
  }
}

const resolutionMilliseconds = 1;

/** Looks at this process until it is stopped. */
function watchProcess() {
  const delays = monitorEventLoopDelay({ resolution: resolutionMilliseconds });
  delays.enable();
  const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
  let processorsHad = 0;
  let peakBytes = process.memoryUsage.rss();
  const look = () => {
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 5);
  return {
    stop() {
      look();
      clearInterval(timer);
      delays.disable();
      const { user, system } = process.cpuUsage(cpuBefore);
      processorsHad = (user + system) / 1000 / (performance.now() - startedAt);
    },
    peakBytes: () => peakBytes,
    processorsHad: () => processorsHad,
    // What is recorded is the time between two looks; they were meant to be so far apart.
    delayMilliseconds: () => Math.max(0, delays.percentile(99) / 1e6 - resolutionMilliseconds),
  };
}
