/** What a program is started with: all that a function of the type `Env` reads, and what else it takes. */
export type EnvironmentOf<Env> = Readonly<Record<keyof Env, string>> & Readonly<Record<string, string>>;
