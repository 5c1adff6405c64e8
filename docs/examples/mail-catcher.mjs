// Takes every mail and prints it, for trying things: node docs/examples/mail-catcher.mjs [port]
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

const port = Number(process.argv[2] ?? 1025);
const print = (line) => process.stdout.write(`${line}\n`);

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  async onData(stream, session, done) {
    const to = session.envelope.rcptTo.map(({ address }) => address).join(", ");
    print(`--- mail to ${to}\n${await text(stream)}`);
    done();
  },
});
server.listen(port, "127.0.0.1", () => print(`mails go to 127.0.0.1:${port}`));
