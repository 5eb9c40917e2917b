import { type HttpRequest, type HttpResponse, http } from "../../local/http.ts";

/** A browser's part of a sign-in at the desk: it keeps cookies, fills forms in and follows where it is sent. */
export interface DeskVisitor {
  get(path: string): Promise<HttpResponse>;
  post(path: string, form?: Readonly<Record<string, string>>): Promise<HttpResponse>;
  /** From the desk's button through Cognito's page to the first page of the desk. Throws at the step that does not answer as it should. */
  signIn(person: { readonly email: string; readonly password: string }): Promise<HttpResponse>;
}

export function visitDesk(siteUrl: string): DeskVisitor {
  const cookies = new Map<string, string>();
  const ask = async (path: string, options: HttpRequest = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { "accept-language": "en", ...options.headers, ...(cookie !== "" && { cookie }) };
    const answer = await http(`${siteUrl}${path}`, { ...options, headers });
    // Ours have no comma in them.
    for (const line of answer.headers["set-cookie"]?.split(", ") ?? []) keep(cookies, line);
    return answer;
  };
  const get = (path: string) => ask(path);
  const post = (path: string, form: Readonly<Record<string, string>> = {}) =>
    ask(path, { ...formOf(form), headers: { ...formOf(form).headers, "sec-fetch-site": "same-origin" } });
  return {
    get,
    post,
    async signIn({ email, password }) {
      const begun = await post("/desk/sign-in", { next: "/desk" });
      const page = await http(sentTo(begun, 303));
      if (page.status !== 200) throw new Error(`The page to sign in answered ${page.status}: ${page.body}`);
      const login = new URL("/login", sentTo(begun, 303));
      const filled = { ...hiddenIn(page.body), username: email, password };
      const back = new URL(sentTo(await http(login, formOf(filled)), 302));
      const callback = await get(`${back.pathname}${back.search}`);
      if (callback.status !== 200) throw new Error(`The way back answered ${callback.status}`);
      const done = await post("/desk/callback", hiddenIn(callback.body));
      return get(sentTo(done, 303));
    },
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = ""] = line.split(";");
  const [name = "", value = ""] = pair.split(/=(.*)/s);
  if (value === "") cookies.delete(name);
  else cookies.set(name, value);
}

function formOf(form: Readonly<Record<string, string>>) {
  return {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(form).toString(),
  };
}

function sentTo({ status, headers, body }: HttpResponse, wanted: number): string {
  const { location } = headers;
  if (status !== wanted || location === undefined)
    throw new Error(`A step of the sign-in answered ${status} and not ${wanted}: ${body.slice(0, 500)}`);
  return location;
}

/** The fields that a form sends along without showing them. */
function hiddenIn(html: string): Record<string, string> {
  const fields = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return Object.fromEntries(
    [...fields].map(([, name = "", value = ""]) => [name, value.replaceAll("&amp;", "&")]),
  );
}
