import type { SearchAnswer } from "../../contract/answers.ts";
import { PackageList } from "./package-list.tsx";

interface SearchPageProps {
  readonly search: string;
  readonly found: SearchAnswer;
}

export const SearchPage = ({ search, found }: SearchPageProps) => (
  <>
    <search>
      <form action="/">
        <label for="search">Search by name</label>
        <input id="search" name="search" type="search" value={search} autocomplete="off" />
        <button type="submit">Search</button>
      </form>
    </search>
    <PackageList {...found} search={search} />
  </>
);
