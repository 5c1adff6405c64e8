import { type DevLines, isPortTaken } from "./dev-lines.ts";

/** For programs: one object a line, as the log has. */
export const jsonLines: DevLines = {
  started: (dev, surroundings) => {
    const { host, port, url, smtpPort } = dev;
    const fields = { host, port, url, inbox: `${url}inbox`, smtp_port: smtpPort, users: surroundings.users };
    const listening = line("info", "listening", fields);
    if (!isPortTaken(dev, surroundings)) return [listening];
    return [line("warn", `port ${surroundings.askedPort} is taken: ${port} is the next one free`, {}), listening];
  },
  mailed: ({ id, to, subject, code, link }) => line("info", "mail", { id, to, subject, code, link }),
  warned: ({ name, message }) => line("warn", `${name} ${message}`, {}),
};

const line = (level: string, msg: string, fields: object) =>
  JSON.stringify({ level, time: new Date().toISOString(), ...fields, msg });
