/** What every page of an account is given. */
export interface AccountPageProps {
  readonly sessionToken: string;
}
