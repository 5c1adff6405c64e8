import { type AuditedAction, type AuditedResult, auditedActions, type Presence } from "./audit-catalog.ts";
import { table } from "./reference.ts";

/** `docs/audit-events.md`: what a decision leaves in the log, action by action. */
export const auditEventsPage = () => `\
<!-- Generated from the contract by \`pnpm generate\`; not to be edited. -->

# Audit events

Every authentication decision is one line of the log at level \`info\` with \`"msg":"audit"\`: each invocation of an action that is
not just a look (\`get_…\`), whatever came of it. What never became an action (a body that is no request, HTTP 400 and 413) is none.
An accident (\`internal_error\`) has a second line, at level \`error\` with \`"msg":"internal error"\` and the same
\`action_invocation_id\`, that says what broke. A scenario for every result in these tables runs against the built server, and its
line is compared with what stands here: [scenarios](../testapp/scenarios/scenarios.test.ts),
[what is not in the contract](../testapp/promises/audit-events.test.ts).

## The line

${table(["field", "", "there"], fields)}

There is no other field. Of a token, a code, a password, an e-mail address or a name nothing is ever in it
([test](../testapp/promises/secrets.test.ts)). Ids are random and public; they open nothing. Each value is cut at 256 bytes, a line is
at most 8 KiB. User ids and client addresses are personal data: keep the log as your rules for those say.

An id is in the line only if the secret that belongs to it was right. So a guess at a token names nobody: that somebody invented a
token with Ann's session id in it is no event in Ann's history.

Lines of a signup, of one wrong password and of a signin, as the server wrote them:

\`\`\`json
${examples}
\`\`\`

With \`TIAUTH_LOG_LEVEL=warn\` or \`error\` there are no such lines; the webhook gets them all the same.

Where [the existence of accounts is hidden](privacy.md) the log still tells the truth: a flow that was begun for an address without an
account has a \`flow_id\` and no \`user_id\`, whatever its result.

## The webhook

With \`TIAUTH_AUDIT_WEBHOOK_URL\` every event is posted there too, signed, at least once, and kept in the database until it was taken: as
a JSON object with \`time\`, the fields from \`action\` on, and an \`id\` to recognise a second copy by. Body, signature and retries are in
[deploying](deploying.md#audit-webhook).

## What to watch

${table(["what", "may mean", "then"], alerts)}

Count per \`client_address\`, per \`user_id\` and over everything; a wrong password by itself means nothing. To see one user's
history: \`grep '"user_id":"s7wifqny3za2q3qswj5m5wnf"'\`. To see what belongs together: \`flow_id\`, then \`session_id\`.

## Results of every action

${table(["result", "means"], commonResults)}

\`too_many_requests\` and \`overloaded\` stand in the table of each action that can end so, with the codes of its own. "If known"
means: if the secret was right, or if it was known before something broke.

${auditedActions().map(section).join("\n\n")}
`;

const fields = [
  ["`level`", "`info`", "always"],
  ["`time`", "when it was decided, UTC, ISO 8601 with milliseconds", "always"],
  ["`msg`", "`audit`", "always"],
  ["`action`", "the name of the action", "always"],
  ["`result`", "`ok`, an error code, `too_many_requests` or `overloaded`", "always"],
  [
    "`action_invocation_id`",
    "24 letters and digits, new each time; the caller has it too, unless the result is one of the last two",
    "always",
  ],
  ["`client_address`", "who asked, as the [trusted proxies](deploying.md#reverse-proxy) tell it", "always"],
  ["`user_id`", "whom it is about, by the id in your own database", "see the tables"],
  ["`session_id`", "the session it was asked in, or the one that was made", "see the tables"],
  ["`flow_id`", "the signup, signin, update, reset or deletion", "see the tables"],
];

const examples = [
  '{"level":"info","time":"2026-11-20T10:30:26.696Z","action":"complete_signup","result":"ok","action_invocation_id":"f649tpcdhi8dfbar9nzs5bfv","user_id":"s7wifqny3za2q3qswj5m5wnf","session_id":"q62w9tj39gp75twzv2nik94k","flow_id":"rp4m5e8u6t22vkwm5ee8z4rw","client_address":"127.0.0.1","msg":"audit"}',
  '{"level":"info","time":"2026-11-20T10:30:27.116Z","action":"verify_signin_user_password","result":"incorrect_password","action_invocation_id":"5ms8hf43byba3xhxvnaid74q","user_id":"s7wifqny3za2q3qswj5m5wnf","flow_id":"m2wsuhg3z2j9pghik6epqbhu","client_address":"127.0.0.1","msg":"audit"}',
  '{"level":"info","time":"2026-11-20T10:30:27.324Z","action":"complete_signin","result":"ok","action_invocation_id":"c8azrbcgym7b7q5gmz7kf382","user_id":"s7wifqny3za2q3qswj5m5wnf","session_id":"sq2y6jwezxp26sm63utsakb4","flow_id":"m2wsuhg3z2j9pghik6epqbhu","client_address":"127.0.0.1","msg":"audit"}',
].join("\n");

const alerts = [
  [
    "many `incorrect_password` for many users from one address, or from one network",
    "credential stuffing",
    "it is held to 20 + 10 a minute per address already; block the network at the proxy",
  ],
  [
    "`rate_limited` of `verify_signin_user_password`, again and again for one user",
    "somebody guesses, or keeps the user out: after 100 wrong ones in a row only a reset helps",
    "tell the user; they get in by a reset",
  ],
  [
    "`incorrect_temporary_password` or `incorrect_email_address_verification_code` in numbers",
    "somebody guesses codes",
    "5 at once and one a minute are looked at, of 40 bits",
  ],
  [
    "`user_not_found` of `create_signin` in numbers from one address",
    "somebody tries a list of addresses",
    "block it at the proxy",
  ],
  [
    "`complete_user_password_reset` and then `complete_user_email_address_update` or `complete_user_deletion` of one user within minutes",
    "an account is being taken over through its mailbox",
    "end their sessions, ask the user",
  ],
  [
    "`complete_…` with `ok` from an address that the user never had",
    "the same, or a new phone",
    "what your risk rules say",
  ],
  [
    "`session_mismatch`",
    "a flow's token in another session: nobody's front end does that by itself",
    "look at both sessions",
  ],
  ["`too_many_requests` for everybody at once", "all callers share one address", "see `TIAUTH_TRUSTED_PROXIES`"],
  ["`overloaded`", "more passwords than the processors can hash", "[the runbook](runbook.md#overload)"],
  ["`internal_error` of anything", "something is broken", "[the runbook](runbook.md): the line beside it says what"],
];

const commonResults = [
  ["`ok`", "done"],
  ["`internal_error`", "something broke; the line beside it says what"],
  ["`internal_conflict`", "another request changed the same record first"],
  ["`too_many_requests`", "HTTP 429: the client address is over its limit. The action was not looked at"],
  ["`overloaded`", "HTTP 503: a password could not be hashed in time. The attempt was not counted"],
];

const section = ({ name, summary, results }: AuditedAction) =>
  `### \`${name}\`\n\n${summary} [Codes](reference/${name}.md#error-codes)\n\n${table(
    ["result", "`user_id`", "`session_id`", "`flow_id`"],
    results.map(row),
  )}`;

const row = ({ result, user_id, session_id, flow_id }: AuditedResult) => [
  `\`${result}\``,
  ...[user_id, session_id, flow_id].map(presence),
];

const presence = (there: Presence) => (there === "never" ? "–" : there === "always" ? "yes" : "if known");
