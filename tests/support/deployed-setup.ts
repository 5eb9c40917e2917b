import { loadBrand } from "../../cli/brand/load-brand.ts";
import { connectShops } from "../../demo/connect.ts";
import { http } from "../../local/http.ts";
import { currentStage, type Stage } from "../../local/stage.ts";

/** What was deployed last, if its engine answers. Tests that need it say so themselves. */
export async function answeringStage(): Promise<Stage | undefined> {
  try {
    const stage = await currentStage();
    await http(`${stage.siteUrl}/`);
    return stage;
  } catch {
    return undefined;
  }
}

/** Before the tests of a project that looks at the deployed stacks: the sample brand, and keys for its shops. */
export default async function setUp(): Promise<void> {
  const stage = await answeringStage();
  if (stage === undefined) return;
  await loadBrand(stage, "demo");
  await connectShops(stage);
}
