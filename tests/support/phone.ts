import type { HttpAnswer, HttpRequest, Respond } from "../../core/platform/lambda/http.ts";

/** What a card says to a phone. */
export interface AddedPass {
  readonly serialNumber: string;
  readonly authenticationToken: string;
  readonly passTypeIdentifier: string;
}

/** An iPhone as Apple's web service of passes knows it: it adds cards, is told of changes, fetches them and deletes cards. */
export interface Phone {
  readonly device: string;
  /** Adds a card, or adds it anew. */
  register(pass: AddedPass, pushToken?: string): Promise<HttpAnswer>;
  /** What it does when it is pushed: asks which of its cards are new and fetches each. Returns the serials, and each answer. */
  update(passType: string): Promise<ReadonlyMap<string, HttpAnswer>>;
  fetch(pass: AddedPass): Promise<HttpAnswer>;
  remove(pass: AddedPass): Promise<HttpAnswer>;
  complain(text: string): Promise<HttpAnswer>;
}

interface Call {
  readonly route: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const REGISTRATIONS = "/wallet/v1/devices/{device}/registrations/{passType}";
const ONE = `${REGISTRATIONS}/{serial}`;
const PASS = "/wallet/v1/passes/{passType}/{serial}";

export function phone(respond: Respond, device = "0123456789abcdef0123456789abcdef"): Phone {
  const added = new Map<string, AddedPass>();
  const modified = new Map<string, string>();
  let tag: string | undefined;

  async function call({ route, parameters = {}, query = {}, headers = {}, body }: Call): Promise<HttpAnswer> {
    const [method = "GET", template = "/"] = route.split(" ");
    const request: HttpRequest = {
      ...{ route, method, parameters, query, cookies: [], sourceIp: "203.0.113.9" },
      path: template.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? ""),
      headers: { host: "give.tarnfell.example", "accept-language": "en", ...headers },
      body: Buffer.from(body === undefined ? "" : JSON.stringify(body)),
    };
    return respond(request);
  }
  const about = ({ serialNumber, passTypeIdentifier }: AddedPass) => ({
    ...{ device, passType: passTypeIdentifier, serial: serialNumber },
  });
  const authorization = ({ authenticationToken }: AddedPass) => `ApplePass ${authenticationToken}`;

  async function fetchPass(pass: AddedPass): Promise<HttpAnswer> {
    const since = modified.get(pass.serialNumber);
    const answer = await call({
      route: `GET ${PASS}`,
      parameters: about(pass),
      headers: {
        authorization: authorization(pass),
        ...(since !== undefined && { "if-modified-since": since }),
      },
    });
    const last = answer.headers?.["last-modified"];
    if (last !== undefined) modified.set(pass.serialNumber, last);
    return answer;
  }

  return {
    device,
    async register(pass, pushToken = "feedface01") {
      const answer = await call({
        route: `POST ${ONE}`,
        parameters: about(pass),
        headers: { authorization: authorization(pass) },
        body: { pushToken },
      });
      if (answer.status < 300) added.set(pass.serialNumber, pass);
      return answer;
    },
    async update(passType) {
      const answers = new Map<string, HttpAnswer>();
      const answer = await call({
        route: `GET ${REGISTRATIONS}`,
        parameters: { device, passType },
        query: tag === undefined ? {} : { passesUpdatedSince: tag },
      });
      if (answer.status !== 200) return answers;
      const { serialNumbers, lastUpdated } = JSON.parse(answer.body ?? "{}");
      tag = lastUpdated;
      for (const serial of serialNumbers) {
        const pass = added.get(serial);
        if (pass !== undefined) answers.set(serial, await fetchPass(pass));
      }
      return answers;
    },
    fetch: fetchPass,
    async remove(pass) {
      const headers = { authorization: authorization(pass) };
      const answer = await call({ route: `DELETE ${ONE}`, parameters: about(pass), headers });
      added.delete(pass.serialNumber);
      return answer;
    },
    complain: (text) => call({ route: "POST /wallet/v1/log", body: { logs: [text] } }),
  };
}
