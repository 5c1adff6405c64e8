/** What waits in the outbox, by what it is. */
export const outboxTopics = { notices: "notice", auditEvents: "audit_event" } as const;
