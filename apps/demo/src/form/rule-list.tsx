import { lengthOf, passwordRules } from "./password-rules.ts";

interface RuleListProps {
  readonly id: string;
  readonly password: string;
  readonly emailAddress: string;
}

/** As wide as a digit: the count does not move when it gets another one. */
const figureSpace = "\u2007";

/** The rules for a new password, and which of them it keeps so far. */
export const RuleList = ({ id, password, emailAddress }: RuleListProps) => (
  <ul id={id} className="rules">
    {passwordRules(password, emailAddress).map(({ name, text, isMet }) => (
      <li key={name} data-met={isMet}>
        {text}
        <span className="unseen">{isMet ? ": done" : ": not yet"}</span>
        {name === "length" && (
          <span className="count" aria-hidden="true">
            {`${lengthOf(password)}`.padStart(3, figureSpace)}
          </span>
        )}
      </li>
    ))}
  </ul>
);
