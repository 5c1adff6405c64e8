/** Templates for mails cannot be used. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
  /** Each names its file and says what to do; none repeats more of a file than a placeholder. */
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(mistakes.join("; "));
    this.mistakes = mistakes;
  }
}
