import type { Conversation } from "../load/conversation.ts";

/** Somebody with an account, and what they are signed in with. */
export interface Visitor {
  readonly emailAddress: string;
  readonly password: string;
  /** Of Tiauth's protocol. */
  readonly sessionToken?: string;
  /** Of Better Auth. */
  readonly cookie?: string;
}

export interface Conversations {
  readonly server: Conversation;
  /** The bench's own user server, which has the codes from mails. */
  readonly userServer: Conversation;
}

/** What somebody does, one request after the other. Rejects if an answer was not the right one. */
export type Visit = (conversations: Conversations, visitor: Visitor) => Promise<void>;
