import { basename } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * The suites of the project `deployed`, in the order in which they run: all look at the same stacks, whose books end with
 * what every suite did. A new suite needs a line here.
 */
const ORDER = [
  "adapters",
  "refusals",
  "quarantine",
  "failures",
  "customers",
  "claims",
  "receipts",
  "mails",
  "payments",
  "feedback",
  "pool",
  "reconciliation",
  // A key's rotation begins before the first suite and takes a minute, which the suites above use.
  "rotation",
  "fuzz",
  // Looks for traces of customers in all that the suites above caused.
  "privacy",
  // Compares the figures with the ledger after every purchase.
  "books",
  // Makes each alarm ring, also for failures of the suites above.
  "alarms",
];

/** Runs the suites of the project `deployed` in their order, those of `hostile` by name, and all others as vitest does. */
export class DeployedOrder extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const of = (name: string) => specifications.filter(({ project }) => project.name === name);
    const others = specifications.filter(({ project }) => !["deployed", "hostile"].includes(project.name));
    const hostile = of("hostile").toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1));
    const deployed = of("deployed")
      .map((specification) => ({ specification, place: placeOf(specification.moduleId) }))
      .toSorted((a, b) => a.place - b.place)
      .map(({ specification }) => specification);
    return [...(await super.sort(others)), ...deployed, ...hostile];
  }
}

function placeOf(path: string): number {
  const place = ORDER.indexOf(basename(path, ".test.ts"));
  if (place === -1)
    throw new Error(`${path} has no place in the order of the suites in ${import.meta.filename}.`);
  return place;
}
