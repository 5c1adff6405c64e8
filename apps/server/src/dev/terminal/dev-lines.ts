import type { Remark } from "../../settings/read.ts";
import type { Dev } from "../dev.ts";
import type { InboxMail } from "../inbox/inbox.ts";

/** What the addresses of {@link Dev} do not say. */
export interface Surroundings {
  /** The port that was wanted. */
  readonly askedPort: number;
  /** Where the users are, in words. */
  readonly users: string;
  readonly directory: string;
}

/** Whether the port that was wanted is another's. */
export const isPortTaken = ({ port }: Dev, { askedPort }: Surroundings) => askedPort !== 0 && port !== askedPort;

/** What `tiauth dev` prints, line by line, codes and temporary passwords included. */
export interface DevLines {
  readonly started: (dev: Dev, surroundings: Surroundings) => readonly string[];
  readonly mailed: (mail: InboxMail) => string;
  readonly warned: (remark: Remark) => string;
}
