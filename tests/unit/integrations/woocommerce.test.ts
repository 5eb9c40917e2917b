import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CAUSE_NAME } from "../../../core/intake/shop-system/payload.ts";
import { CauseSlug } from "../../../core/model/purchase.ts";
import { hasPhp, NO_PHP } from "../../support/woocommerce-front.ts";

const PLUGIN = "integrations/woocommerce/wellspring.php";
const source = readFileSync(PLUGIN, "utf8");

const php = hasPhp();
if (!php) console.warn(NO_PHP);

describe("the WooCommerce plugin", () => {
  test("carries the pick under the name that the webhook is read by, and takes what reads as a short name", () => {
    expect(source).toContain(`const WELLSPRING_CAUSE = '${CAUSE_NAME}';`);
    const [, pattern = ""] = /const WELLSPRING_SLUG = '\/(.+)\/';/.exec(source) ?? [];
    const taken = new RegExp(pattern);
    for (const text of ["clean-rivers", "a", "2", "a".repeat(48), "a".repeat(49), "-a", "A", "a b", ""])
      expect(taken.test(text), text).toBe(CauseSlug.safeParse(text).success);
  });

  test.skipIf(!php)("is PHP that can be read, and does at each hook what its guide says", () => {
    for (const args of [["-l", PLUGIN], ["integrations/woocommerce/tests/run.php"]]) {
      const { status, stdout, stderr } = spawnSync("php", args, { encoding: "utf8" });
      expect(`${status}\n${stdout.replaceAll(/^ok .*\n/gm, "")}${stderr}`, args.join(" ")).toMatch(
        /^0\n(No syntax errors detected in .*\n)?$/,
      );
    }
  });
});
