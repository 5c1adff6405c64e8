import type { Loading } from "../answers/use-loading.ts";

/** Tries to load again what could not be loaded. Its place is kept free while there is nothing to try. */
export const RetryButton = ({ attempt: { problem, isBusy, waitSeconds }, retry }: Loading) => (
  <p className="retry">
    {problem && (
      <button type="button" className="button" aria-disabled={isBusy || waitSeconds > 0} onClick={retry}>
        {waitSeconds > 0 ? `Try again in ${waitSeconds} s` : "Try again"}
      </button>
    )}
  </p>
);
