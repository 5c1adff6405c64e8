import { expect, test, vi } from "vitest";
import { createFeed } from "./feed.ts";

const item = (id: number, text = "") => ({ id, text });

test("the oldest item makes room, and comes first", () => {
  const feed = createFeed<{ id: number }>(3);
  for (let id = 1; id <= 5; id += 1) feed.add(item(id));
  expect(feed.all().map(({ id }) => id)).toEqual([3, 4, 5]);
});

test("an item takes the place of the one with its id, but not of one that is gone", () => {
  const feed = createFeed<{ id: number; text: string }>(2);
  feed.add(item(1, "first"));
  feed.add(item(2));
  feed.replace(item(1, "second"));
  expect(feed.all()).toEqual([item(1, "second"), item(2)]);
  feed.clear();
  feed.replace(item(1, "third"));
  expect(feed.all()).toEqual([]);
});

test("a follower is told of everything until they stop, or the feed ends", () => {
  const feed = createFeed<{ id: number; text: string }>(2);
  const followers = [0, 1].map(() => ({ put: vi.fn(), cleared: vi.fn(), closed: vi.fn() }));
  const [staying, leaving] = followers.map((follower) => ({ ...follower, stop: feed.follow(follower) }));
  feed.add(item(1));
  feed.replace(item(1, "again"));
  leaving?.stop();
  feed.clear();
  feed.close();
  feed.add(item(2));
  expect(staying?.put.mock.calls).toEqual([[item(1)], [item(1, "again")]]);
  expect([staying?.cleared.mock.calls.length, staying?.closed.mock.calls.length]).toEqual([1, 1]);
  expect(leaving?.put.mock.calls.length).toBe(2);
  expect([leaving?.cleared.mock.calls.length, leaving?.closed.mock.calls.length]).toEqual([0, 0]);
});
