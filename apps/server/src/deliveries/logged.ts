import type { DeliveryOptions, Dropped, DropReason } from "@tiauth/storage";
import type { Logs } from "../logs/logs.ts";

const reasons: Readonly<Record<DropReason, string>> = {
  refused: "refused for good",
  copies: "two copies may have gone out, and neither was confirmed",
  tried_for_long: "tried for 24 hours",
  too_many: "more wait than there is room for, and these are the oldest",
};

/** Tells the log how a delivery goes, with a line for each change and not for each failure. */
export const logged = (
  logs: Pick<Logs, "info" | "warn" | "failure" | "trouble">,
  things: string,
): Pick<DeliveryOptions, "onDropped" | "onFailing" | "onRecovered" | "onError"> => ({
  onDropped: (dropped: Dropped) => {
    const message = `${things} were dropped: ${reasons[dropped.reason]}`;
    if (dropped.error === undefined) logs.warn(message, { items: dropped.items });
    else logs.trouble(message, dropped.error);
  },
  onFailing: (error) => logs.trouble(`${things} cannot be handed over; they are tried again`, error),
  onRecovered: () => logs.info(`${things} are handed over again`),
  onError: (error) => logs.failure(`${things} cannot be kept; the storage is tried again`, error),
});
