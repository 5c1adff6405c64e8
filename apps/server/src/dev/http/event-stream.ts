import type { IncomingMessage } from "node:http";
import { ReadableStream } from "node:stream/web";
import type { HttpAnswer } from "../../http/answer.ts";
import type { Feed } from "../feed.ts";

/** Well under the time after which a silent connection is closed. */
const heartbeatMilliseconds = 25_000;
/** Whoever reads no faster than this many events behind is cut off; browsers connect anew by themselves. */
const maxWaitingEvents = 1000;

/** What of a feed is sent. */
type Source<T> = Pick<Feed<T>, "all" | "follow">;

/**
 * A feed as server-sent events: first `snapshot` with all items there are, the oldest first, then one event per item
 * as it comes, or comes again with the same id, and `cleared`. Ends when the feed does.
 *
 * @param name of the event of one item.
 */
export function eventStream<T>(feed: Source<T>, name: string) {
  return ({ method }: IncomingMessage): HttpAnswer<"" | ReadableStream<Uint8Array>> => ({
    status: 200,
    headers: { "Content-Type": "text/event-stream; charset=utf-8" },
    body: method === "HEAD" ? "" : streamOf(feed, name),
  });
}

function streamOf<T>(feed: Source<T>, name: string): ReadableStream<Uint8Array> {
  let stop = () => {};
  return new ReadableStream({
    start(controller) {
      const write = (text: string) => {
        controller.enqueue(new TextEncoder().encode(text));
        if ((controller.desiredSize ?? 0) < -maxWaitingEvents) end();
      };
      const end = () => {
        stop();
        controller.close();
      };
      const send = (event: string, data: unknown) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      const heartbeat = setInterval(() => write(": still here\n\n"), heartbeatMilliseconds);
      const put = (item: T) => send(name, item);
      const unfollow = feed.follow({ put, cleared: () => send("cleared", {}), closed: end });
      stop = () => {
        clearInterval(heartbeat);
        unfollow();
      };
      send("snapshot", feed.all());
    },
    cancel: () => stop(),
  });
}
