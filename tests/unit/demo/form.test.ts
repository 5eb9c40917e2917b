import { describe, expect, test } from "vitest";
import { filled, formsIn } from "../../../demo/form.ts";

const page = `<form method="get"><input name="q"></form>
<form class="form" method="post" action="/join?lang=de">
<input type="hidden" name="request" value="join_1">
<input type="email" name="email" value="a&amp;b">
<input type="checkbox" name="wishes" value="impact.email"><input type="checkbox" name="wishes" value="offers.email" checked>
<input type="checkbox" name="gift" value="on">
<input type="radio" name="cause" value="" checked><input type="radio" name="cause" value="rivers">
<select name="language"><option value="en">English</option><option value="de" selected>Deutsch</option></select>
<textarea name="note">x &lt; y</textarea>
<button type="submit">Send</button></form>`;

describe("a form of a page", () => {
  const forms = formsIn(page, "http://site/join");

  test("is found if it is posted, with where it goes", () => {
    expect(forms.map(({ url }) => url)).toEqual(["http://site/join?lang=de"]);
  });
  test("is sent as a browser would that changed nothing", () => {
    const [form] = forms;
    if (form === undefined) throw new Error("no form");
    expect([...new URLSearchParams(filled(form, {}))]).toEqual([
      ["request", "join_1"],
      ["email", "a&b"],
      ["wishes", "offers.email"],
      ["cause", ""],
      ["language", "de"],
      ["note", "x < y"],
    ]);
  });
  test("is sent with what was changed, and refuses what it has no field for", () => {
    const [form] = forms;
    if (form === undefined) throw new Error("no form");
    const changes = { email: "c@d", "wishes=impact.email": true, "wishes=offers.email": false, gift: true };
    const sent = new URLSearchParams(filled(form, changes));
    expect(sent.get("email")).toBe("c@d");
    expect(sent.getAll("wishes")).toEqual(["impact.email"]);
    expect(sent.get("gift")).toBe("on");
    expect(() => filled(form, { phone: "1" })).toThrow("phone");
  });
});
