/** What is in an allowance: by shard, and whether it has ever been used up. */
export interface AllowanceBalance {
  readonly left: ReadonlyMap<number, number>;
  readonly exhausted: boolean;
}

/**
 * One draw from one shard, and the condition under which it may happen. `above`: more than `minor` is left, so
 * that it cannot be the last; `seen`: exactly this much is left, as it was read.
 */
export interface ShardDraw {
  readonly allowance: string;
  readonly shard: number;
  readonly minor: number;
  readonly while: { readonly left: "above" } | { readonly left: "seen"; readonly seen: number };
}

/**
 * How a need is met from an allowance. `exhausts`: these takes leave nothing anywhere, which has never been so
 * before; `empty` are the shards that must still be empty for that to be true.
 */
export interface DrawPlan {
  readonly granted: number;
  readonly draws: readonly ShardDraw[];
  readonly exhausts?: { readonly allowance: string; readonly empty: readonly number[] };
}

const NOTHING: DrawPlan = { granted: 0, draws: [] };

/**
 * Plans a draw of `need` from an allowance, beginning at the shard `home`.
 * Without a holding it hopes that home has more than the need, which is one conditional write and no read. With
 * one it takes from a single shard that has more than the need, else from as many as it takes, each under the
 * condition that it still holds what was seen: so the last draw gets the remainder, to the minor unit.
 */
export function planDraw(
  allowance: string,
  need: number,
  home: number,
  holding: AllowanceBalance | undefined,
): DrawPlan {
  if (need === 0) return NOTHING;
  const above = (shard: number): DrawPlan => ({
    granted: need,
    draws: [{ allowance, shard, minor: need, while: { left: "above" } }],
  });
  if (holding === undefined) return above(home);
  const shards = [...holding.left]
    .map(([shard, left]) => ({ shard, left, turn: (shard - home + holding.left.size) % holding.left.size }))
    .toSorted((a, b) => a.turn - b.turn);
  const ample = shards.find(({ left }) => left > need);
  return ample !== undefined ? above(ample.shard) : drawAcross(allowance, need, shards, holding.exhausted);
}

function drawAcross(
  allowance: string,
  need: number,
  shards: readonly { readonly shard: number; readonly left: number }[],
  exhausted: boolean,
): DrawPlan {
  const takes: ShardDraw[] = [];
  let granted = 0;
  for (const { shard, left } of shards) {
    const minor = Math.min(left, need - granted);
    if (minor > 0) takes.push({ allowance, shard, minor, while: { left: "seen", seen: left } });
    granted += minor;
  }
  const total = shards.reduce((sum, { left }) => sum + left, 0);
  if (exhausted || granted < total || shards.length === 0) return { granted, draws: takes };
  const empty = shards.filter(({ left }) => left === 0).map(({ shard }) => shard);
  return { granted, draws: takes, exhausts: { allowance, empty } };
}
