import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { createFeed } from "../feed.ts";
import { eventStream } from "./event-stream.ts";

/** A feed and what somebody is sent of it. */
function open() {
  const feed = createFeed<{ readonly id: number }>(500);
  feed.add({ id: 1 });
  const { body } = eventStream(feed, "item")(new IncomingMessage(new Socket()));
  if (body === "") throw new TypeError("nothing is sent");
  return { feed, body };
}

test("what there is comes first, then what happens, until the feed ends", async () => {
  const { feed, body } = open();
  feed.add({ id: 2 });
  feed.clear();
  feed.close();
  expect(await text(body)).toBe(
    'event: snapshot\ndata: [{"id":1}]\n\nevent: item\ndata: {"id":2}\n\nevent: cleared\ndata: {}\n\n',
  );
});

test("whoever does not read is cut off after a thousand events, and holds up nobody", async () => {
  const { feed, body } = open();
  for (let id = 2; id < 5000; id += 1) feed.add({ id });
  const sent = (await text(body)).match(/event: item/g) ?? [];
  expect(sent.length).toBeGreaterThan(990);
  expect(sent.length).toBeLessThan(1010);
});

test("whoever leaves is followed no more", async () => {
  const { feed, body } = open();
  await body.cancel();
  feed.add({ id: 2 });
  feed.close();
});
