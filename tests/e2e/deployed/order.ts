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

/** Runs the suites of the project `deployed` in their order, and all others as vitest does. */
export class DeployedOrder extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const isDeployed = ({ project }: TestSpecification) => project.name === "deployed";
    const others = specifications.filter((specification) => !isDeployed(specification));
    const deployed = specifications
      .filter(isDeployed)
      .map((specification) => ({ specification, place: placeOf(specification.moduleId) }))
      .toSorted((a, b) => a.place - b.place)
      .map(({ specification }) => specification);
    return [...(await super.sort(others)), ...deployed];
  }
}

function placeOf(path: string): number {
  const place = ORDER.indexOf(basename(path, ".test.ts"));
  if (place === -1)
    throw new Error(`${path} has no place in the order of the suites in ${import.meta.filename}.`);
  return place;
}
