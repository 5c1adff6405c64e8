import { type Listener, type ListenOptions, listen } from "../http/listen.ts";
import { listenOrExplain } from "../listeners.ts";

const tries = 20;

/**
 * Listens on the port, or on the next one that is free.
 *
 * @throws {StartError} if none of twenty is.
 */
export async function listenNearby(options: ListenOptions): Promise<Listener> {
  const { port } = options;
  for (let candidate = port; candidate < port + tries; candidate += 1) {
    try {
      return await listen({ ...options, port: candidate });
    } catch (error) {
      if (!isTaken(error)) break;
    }
  }
  return listenOrExplain("--port", options);
}

const isTaken = (error: unknown) => error instanceof Error && "code" in error && error.code === "EADDRINUSE";
