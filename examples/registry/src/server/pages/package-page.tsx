import type { PackageWithVersions, Version } from "../../contract/answers.ts";

export const PackagePage = ({ name, identity, description, versions }: PackageWithVersions) => (
  <>
    {description && <p>{description}</p>}
    <p>
      Published by <a href={`/identities/${identity}`}>{identity}</a>.
    </p>
    <pre>
      <code>reg install {name}</code>
    </pre>
    <h2>Versions</h2>
    <ul class="list">
      {versions.map((version) => (
        <VersionItem {...version} />
      ))}
    </ul>
  </>
);

const VersionItem = ({ version, compiler, sizeBytes, sha256, publishedAt, revokedAt }: Version) => (
  <li>
    <strong>{version}</strong> {revokedAt && "(revoked)"}
    <p class="hint">
      Published <Day of={publishedAt} />
      {revokedAt ? (
        <>
          , revoked <Day of={revokedAt} />
        </>
      ) : (
        `, for compilers ${compiler}, ${sizeBytes} bytes, SHA-256 ${sha256}`
      )}
    </p>
  </li>
);

const Day = ({ of }: { readonly of: string }) => <time dateTime={of}>{of.slice(0, "2026-01-01".length)}</time>;
