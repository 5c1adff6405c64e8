import { Readable } from "node:stream";
import { createTransport, type SendMailOptions, type SMTPPoolOptions } from "nodemailer";

/** A mail that waits at the gate. */
export interface GatedMail extends SendMailOptions {
  /** Awaited between the server's answer to DATA (354) and the first byte of the mail. If it rejects, no byte is sent. */
  readonly goingOut?: (() => Promise<void>) | undefined;
}

/** nodemailer's pool, which can hold back a mail in the last moment in which it surely has not arrived. */
export function createGatedTransport(options: SMTPPoolOptions & { readonly pool: true }) {
  const transport = createTransport(options);
  transport.use("stream", (mail, done) => {
    // nodemailer hands on whatever `sendMail` was given, which its type does not say.
    const { goingOut } = mail.data as GatedMail;
    if (goingOut) mail.message.processFunc((content) => gate(content, goingOut));
    done();
  });
  return {
    sendMail: (mail: GatedMail) => transport.sendMail(mail),
    verify: () => transport.verify(),
    close: () => transport.close({ force: true }),
  };
}

/** nodemailer begins to read a mail when the server has answered DATA, and not before. */
function gate(content: Readable, goingOut: () => Promise<void>): Readable {
  async function* opened() {
    await goingOut();
    yield* content;
  }
  return Readable.from(opened(), { objectMode: false });
}
