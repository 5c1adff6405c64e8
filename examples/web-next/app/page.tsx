import Link from "next/link";
import { auth } from "../lib/auth";

export default async function Home() {
  const session = await auth.getSession();
  return (
    <>
      <h1>People</h1>
      {session ? (
        <p>
          You are signed in: <Link href="/account">your account</Link>.
        </p>
      ) : (
        <p>
          <Link href="/sign-in">Sign in</Link> or <Link href="/sign-up">sign up</Link>.
        </p>
      )}
    </>
  );
}
