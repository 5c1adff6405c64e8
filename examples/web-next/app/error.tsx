"use client"; // as Next.js wants it

/** Instead of a page that broke: the auth server is down, for instance. */
export default function Trouble() {
  return (
    <>
      <h1>Please try again soon</h1>
      <p>Something does not work just now.</p>
      <p>
        <a href="/">Go to the start</a>
      </p>
    </>
  );
}
