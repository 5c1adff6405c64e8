import { checkedPath } from "@tiauth/web";
import Link from "next/link";
import { redirect } from "next/navigation";
import { auth } from "../../lib/auth";
import { goBack, typed } from "../../lib/form";
import { Problem } from "../../lib/problem";

async function signIn(form: FormData) {
  "use server";
  const next = checkedPath(form.get("next"), "/account");
  const signedIn = await auth.act(async (client) => {
    const begun = await client.createSignin({ userEmailAddress: typed(form, "email_address") });
    if (!begun.ok) return begun;
    const verified = await client.verifySigninUserPassword({ password: typed(form, "password") });
    return verified.ok ? client.completeSignin() : verified;
  });
  if (!signedIn.ok) goBack("/sign-in", { error: signedIn.errorCode, next });
  redirect(next);
}

export default async function SignIn({ searchParams }: PageProps<"/sign-in">) {
  const { error, next } = await searchParams;
  return (
    <>
      <h1>Sign in</h1>
      <Problem error={error} />
      <form action={signIn}>
        <input type="hidden" name="next" value={checkedPath(next, "/account")} />
        <label>
          E-mail address <input name="email_address" type="email" autoComplete="username" required />
        </label>
        <label>
          Password <input name="password" type="password" autoComplete="current-password" required />
        </label>
        <button type="submit">Sign in</button>
      </form>
      <p>
        <Link href="/reset">Forgotten password</Link>, <Link href="/sign-up">sign up</Link>
      </p>
    </>
  );
}
