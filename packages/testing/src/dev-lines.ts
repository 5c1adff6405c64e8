/** What `tiauth dev` prints when it listens. */
export interface Listening {
  readonly url: string;
  readonly smtpPort: number;
}

/** Undefined if it is another line. */
export function readListening(line: string): Listening | undefined {
  const { msg, url, smtp_port: smtpPort } = fieldsOf(line);
  return msg === "listening" && typeof url === "string" && typeof smtpPort === "number" ? { url, smtpPort } : undefined;
}

/** Whether it is about something that went wrong, and not about what it does as it should. */
export const isTrouble = (line: string): boolean => fieldsOf(line).level !== "info";

function fieldsOf(line: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch {
    return {}; // a warning of node itself, for instance
  }
}
