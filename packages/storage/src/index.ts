export type { EntryPage, KeptEntry, StorageDriver, SyncStorageDriver } from "./driver.ts";
export { type ExpirySweepOptions, type SweepOptions, startExpirySweep, sweepExpired } from "./expiry-sweep.ts";
export { assertKey } from "./key.ts";
export { createDelivery, type Delivery } from "./outbox/delivery.ts";
export type {
  DeliveryAttempt,
  DeliveryOptions,
  DeliveryOutcome,
  Dropped,
  DropReason,
} from "./outbox/delivery-options.ts";
export type {
  NewOutboxItem,
  Outbox,
  OutboxHold,
  OutboxItem,
  OutboxReturn,
  OutboxTaking,
} from "./outbox/outbox.ts";
export { StorageError, type StorageErrorCode } from "./storage-error.ts";
export type { Sync } from "./sync.ts";
