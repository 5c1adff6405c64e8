/** What whoever follows a feed is told. */
export interface Follower<T> {
  /** There is a new item, or another one in the place of the one with its id. */
  readonly put: (item: T) => void;
  readonly cleared?: () => void;
  /** No more will come. */
  readonly closed?: () => void;
}

/** The last so many items of a kind, and word of those that come. */
export interface Feed<T> {
  /** The newest last. */
  all(): readonly T[];
  add(item: T): void;
  /** Puts the item in the place of the one with its id. Does nothing if that one is gone. */
  replace(item: T): void;
  clear(): void;
  /** Tells the follower of everything from now on. Returns what ends that. */
  follow(follower: Follower<T>): () => void;
  /** Tells every follower that no more will come. */
  close(): void;
}

/** Keeps the last `maxItems`: the oldest one makes room. */
export function createFeed<T extends { readonly id: number }>(maxItems: number): Feed<T> {
  const items = new Map<number, T>();
  const followers = new Set<Follower<T>>();
  const put = (item: T) => {
    items.set(item.id, item);
    const [oldest] = items.keys();
    if (items.size > maxItems && oldest !== undefined) items.delete(oldest);
    for (const follower of followers) follower.put(item);
  };

  return {
    all: () => [...items.values()],
    add: put,
    replace: (item) => {
      if (items.has(item.id)) put(item);
    },
    clear() {
      items.clear();
      for (const follower of followers) follower.cleared?.();
    },
    follow(follower) {
      followers.add(follower);
      return () => void followers.delete(follower);
    },
    close() {
      for (const follower of followers) follower.closed?.();
      followers.clear();
    },
  };
}
