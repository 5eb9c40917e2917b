import { describe, expect, test } from "vitest";
import { contrast } from "../../../../core/i18n/contrast.ts";
import { compileBrand } from "../../../../core/operations/brand/compile-brand.ts";
import { describeProblem } from "../../../../core/operations/brand/document.ts";
import { demoStatement, demoTexts, type Edit } from "../../../support/demo-texts.ts";

function problemsOf(...edits: Edit[]): string[] {
  const compiled = compileBrand(demoTexts(...edits));
  return compiled.outcome === "refused" ? compiled.problems.map(describeProblem) : [];
}

describe("the sample brand", () => {
  test("is right, and speaks of four causes, five ways to give and two pools", () => {
    const { causes, terms, pools } = demoStatement();
    expect(causes).toHaveLength(4);
    expect(new Set(terms.map(({ share }) => share.kind))).toEqual(
      new Set(["percentage", "flat", "tiers", "perUnit"]),
    );
    expect(pools.map(({ id }) => id)).toEqual(["river-match", "hill-match"]);
  });

  test("marks every charity as invented", () => {
    expect(demoStatement().causes.every(({ charity }) => charity.sample)).toBe(true);
    expect(demoStatement().causes.every(({ charity }) => charity.url.endsWith(".example"))).toBe(true);
  });
});

