import type { NodemailerError } from "nodemailer";
import { DeadlineExceeded } from "./deadline.ts";
import { EmailError, type MailFate, RecipientRefused } from "./email-error.ts";

/** Whether the server said that the same mail may be welcome later (RFC 5321 §4.2.1: 4yz). */
export function isTemporary(error: unknown): boolean {
  const { responseCode = 0 } = nodemailerError(error);
  return responseCode >= 400 && responseCode < 500;
}

/** Keeps the numbers and names of an error and drops its words: servers quote what they were sent. */
export function toEmailError(error: unknown): EmailError {
  if (error instanceof DeadlineExceeded) return new EmailError(`the mail server was ${error.message}`);
  const { responseCode, command, originalCode, timeoutType, code } = nodemailerError(error);
  if (responseCode) {
    const Refused = command === "RCPT TO" && responseCode >= 500 ? RecipientRefused : EmailError;
    const message = `the mail server answered ${responseCode} to ${commandName(command)}`;
    return new Refused(message, responseCode, fateOf(responseCode, command));
  }
  return new EmailError(`no conversation with the mail server (${originalCode ?? timeoutType ?? code ?? "closed"})`);
}

/** For good only what was said of this mail (RFC 5321 §3.3): a wrong password or a closed shop concerns all mails. */
const fateOf = (responseCode: number, command: string | undefined): MailFate =>
  responseCode >= 500 && transactionCommands.has(command ?? "") ? "refused" : "not_taken";

const transactionCommands = new Set(["MAIL FROM", "RCPT TO", "DATA"]);

// All fields that a NodemailerError adds to an Error are optional: every Error is one.
const nodemailerError = (error: unknown): NodemailerError => (error instanceof Error ? error : new Error());

/** nodemailer calls everything around the connection itself, its greeting for instance, CONN. */
const commandName = (command: string | undefined) => (command && command !== "CONN" ? command : "the connection");
