import type { Stack } from "aws-cdk-lib";

/** All constructs of a kind, in the order of the stacks. */
export function within<Kind>(
  scopes: readonly Stack[],
  kind: abstract new (...args: never[]) => Kind,
): Kind[] {
  return scopes.flatMap(({ node }) =>
    node.findAll().flatMap((found) => (found instanceof kind ? found : [])),
  );
}
