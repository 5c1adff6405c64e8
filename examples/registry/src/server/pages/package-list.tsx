import type { SearchAnswer } from "../../contract/answers.ts";

interface PackageListProps extends SearchAnswer {
  readonly search?: string | undefined;
}

export const PackageList = ({ packages, after, search = "" }: PackageListProps) => (
  <>
    {packages.length === 0 && <p>There are none.</p>}
    <ul class="list">
      {packages.map(({ name, identity, description }) => (
        <li>
          <a href={`/packages/${name}`}>{name}</a> by <a href={`/identities/${identity}`}>{identity}</a>
          {description && <p class="hint">{description}</p>}
        </li>
      ))}
    </ul>
    {after !== null && (
      <p>
        <a href={`?${new URLSearchParams({ search, after })}`}>More</a>
      </p>
    )}
  </>
);
