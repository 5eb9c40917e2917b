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
 * How an allowance meets a need. `exhausts`: these draws leave nothing in any shard, for the first time; `empty` are the
 * shards that must still be empty for that to be true.
 */
export interface DrawPlan {
  readonly granted: number;
  readonly draws: readonly ShardDraw[];
  readonly exhausts?: { readonly allowance: string; readonly empty: readonly number[] };
}

const NOTHING: DrawPlan = { granted: 0, draws: [] };

/**
 * Plans a draw of `need` from an allowance, beginning at the shard `home`.
 * Without a balance the plan assumes that home has more than the need: one conditional write and no read. With a balance
 * it draws from a single shard that has more than the need, else from several, each under the condition that the shard
 * still holds what was seen: so the last draw gets the remainder, to the minor unit.
 */
export function planDraw(
  allowance: string,
  need: number,
  home: number,
  balance: AllowanceBalance | undefined,
): DrawPlan {
  if (need === 0) return NOTHING;
  const above = (shard: number): DrawPlan => ({
    granted: need,
    draws: [{ allowance, shard, minor: need, while: { left: "above" } }],
  });
  if (balance === undefined) return above(home);
  const shards = [...balance.left]
    .map(([shard, left]) => ({ shard, left, turn: (shard - home + balance.left.size) % balance.left.size }))
    .toSorted((a, b) => a.turn - b.turn);
  const ample = shards.find(({ left }) => left > need);
  return ample !== undefined ? above(ample.shard) : drawAcross(allowance, need, shards, balance.exhausted);
}

function drawAcross(
  allowance: string,
  need: number,
  shards: readonly { readonly shard: number; readonly left: number }[],
  exhausted: boolean,
): DrawPlan {
  const draws: ShardDraw[] = [];
  let granted = 0;
  for (const { shard, left } of shards) {
    const minor = Math.min(left, need - granted);
    if (minor > 0) draws.push({ allowance, shard, minor, while: { left: "seen", seen: left } });
    granted += minor;
  }
  const total = shards.reduce((sum, { left }) => sum + left, 0);
  if (exhausted || granted < total || shards.length === 0) return { granted, draws };
  const empty = shards.filter(({ left }) => left === 0).map(({ shard }) => shard);
  return { granted, draws, exhausts: { allowance, empty } };
}
