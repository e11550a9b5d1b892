import type { Hono } from "hono";
import type { Json } from "../../../datadog/json";
import { createApi } from "../../../datadog/sandbox/api/server";
import { Org } from "../../../datadog/sandbox/org";

export const keys = {
  apiKey: "0123456789abcdef0123456789abcdef",
  appKey: "0123456789abcdef0123456789abcdef01234567",
};

const withKeys = { "DD-API-KEY": keys.apiKey, "DD-APPLICATION-KEY": keys.appKey };

/** An answer of the API: its status and its body, read as JSON where it is some. */
export interface Answered {
  readonly status: number;
  readonly body: Json;
}

/** A client with both keys, on an org of its own whose clock stands still. */
export class Client {
  readonly org = new Org({ clock: () => Date.UTC(2026, 0, 5, 8, 30, 0, 250) });
  /** What the API had to say to whoever runs it. */
  readonly logged: string[] = [];
  private readonly app: Hono = createApi(this.org, keys, (message) => this.logged.push(message));

  get = (path: string) => this.send("GET", path);
  post = (path: string, body: unknown) => this.send("POST", path, JSON.stringify(body));
  put = (path: string, body: unknown) => this.send("PUT", path, JSON.stringify(body));
  patch = (path: string, body: unknown) => this.send("PATCH", path, JSON.stringify(body));
  delete = (path: string, body?: unknown) =>
    this.send("DELETE", path, body === undefined ? undefined : JSON.stringify(body));

  /** The body of a GET as it goes over the wire. */
  async text(path: string): Promise<string> {
    return (await this.app.request(path, { headers: withKeys })).text();
  }

  /** Sends text or bytes as they are. @param headers beside the keys */
  async send(
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = withKeys,
  ): Promise<Answered> {
    const response = await this.app.request(path, { method, headers, body });
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : (JSON.parse(text) as Json) };
  }

  /** Makes the org know a metric. */
  submit(metric: string): void {
    this.org.metrics.submit({ metric, type: "gauge", tags: [], points: [] });
  }
}

/** The errors of a refusal. */
export const refused = (status: number, ...errors: string[]): Answered => ({ status, body: { errors } });
