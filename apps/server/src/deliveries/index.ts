export { createDeliveries, type Deliveries } from "./deliveries.ts";
export { outboxTopics } from "./topics.ts";
export { watchOutbox } from "./watch-outbox.ts";
