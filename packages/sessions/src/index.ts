export type { SessionInvocation, SessionPorts } from "./ports.ts";
export type { SessionRow } from "./session-records.ts";
export { createSessions, type OpenSession, type Sessions } from "./sessions.ts";
export type { SessionSettings } from "./settings.ts";
