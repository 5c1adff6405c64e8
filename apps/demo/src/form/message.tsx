import type { Problem } from "../answers/problem.ts";

interface MessageProps {
  readonly id?: string;
  /** What went wrong. */
  readonly problem: Problem | undefined;
  /** What went well. */
  readonly news?: string | undefined;
}

/** Its place is kept free, so that nothing moves when there is something to say. */
export const Message = ({ id, problem, news }: MessageProps) => (
  <div className="message">
    <p id={id} role="alert">
      {problem?.text}
    </p>
    <p role="status">{problem ? "" : news}</p>
  </div>
);
