import type { ShopView } from "../core/impact/shop-view.ts";
import { node } from "./node.ts";
import { ShopElement } from "./shop-element.ts";
import { choose, picked, siteOf } from "./shop-page.ts";

const PICTURE_SIDE = "48";

/** Its place is there before it comes. It says nothing that name and summary do not, and is gone where the page does not let it in. */
function pictureFrom(path: string): Node {
  const src = new URL(path, siteOf()).href;
  const size = { width: PICTURE_SIDE, height: PICTURE_SIDE };
  const picture = node("img", { part: "picture", alt: "", loading: "lazy", ...size });
  picture.addEventListener("error", () => picture.remove());
  picture.src = src;
  return picture;
}

type Pick = ShopView["pick"];

/** Where a device keeps the pick, if the shop switches that on: the cause's short name and nothing else. */
const KEPT_AS = "wellspring_cause";

/**
 * `<wellspring-causes>`: one cause of several, as radio buttons. In a form it is a field of its `name`; `for` names the id of
 * an input that is to hold the pick too. Each pick is an event `wellspring-pick`, with `detail.cause`. `value`: what the cart
 * holds already; `remember`: the pick stays on this device.
 */
export class WellspringCauses extends ShopElement<Pick> {
  static readonly formAssociated = true;

  private readonly internals = this.attachInternals();
  private hasBegun = false;

  get name(): string {
    return this.getAttribute("name") ?? "";
  }

  get value(): string {
    return picked();
  }

  formResetCallback(): void {
    this.take(this.getAttribute("value") ?? "");
  }

  formStateRestoreCallback(state: string): void {
    this.take(state);
  }

  protected override contentOf({ pick }: ShopView): Pick | undefined {
    return pick.causes.length === 0 ? undefined : pick;
  }

  protected override draw({ legend, later, notes, causes }: Pick): readonly Node[] {
    const choices = causes.map(({ slug, name, summary, picture }, index) => {
      const id = `cause-${index}`;
      const input = this.radio(slug, { "aria-labelledby": id, "aria-describedby": `${id}-summary` });
      const texts = [node("b", { id, part: "name" }, name), node("small", { id: `${id}-summary` }, summary)];
      return node(
        "label",
        { part: "choice" },
        input,
        picture && pictureFrom(picture),
        node("span", {}, ...texts),
      );
    });
    const none = node("label", { part: "choice" }, this.radio("", {}), node("span", {}, later));
    const notesBelow = notes.map((text) => node("p", { part: "note" }, node("small", {}, text)));
    return [
      node("fieldset", { part: "group" }, node("legend", { part: "legend" }, legend), ...choices, none),
      ...notesBelow,
    ];
  }

  protected override show(view: ShopView | undefined, pick: string): void {
    super.show(view, pick);
    if (view === undefined) return;
    if (!this.hasBegun) {
      this.hasBegun = true;
      this.begin(view.pick);
      return;
    }
    for (const input of this.box.querySelectorAll("input")) input.checked = input.value === pick;
    this.fill(pick);
  }

  /** Starts with what the cart holds, else with what this device kept: of that, the cart is yet to hear. */
  private begin({ causes }: Pick): void {
    const isOffered = (cause: string) => causes.some(({ slug }) => slug === cause);
    const held = this.getAttribute("value") ?? "";
    const kept = this.kept();
    if (isOffered(held)) choose(held);
    else if (isOffered(kept)) this.take(kept);
    else choose(picked());
  }

  private radio(value: string, attributes: Readonly<Record<string, string>>): HTMLInputElement {
    const input = node("input", { type: "radio", name: "cause", value, ...attributes });
    input.addEventListener("change", () => this.take(value));
    return input;
  }

  private take(cause: string): void {
    this.keep(cause);
    choose(cause);
    const detail = { cause };
    this.dispatchEvent(new CustomEvent("wellspring-pick", { bubbles: true, composed: true, detail }));
  }

  private fill(pick: string): void {
    this.internals.setFormValue(pick === "" ? null : pick);
    const field = document.getElementById(this.getAttribute("for") ?? "");
    if (!(field instanceof HTMLInputElement) || field.value === pick) return;
    field.value = pick;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Devices may refuse to keep anything: then nothing is remembered. */
  private keep(cause: string): void {
    if (!this.hasAttribute("remember")) return;
    try {
      localStorage.setItem(KEPT_AS, cause);
    } catch {
      return;
    }
  }

  private kept(): string {
    if (!this.hasAttribute("remember")) return "";
    try {
      return localStorage.getItem(KEPT_AS) ?? "";
    } catch {
      return "";
    }
  }
}
