import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as fc from "fast-check";
import { closeConnections } from "../../local/http.ts";
import { listen, stopListening, messagesIn } from "./deployed-bus.ts";
import { SOURCES } from "../../local/sample/facts.ts";
import { messagesOf } from "../../local/sample/messages.ts";
import { anOrder, deliver } from "./deployed-orders.ts";
import { deadLetterQueue, quarantined, untilQuiet, stage, sfn } from "./deployed-stage.ts";
import { mapBounded } from "../../core/runtime/bounded.ts";
import { http } from "../../local/http.ts";
import { everythingKept, changesBetween, untilStill } from "./everything-kept.ts";
beforeAll(async () => { await listen(); });
afterAll(async () => { await stopListening(); closeConnections(); });
const odd = fc.constantFrom<unknown>(null, 0, -1, 1e21, 1.5, "", "<wsp-mark>", "\u0000", "🦊".repeat(500), [], {}, "9".repeat(400), true, "2026-02-30T00:00:00Z", "-0.01", "1e5", "0x10", "__proto__", 9007199254740993, "NaN", "USD", "JPY", "xxx");
function paths(v: unknown, at: (string|number)[] = []): (string|number)[][] {
  const own = at.length ? [at] : [];
  if (Array.isArray(v)) return [...own, ...v.flatMap((x,i)=>paths(x,[...at,i]))];
  if (v && typeof v === "object") return [...own, ...Object.entries(v).flatMap(([k,x])=>paths(x,[...at,k]))];
  return own;
}
function set(v: any, p: (string|number)[], x: unknown, drop: boolean) { const c = structuredClone(v); let o = c; for (const k of p.slice(0,-1)) o = o[k]; const k = p.at(-1)!; if (drop) { if (Array.isArray(o)) o.splice(k as number,1); else delete o[k]; } else o[k] = x; return c; }
test("signed nonsense", async () => {
  await untilQuiet();
  const before = await untilStill();
  const q0 = (await quarantined()).length;
  const arb = fc.constantFrom(...SOURCES).chain((source) => {
    const message = messagesOf(anOrder(source)).purchase; const v = JSON.parse(message.body);
    return fc.tuple(fc.array(fc.tuple(fc.constantFrom(...paths(v)), odd, fc.boolean()), { minLength: 1, maxLength: 2 })).map(([m]) => {
      let b = v; for (const [p, x, d] of m) { try { b = set(b, p, x, d); } catch {} }
      return { message: { ...message, body: JSON.stringify(b) }, m };
    });
  });
  const all = fc.sample(arb, { seed: 7, numRuns: 400 });
  const seen: Record<string, number> = {}; const bad: string[] = []; const acc: string[] = [];
  await mapBounded(all, 6, async ({ message, m }) => {
    const a = await deliver(message); const k = `${message.source} ${a.status} ${JSON.parse(a.body).outcome}`; seen[k] = (seen[k] ?? 0) + 1;
    if (a.status >= 500) bad.push(JSON.stringify(m) + a.body);
    if (JSON.parse(a.body).outcome === "accepted") acc.push(message.source + JSON.stringify(m).slice(0,150));
  });
  await untilQuiet();
  console.log(seen, bad.slice(0, 5));
  console.log("quarantine", q0, (await quarantined()).length);
  const ch = changesBetween(before, await everythingKept());
  console.log(ch.filter((l) => /^(queue|runs)/.test(l)).join("\n"), ch.filter((l)=>/^row/.test(l)).length);
  console.log((await messagesIn(deadLetterQueue)).slice(0,6).map((m) => m.Body?.slice(0, 600)).join("\n"));
  const page = await http(stage.siteUrl + "/"); console.log("mark on page", page.status, /<wsp-mark/.test(page.body));
  console.log("rows marked", ch.filter((l) => /wsp-mark|🦊/.test(l)).map((l) => l.slice(0, 300)).slice(0, 5));
}, 200000);
test("join with odd emails", async () => {
  const before = await untilStill();
  for (const email of ["a,b@example.org", "<wsp-mark>@example.org", "x\u0001y@example.org", '"q"@example.org', "ok@exa\u202emple.org", "a".repeat(70) + "@example.org", "😀@example.org"]) {
    const a = await http(stage.siteUrl + "/join", { method: "POST", headers: { "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded" }, body: `${new URLSearchParams({ email, wishes: "impact.email", language: "en" })}` });
    console.log(email.slice(0, 20), a.status, /<h1>(.*?)<\/h1>/.exec(a.body)?.[1], /<wsp/.test(a.body));
  }
  await new Promise((r) => setTimeout(r, 15000));
  const ch = changesBetween(before, await everythingKept());
  console.log(ch.filter((l) => /^(queue|runs)/.test(l)).join("\n"));
  console.log(ch.filter((l) => /history#/.test(l)).map((l) => l.slice(0, 500)).join("\n"));
}, 100000);
