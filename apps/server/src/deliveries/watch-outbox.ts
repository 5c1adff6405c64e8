import type { Outbox } from "@tiauth/storage";

/** The same outbox; `onAdded` is told of each item as soon as it is there. */
export function watchOutbox(outbox: Outbox, onAdded: (() => void) | undefined): Outbox {
  if (!onAdded) return outbox;
  return {
    ...outbox,
    add(item) {
      const adding = outbox.add(item);
      const tell = (id: number) => {
        onAdded();
        return id;
      };
      return adding instanceof Promise ? adding.then(tell) : tell(adding);
    },
  };
}
