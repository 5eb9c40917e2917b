import type { ShopView } from "../core/impact/shop-view.ts";
import { node } from "./node.ts";
import { ASKED, ask, join, leave, type Member } from "./shop-page.ts";
import { sheet } from "./style.ts";

/** An element that shows a part of the page's answer, and is not there while there is none. */
export abstract class ShopElement<Content = unknown> extends HTMLElement {
  static observedAttributes: readonly string[] = [...ASKED, "cause", "claim"];

  protected readonly box = node("div");
  private shown: string | undefined;
  private readonly member: Member = { element: this, show: (view, pick) => this.show(view, pick) };

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.append(this.box);
  }

  connectedCallback(): void {
    this.hidden = true;
    join(this.member);
  }

  disconnectedCallback(): void {
    leave(this.member);
  }

  attributeChangedCallback(): void {
    if (this.isConnected) ask();
  }

  /** What this element shows of an answer; undefined: nothing. */
  protected abstract contentOf(view: ShopView, pick: string): Content | undefined;

  /** What it is drawn as. */
  protected abstract draw(content: Content): readonly (Node | undefined)[];

  protected render(content: Content): void {
    this.box.replaceChildren(...this.draw(content).filter((one) => one !== undefined));
  }

  /** Draws anew only what differs: who stands on a part of it with the keyboard stays there. */
  protected show(view: ShopView | undefined, pick: string): void {
    const content = view && this.contentOf(view, pick);
    const text = JSON.stringify([view?.locale, content]);
    this.hidden = content === undefined;
    if (text === this.shown) return;
    this.shown = text;
    if (content === undefined || view === undefined) {
      this.box.replaceChildren();
    } else {
      this.box.lang = view.locale;
      this.render(content);
    }
  }
}
