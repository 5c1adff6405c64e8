import { styleText } from "node:util";
import type { InboxMail } from "../inbox/inbox.ts";
import { type DevLines, isPortTaken } from "./dev-lines.ts";

type Style = Parameters<typeof styleText>[0];

/** For people. Colours only where they can be seen. */
export function readableLines({ hasColours }: { readonly hasColours: boolean }): DevLines {
  // Node would look whether this process has a terminal; whoever calls has.
  const styled = (style: Style, text: string) =>
    hasColours ? styleText(style, text, { validateStream: false }) : text;
  const row = (name: string, value: string, remark = "") =>
    `  ${name.padEnd(10)}${styled("cyan", value)}${remark && `  ${styled("dim", remark)}`}`;

  return {
    started: (dev, surroundings) => [
      "",
      `  ${styled("bold", "tiauth dev")}  ${styled("dim", "everything embedded, for development only")}`,
      "",
      row("Demo", dev.url),
      row("Inbox", `${dev.url}inbox`, "mails, and what your front end does"),
      row("Actions", dev.url, "POST them here"),
      row("SMTP", `127.0.0.1:${dev.smtpPort}`, "takes your application's mails too"),
      row("Users", surroundings.users),
      row("Files", surroundings.directory),
      "",
      ...(isPortTaken(dev, surroundings)
        ? [`  Port ${surroundings.askedPort} is taken: this is the next one free.`]
        : []),
      "  Limits are relaxed, and passwords are not looked up in the list of breached ones.",
      "  Ctrl-C stops everything.",
      "",
    ],
    mailed: (mail) => {
      const secret = styled("bold", (mail.code ?? mail.link ?? "").padEnd(12));
      return `  ${styled("dim", timeOf(mail))}  ${secret}  ${visible(mail.subject)} → ${visible(mail.to.join(", "))}`;
    },
    warned: ({ name, message }) => `  ${styled("yellow", name)} ${message}`,
  };
}

const timeOf = ({ at }: InboxMail) => new Date(at).toTimeString().slice(0, 8);

/** Anybody may mail to the catcher: nothing of it may control the terminal. */
const visible = (text: string) => text.replaceAll(/\p{C}+/gu, " ");
