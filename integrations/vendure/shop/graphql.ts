import { environment } from "./environment";

/** Who asks one of Vendure's APIs; the answer may bring a new session. */
export class Caller {
  constructor(
    private readonly api: "shop-api" | "admin-api",
    /** Empty: none yet. */
    public session = "",
  ) {}

  /** The data of an answer. Throws where Vendure answers with errors. */
  async ask<Data>(query: string, variables: object = {}): Promise<Data> {
    const response = await fetch(`http://127.0.0.1:${environment.apiPort}/${this.api}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(this.session && { authorization: `Bearer ${this.session}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    this.session = response.headers.get("vendure-auth-token") ?? this.session;
    const { data, errors } = (await response.json()) as {
      data?: Data;
      errors?: readonly { message: string }[];
    };
    if (errors !== undefined || data === undefined)
      throw new Error(errors?.map(({ message }) => message).join("; ") ?? "Vendure answered nothing.");
    return data;
  }

  /** The same of a mutation that may be refused by an `errorCode` in its result. */
  async change(query: string, variables: object = {}): Promise<void> {
    const data = await this.ask<Record<string, { errorCode?: string; message?: string } | null>>(
      query,
      variables,
    );
    for (const [name, result] of Object.entries(data)) {
      if (result?.errorCode) throw new Error(`${name}: ${result.message}`);
    }
  }
}
