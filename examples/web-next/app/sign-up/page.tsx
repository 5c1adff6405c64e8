import { redirect } from "next/navigation";
import { auth } from "../../lib/auth";
import { goBack, typed } from "../../lib/form";
import { Problem } from "../../lib/problem";

async function begin(form: FormData) {
  "use server";
  const begun = await auth.act((client) => client.createSignup({ emailAddress: typed(form, "email_address") }));
  if (!begun.ok) goBack("/sign-up", { error: begun.errorCode });
  redirect("/sign-up");
}

async function finish(form: FormData) {
  "use server";
  const finished = await auth.act(async (client) => {
    if (form.has("code")) {
      const emailAddressVerificationCode = typed(form, "code");
      const verified = await client.verifySignupEmailAddressVerificationCode({ emailAddressVerificationCode });
      if (!verified.ok) return verified;
    }
    const set = await client.setSignupPassword({ password: typed(form, "password") });
    return set.ok ? client.completeSignup() : set;
  });
  if (!finished.ok) goBack("/sign-up", { error: finished.errorCode });
  redirect("/account");
}

export default async function SignUp({ searchParams }: PageProps<"/sign-up">) {
  const { error } = await searchParams;
  const underWay = await auth.look((client) => client.getSignup());
  return (
    <>
      <h1>Sign up</h1>
      <Problem error={error} />
      {underWay.ok ? (
        <form action={finish}>
          {!underWay.signup.emailAddressVerified && (
            <label>
              Code that was mailed to {underWay.signup.emailAddress}
              <input name="code" autoComplete="one-time-code" required />
            </label>
          )}
          <label>
            Password <input name="password" type="password" autoComplete="new-password" required />
          </label>
          <button type="submit">Create account</button>
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
