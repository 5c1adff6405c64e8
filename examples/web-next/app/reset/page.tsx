import { redirect } from "next/navigation";
import { auth } from "../../lib/auth";
import { goBack, typed } from "../../lib/form";
import { Problem } from "../../lib/problem";

async function begin(form: FormData) {
  "use server";
  const userEmailAddress = typed(form, "email_address");
  const begun = await auth.act((client) => client.createUserPasswordReset({ userEmailAddress }));
  if (!begun.ok) goBack("/reset", { error: begun.errorCode });
  redirect("/reset");
}

async function finish(form: FormData) {
  "use server";
  const finished = await auth.act(async (client) => {
    if (form.has("temporary_password")) {
      const temporaryPassword = typed(form, "temporary_password");
      const verified = await client.verifyUserPasswordResetTemporaryPassword({ temporaryPassword });
      if (!verified.ok) return verified;
    }
    const set = await client.setUserPasswordResetNewPassword({ password: typed(form, "password") });
    return set.ok ? client.completeUserPasswordReset() : set;
  });
  if (!finished.ok) goBack("/reset", { error: finished.errorCode });
  redirect("/account");
}

export default async function Reset({ searchParams }: PageProps<"/reset">) {
  const { error } = await searchParams;
  const underWay = await auth.look((client) => client.getUserPasswordReset());
  return (
    <>
      <h1>Forgotten password</h1>
      <Problem error={error} />
      {underWay.ok ? (
        <form action={finish}>
          {!underWay.userPasswordReset.userFirstFactorVerified && (
            <label>
              Temporary password, which was mailed to you
              <input name="temporary_password" autoComplete="one-time-code" required />
            </label>
          )}
          <label>
            New password <input name="password" type="password" autoComplete="new-password" required />
          </label>
          <button type="submit">Set password</button>
        </form>
      ) : (
        <form action={begin}>
          <label>
            E-mail address <input name="email_address" type="email" autoComplete="username" required />
          </label>
          <button type="submit">Continue</button>
        </form>
      )}
    </>
  );
}
