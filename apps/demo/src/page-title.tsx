import { useEffect } from "react";

/** The step that a page is, and how many there are. */
export type Step = readonly [number: number, count: number];

interface PageTitleProps {
  readonly id?: string;
  readonly title: string;
  readonly step?: Step | undefined;
}

/** The heading of a page, and its title in the browser's tab. */
export function PageTitle({ id, title, step }: PageTitleProps) {
  useEffect(() => {
    document.title = `${title} · Tiauth`;
  }, [title]);
  return (
    <>
      {step && <p className="step">{`Step ${step[0]} of ${step[1]}`}</p>}
      <h1 id={id} tabIndex={-1}>
        {title}
      </h1>
    </>
  );
}
