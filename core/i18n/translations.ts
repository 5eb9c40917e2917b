/** All texts in one language. en.ts is the tree: its areas, its keys, and what each text takes. */
export type Translations = typeof import("./en.ts");