describe("a guaranteed minimum", () => {
  const stating = (usd: string, more = ""): Edit => [
    "terms",
    'capPerCampaign: { USD: "250000.00", EUR: "250000.00", JPY: "35000000" }',
    `capPerCampaign: { USD: "250000.00", EUR: "250000.00", JPY: "35000000" }\n    guaranteedMinimum: { USD: "${usd}" }${more}`,
  ];
  const ends = '\n    until: "2043-12-31T23:00:00Z"';

  test("is read beside a last day", () => {
    const { terms } = demoStatement(stating("5000.00", ends));
    expect(terms.find((one) => one.guaranteedMinimum !== undefined)).toMatchObject({
      guaranteedMinimum: { USD: 500_000 },
      until: "2043-12-31T23:00:00Z",
    });
  });

  test.each([
    [stating("5000.00"), /is kept once its campaign is over: state "until"/],
    [stating("250000.01", ends), /at most the campaign's cap/],
    [stating("0.00", ends), /promises nothing/],
  ])("is refused without one, above the cap, and of nothing", (edit, message) => {
    expect(problemsOf(edit)).toContainEqual(expect.stringMatching(message));
  });
});

describe("a cause that ended", () => {
  const charity = "https://waymark-fellowship.example\n      sample: true\n    status:";
  const moving = (status: string, to: string): Edit => [
    "causes",
    `${charity} active`,
    `${charity} ${status}\n    movesTo: { cause: ${to}, because: { en: It has closed., de: Sie hat geschlossen. } }`,
  ];

  const noDefault: Edit = ["terms", "defaultCause: open-paths", "defaultCause: clean-rivers"];

  test("says where its gifts go, and why", () => {
    const { causes } = demoStatement(noDefault, moving("paused", "clean-rivers"));
    expect(causes.find(({ slug }) => slug === "open-paths")?.movesTo).toEqual({
      cause: "clean-rivers",
      because: { en: "It has closed.", de: "Sie hat geschlossen." },
    });
  });

  test.each([
    [moving("active", "clean-rivers"), /open-paths takes gifts: state status paused, or no movesTo/],
    [moving("paused", "no-such-cause"), /There is no cause no-such-cause/],
    [moving("paused", "open-paths"), /Cause open-paths takes no gifts: name one that is active/],
  ])("is refused where that makes no sense", (edit, message) => {
    expect(problemsOf(edit)).toContainEqual(expect.stringMatching(message));
  });

  test("may not leave a cause of its charity that goes on, unless its gifts stay with that charity", () => {
    const same: Edit = ["causes", "(SAMPLE-01)", "(SAMPLE-02)"];
    const name: Edit = ["causes", "name: Silverbeck River Trust", "name: The Waymark Fellowship"];
    expect(problemsOf(noDefault, same, name, moving("paused", "clean-rivers"))).toEqual([]);
    expect(problemsOf(noDefault, same, name, moving("paused", "native-seeds"))).toContainEqual(
      expect.stringMatching(/Cause clean-rivers is of the same charity and goes on/),
    );
  });
});

describe("who answers for a brand", () => {
  test("has one page for all languages, or one for each", () => {
    const { legal } = demoStatement([
      "brand",
      "  imprint:\n    en: https://tarnfell.example/legal-notice\n    de: https://tarnfell.example/impressum\n",
      "  imprint: https://tarnfell.example/legal\n",
    ]).brand;
    expect(legal?.imprint).toEqual({
      en: "https://tarnfell.example/legal",
      de: "https://tarnfell.example/legal",
    });
    expect(legal?.privacy).toEqual({
      en: "https://tarnfell.example/privacy",
      de: "https://tarnfell.example/datenschutz",
    });
  });

  test.each([
    [
      "contact: hello@tarnfell.example",
      "contact: call us",
      /contact: write an email address that people read/,
    ],
    [
      "en: https://tarnfell.example/privacy",
      "en: javascript:alert(1)",
      /privacy, en: write the address of a page/,
    ],
    ["postalAddress: Tarnfell", 'postalAddress: "\\n" #', /postalAddress: /],
  ])("cannot be reached by %s written as %s", (from, to, message) => {
    expect(problemsOf(["brand", from, to])).toContainEqual(expect.stringMatching(message));
  });
});

describe("a brand's face", () => {
  const face = (text: string): Edit => ["brand", "look:\n", text];

  test("is its own headline and shape", () => {
    const { headline, look } = demoStatement(
      face(
        'headline: { en: ["Every cup gives.", "You say where."], de: ["Jede Tasse gibt."] }\nlook:\n  shape: waves\n',
      ),
    ).brand;
    expect(headline).toEqual({ en: ["Every cup gives.", "You say where."], de: ["Jede Tasse gibt."] });
    expect(look.shape).toBe("waves");
  });

  test.each([
    [
      'headline: { en: ["One.", "Two.", "Three."], de: ["Eins."] }\nlook:\n',
      /headline, en: write a headline as one or two parts/,
    ],
    [
      "headline: { en: Every cup gives., de: Jede Tasse gibt. }\nlook:\n",
      /headline, en: write a headline as one or two parts/,
    ],
    ['headline: { en: ["Every cup gives."] }\nlook:\n', /headline, de: /],
    [
      `headline: { en: ["${"a".repeat(61)}"], de: ["Eins."] }\nlook:\n`,
      /headline, en .*more than 60 letters/,
    ],
    [
      "look:\n  shape: wave\n",
      /look, shape: choose the shape behind the headline: contours, waves, rays, none/,
    ],
  ])("cannot be %j", (text, message) => {
    expect(problemsOf(face(text))).toContainEqual(expect.stringMatching(message));
  });
});

describe("amounts in a brand's files", () => {
  test.each([
    ["USD", "12.50", 1250],
    ["JPY", "500", 500],
    ["KWD", "1.205", 1205],
  ])("in %s become minor units", (currency, decimal, minor) => {
    const { terms } = demoStatement([
      "terms",
      'minimumOrder: { USD: "10.00", EUR: "10.00", JPY: "1500" }',
      `minimumOrder: { ${currency}: "${decimal}" }`,
    ]);
    expect(terms[1]?.minimumOrder).toEqual({ [currency]: minor });
  });

  test("percentages become basis points and ratios ten-thousandths", () => {
    const { terms, pools } = demoStatement();
    expect(terms[1]?.share).toEqual({ kind: "percentage", basisPoints: 250 });
    expect(pools.map(({ ratioBasisPoints }) => ratioBasisPoints)).toEqual([10_000, 5_000]);
  });

  test("are refused as bare numbers, at their line and column", () => {
    const [problem] = problemsOf(["causes", '"600.00"', "600.00"]);
    const lines = demoTexts().causes.text.split("\n");
    const line = lines.findIndex((text) => text.includes('"600.00"'));
    const column = (lines[line] ?? "").indexOf('"600.00"');
    expect(problem).toBe(
      `brands/demo/causes.yaml:${line + 1}:${column + 1}: causes clean-rivers, goal, amount: an amount is decimal text in quotes, such as "12.50": a bare number may already have been rounded.`,
    );
  });

  test("are refused with more digits than their currency has", () => {
    expect(problemsOf(["causes", '"12000"', '"12000.5"'])).toEqual([
      expect.stringMatching(
        /^brands\/demo\/causes\.yaml:\d+:19: .*"12000\.5" has more than the 0 decimals of JPY\.$/,
      ),
    ]);
  });
});

describe("a brand's files are refused", () => {
  test.each<[string, Edit[], RegExp]>([
    ["unreadable YAML", [["pools", "pools:", "pools: ]"]], /pools\.yaml:\d+:8: This is not readable YAML/],
    [
      "an unknown key",
      [["brand", "timeZone:", "timezone:"]],
      /brand\.yaml:\d+:1: "timezone" is not known here/,
    ],
    [
      "a missing key",
      [["brand", "timeZone:", "timezone:"]],
      /brand\.yaml:\d+:1: timeZone: is missing: write it\.$/,
    ],
    [
      "a missing language",
      [["causes", "      de: Saubere Flüsse\n", ""]],
      /causes\.yaml:\d+:7: causes clean-rivers, name, de: needs a German text \(de\)\.$/,
    ],
    [
      "a source that we do not know",
      [["terms", "square/till", "sqare/till"]],
      /terms\.yaml:\d+:19: "?.*"sqare\/till" is not a connection/,
    ],
    [
      "an unknown currency",
      [["pools", "currency: EUR", "currency: EUX"]],
      /pools\.yaml:\d+:15: .*not a currency/,
    ],
    [
      "an unknown cause in terms",
      [["terms", "defaultCause: native-seeds", "defaultCause: nativeseeds"]],
      /terms\.yaml:\d+:19: There is no cause nativeseeds/,
    ],
    [
      "an unknown cause in a pool",
      [["pools", "[clean-rivers]", "[clean-river]"]],
      /pools\.yaml:\d+:14: There is no cause clean-river:/,
    ],
    [
      "a pool's window of no length",
      [["pools", "until: 2044-01-01T00:00:00Z", "until: 2023-01-01T00:00:00Z"]],
      /pools\.yaml:\d+:12: "until" is not after "from"/,
    ],
    [
      "a milestone out of order",
      [["causes", '"300.00"', '"90.00"']],
      /causes\.yaml:\d+:19: Milestone 90\.00 EUR is not above 100\.00 EUR/,
    ],
    [
      "a milestone above the goal",
      [["causes", '"180.00"', '"500.01"']],
      /causes\.yaml:\d+:19: Milestone 500\.01 USD is above the goal/,
    ],
    [
      "a colour that is hard to read",
      [["brand", '"#535f59"', '"#9aa59f"']],
      /brand\.yaml:\d+:12: muted on background has a contrast of 2\.\d\d, below 4\.5: change muted to #[0-9a-f]{6}, the nearest colour that passes\./,
    ],
    [
      "a time zone that does not exist",
      [["brand", "Europe/Berlin", "Europe/Atlantis"]],
      /brand\.yaml:\d+:11: "Europe\/Atlantis" is not a time zone/,
    ],
    [
      "an offset as time zone",
      [["brand", "Europe/Berlin", "+02:00"]],
      /brand\.yaml:\d+:11: "\+02:00" is not a time zone/,
    ],
    [
      "a paused default cause",
      [["causes", "status: active", "status: paused"]],
      /Cause clean-rivers is paused: the default cause/,
    ],
    [
      "the same version twice",
      [["terms", "version: 2", "version: 1"]],
      /terms\.yaml:\d+:14: Terms web-shops@1 are stated twice/,
    ],
    [
      "a cause in a split twice",
      [["terms", "cause: open-paths, weight: 1", "cause: chosen, weight: 1"]],
      /chosen is in the split twice/,
    ],
    [
      "tiers that fall",
      [["terms", 'from: "75.00"', 'from: "0"']],
      /terms\.yaml:\d+:\d+: Tiers are listed in rising order/,
    ],
    [
      "a later version that begins earlier",
      [["terms", "from: 2024-01-01", "from: 2019-01-01"]],
      /Terms web-shops@2 do not begin after web-shops@1/,
    ],
    [
      "a pool smaller than its shards",
      [["pools", '"90.00"', '"0.03"']],
      /pools\.yaml:\d+:13: A pool of 4 shards/,
    ],
    [
      "two pools for the same gifts",
      [
        ["pools", "currency: USD", "currency: EUR"],
        ["pools", "[open-paths, mountain-rescue]", "[clean-rivers]"],
      ],
      /hill-match and river-match both match EUR gifts to clean-rivers/,
    ],
  ])("%s", (_, edits, message) => {
    expect(problemsOf(...edits)).toContainEqual(expect.stringMatching(message));
  });

  test("terms that begin at the same moment for the same purchases", () => {
    expect(problemsOf(["terms", "from: 2024-06-01T00:00:00Z", "from: 2024-01-01T00:00:00Z"])).toEqual([
      expect.stringMatching(/Terms harbour-street@1 and counters@1 begin at the same moment/),
    ]);
  });

  test("without imprint, privacy notice, contact and postal address, with the laws that want them", () => {
    const whole = demoTexts().brand.text;
    const legal = whole.slice(whole.indexOf("legal:"), whole.indexOf("look:"));
    expect(problemsOf(["brand", legal, ""])).toEqual([
      expect.stringMatching(
        /^brands\/demo\/brand\.yaml:\d+:1: legal: write imprint, privacy, contact and postalAddress: .*DDG.*GDPR.*CAN-SPAM/,
      ),
    ]);
  });

  test("for a share of more than the purchase, in percent as it was written", () => {
    expect(problemsOf(["terms", 'percent: "2.5"', 'percent: "250"'])).toEqual([
      expect.stringMatching(
        /^brands\/demo\/terms\.yaml:\d+:\d+: terms web-shops@2, share, percent: at most 100 percent\.$/,
      ),
    ]);
  });

  test("in one round: what cannot be read, and what does not fit together", () => {
    const problems = problemsOf(
      ["brand", "name: Tarnfell", 'name: ""'],
      ["brand", '"#535f59"', '"#9aa59f"'],
      ["causes", "      de: Saubere Flüsse\n", ""],
      ["causes", '"180.00"', '"500.01"'],
      ["terms", "cause: open-paths, weight: 1", "cause: open-paths, weight: x"],
      ["terms", "defaultCause: native-seeds", "defaultCause: nativeseeds"],
      ["pools", "[clean-rivers]", "[clean-river]"],
    );
    expect(problems).toContainEqual(expect.stringMatching(/brand\.yaml:.* name: write a name/));
    expect(problems).toContainEqual(expect.stringMatching(/brand\.yaml:.* muted on background/));
    expect(problems).toContainEqual(
      expect.stringMatching(/causes clean-rivers, name, de: needs a German text/),
    );
    expect(problems).toContainEqual(expect.stringMatching(/Milestone 500\.01 USD is above the goal/));
    expect(problems).toContainEqual(expect.stringMatching(/terms web-shops@2, split 2, weight: /));
    expect(problems).toContainEqual(
      expect.stringMatching(/terms\.yaml:\d+:19: There is no cause nativeseeds/),
    );
    expect(problems).toContainEqual(expect.stringMatching(/pools\.yaml:.*There is no cause clean-river:/));
    // The cause that cannot be read is there for what names it.
    expect(problems.join("\n")).not.toContain("There is no cause clean-rivers");
  });

  test("with a colour that passes once it is written", () => {
    const [problem = ""] = problemsOf(["brand", '"#535f59"', '"#9aa59f"']);
    const colour = /to (#[0-9a-f]{6})/.exec(problem)?.[1] ?? expect.fail(problem);
    expect(problemsOf(["brand", '"#535f59"', `"${colour}"`])).toEqual([]);
  });

  test("with every problem of every file at once", () => {
    const problems = problemsOf(
      ["brand", "font: humanist", "font: runes"],
      ["pools", 'ratio: "1"', "ratio: 1"],
    );
    expect(problems).toHaveLength(2);
  });
});

test("contrast is 21 between black and white, and 1 with itself", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#1a6a53", "#1a6a53")).toBe(1);
  // The worked example of WCAG's own relative luminance: grey 119 on white just misses 4.5.
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});
