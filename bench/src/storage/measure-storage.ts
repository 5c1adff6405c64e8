import { machineOf, versionsOf } from "../measure/machine.ts";
import { runOn } from "../run.ts";
import type { Stage } from "../stage/stage.ts";
import type { Contestant } from "./contestant.ts";
import { openContestants } from "./contestants.ts";
import { countActions, type StoredKind } from "./counted-actions.ts";
import { bytesTable } from "./markdown.ts";
import { operationScenarios } from "./operation-scenarios.ts";
import { type StorageResults, sizeOf } from "./results.ts";
import { sessionScenario } from "./session-scenario.ts";
import { signInCost } from "./sign-in-scenario.ts";
import type { Sample } from "./stored.ts";
import { type EntryBytes, measureBytes } from "./stored-bytes.ts";

/** Measures every storage there is, and what the model of docs/scaling.md needs to know. */
export async function measureStorage(
  stage: Stage,
  print: (text: string) => void,
): Promise<{ readonly results: StorageResults; readonly failures: readonly unknown[] }> {
  const { actions, kinds } = await countActions();
  const { contestants, missing, versions, close } = await openContestants(stage.directory);
  try {
    for (const [name, why] of Object.entries(missing)) print(`Skipped: ${name}, since ${why}.`);
    const scenarios = [
      ...operationScenarios(contestants, sampleOf(kinds, "session")),
      sessionScenario(contestants),
      signInCost,
    ];
    const bytes = await bytesOfAll(stage, contestants, kinds);
    print(`\n## Bytes of an entry\n\n${bytesTable(bytes)}\n`);
    const { done, failures } = await runOn(stage, scenarios, print);
    const results = {
      at: new Date().toISOString(),
      machine: machineOf(),
      versions: { ...versionsOf(), ...versions },
      rounds: stage.options.rounds,
      ...{ missing, scenarios: done, actions, kinds: kinds.map(sizeOf), bytes },
    };
    return { results, failures };
  } finally {
    await close();
  }
}

/** What there is most of, with how often each is replaced in the measurement: a session is, again and again. */
const weighed = { session: 5, signin: 0, lineage: 0, "limit.verify_password": 0 };

async function bytesOfAll(stage: Stage, contestants: readonly Contestant[], kinds: readonly StoredKind[]) {
  const bytes: EntryBytes[] = [];
  for (const contestant of contestants)
    for (const [kind, replacements] of Object.entries(weighed))
      bytes.push(await measureBytes(stage, contestant, { kind, replacements, sample: sampleOf(kinds, kind) }));
  return bytes;
}

/** @throws {Error} if nothing of that kind is stored any more. */
function sampleOf(kinds: readonly StoredKind[], kind: string): Sample {
  const found = kinds.find((candidate) => candidate.kind === kind);
  if (!found) throw new Error(`Nothing is stored under ${kind} any more.`);
  return { key: found.key, value: Buffer.from(found.value).toString("base64"), livesSeconds: found.livesSeconds };
}
