/** The words of the page in one language. */
export interface PageTexts {
  /** Where the token is asked for. */
  readonly start: {
    readonly title: string;
    readonly text: string;
    readonly label: string;
    readonly next: string;
  };
  /** Where the request is shown. */
  readonly request: {
    readonly title: (clientName: string) => string;
    readonly text: string;
    readonly account: string;
    readonly clientName: string;
    readonly clientLabel: string;
    readonly clientAddress: string;
    readonly askedAt: string;
    readonly unknown: string;
    readonly caution: string;
    readonly approve: string;
    readonly deny: string;
  };
  /** Where the code is. */
  readonly code: {
    readonly title: string;
    readonly text: string;
    readonly caution: string;
    readonly copy: string;
    readonly copied: string;
    readonly selected: string;
    readonly deny: string;
  };
  readonly denied: Telling;
  /** The token is not one, or is no longer one. */
  readonly gone: Telling;
  /** Not now. */
  readonly later: Telling & { readonly again: string };
}

interface Telling {
  readonly title: string;
  readonly text: string;
}
