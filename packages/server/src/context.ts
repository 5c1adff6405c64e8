import { err, type Invocation, ok, type User } from "@tiauth/protocol";
import { Conflict, createBackground, type Limit, rateLimit } from "@tiauth/records";
import { createSessions } from "@tiauth/sessions";
import { createUsers, phantomId, phantomUser } from "@tiauth/users";
import { recipientOf } from "./email-address.ts";
import { emailCodes } from "./email-code.ts";
import type { ServerInvocation } from "./invocation.ts";
import { passwordCheck } from "./password-check.ts";
import { passwordHashing } from "./password-hashing.ts";
import { passwordPolicy } from "./password-policy.ts";
import type { Notice, Ports } from "./ports.ts";
import type { Settings } from "./settings.ts";
import { tracing } from "./tracing.ts";

/** What happened, to tell its user: nothing of when, or of whom. */
type News<N = Notice> = N extends Notice ? Omit<N, "to" | "at"> : never;

/** What the flows are made of. */
export function createContext(given: Ports, settings: Settings) {
  const { ports, span, markResult } = tracing(given);
  const notesKeptSeconds = settings.sessionInactivityTimeoutSeconds + settings.sessionRenewalWindowSeconds;
  const users = createUsers({ ...settings, ...ports, store: ports.users, notesKeptSeconds });
  const passwords = passwordHashing(ports, settings, span);
  const sessions = createSessions(ports, settings, users);
  const report = ({ action, actionInvocationId }: Invocation, error: unknown) =>
    ports.reportError({ action, actionInvocationId, error });
  const background = createBackground(report);

  const limitOf = (name: string, limit: Limit) =>
    rateLimit({ storage: ports.rateLimitStorage, now: ports.now, name, limit });
  const limits = {
    sendEmail: limitOf("send_email", settings.sendEmailLimit),
    verifyPassword: limitOf("verify_password", settings.verifyPasswordLimit),
    verifyCode: limitOf("verify_code", settings.verifyCodeLimit),
    verifyTemporaryPassword: limitOf("verify_temporary_password", settings.verifyTemporaryPasswordLimit),
  };

  return {
    ports,
    span,
    markResult,
    settings,
    users,
    passwords,
    sessions,
    background,
    report,
    checkPassword: passwordCheck(ports, limits.verifyPassword, passwords),
    judgePassword: passwordPolicy(ports, settings),
    limits,
    codes: emailCodes(ports, settings, limits.sendEmail),

    /** Empties the caches. */
    forget(): void {
      sessions.forgetAll();
      void users.forgetAll(); // a cache never rejects
    },

    /** Whoever may begin a flow under this address. With `hideUserExistence` a phantom, where nobody may. */
    async findForFlow(emailAddress: string, { subject }: ServerInvocation) {
      const user = await users.getByEmailAddress(emailAddress);
      if (user) subject.userId = user.id;
      if (user && !user.disabled) return ok({ user });
      if (!settings.hideUserExistence) return err(user ? "user_disabled" : "user_not_found");
      return ok({ user: phantomUser({ id: phantomId(emailAddress), emailAddress }, ports.passwordHasher) });
    },

    /** Mails the user a notice. Nobody waits for more than its being safe, where the sender can keep it safe. */
    async notify(invocation: ServerInvocation, user: User, news: News): Promise<void> {
      const notice = { ...news, to: recipientOf(user, invocation), at: ports.now() };
      const { email } = ports;
      if (!email.enqueue) return background.run(invocation, () => email.send(notice));
      try {
        await email.enqueue(notice);
      } catch (error) {
        report(invocation, error);
      }
    },

    /** Ends all sessions that the user has by now. @throws {Conflict} if the user changed meanwhile, or is not found. */
    async endSessions({ id }: User): Promise<void> {
      const user = await users.get(id); // as they are now: others may have ended sessions, and new ones begun
      if (!user || !(await users.incrementSessionsCounter(user))) throw new Conflict(); // not found: U4, maybe wrongly
    },

    /** A session after the point of no return: undefined if none could be made, which fails nothing and is reported. */
    async startSession(invocation: ServerInvocation, findUser: () => Promise<User | undefined>) {
      try {
        const user = await findUser();
        return user && !user.disabled ? await sessions.create(user, invocation) : undefined;
      } catch (error) {
        report(invocation, error);
        return undefined;
      }
    },
  };
}
export type Context = ReturnType<typeof createContext>;
