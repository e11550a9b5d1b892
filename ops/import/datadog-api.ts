import { isObject, type Json, type JsonObject, listOf } from "../../datadog/json";
import { kindOfId } from "../../environments/imports";
import { keysIn, missingKeys, type Variables } from "../terraform/variables";
import { type Found, ImportError } from "./found";
import { IMPORTED_KINDS, type ImportKind } from "./kinds";
import { one } from "./read-export";

/** Dashboards that are read at a time. */
const READ_AT_ONCE = 8;

/** Datadog's API, or a sandbox's, as an import reads it. */
export class DatadogApi {
  private readonly base: string;
  private readonly headers: Readonly<Record<string, string>>;

  /**
   * @param env the keys `DD_API_KEY` and `DD_APP_KEY`, and the address: `DD_HOST`, or the site in `DD_SITE`
   * @param site where the variables name none @default "datadoghq.com"
   * @throws ImportError without keys
   */
  constructor(env: Variables, site = "datadoghq.com") {
    const host = env.DD_HOST ?? env.DATADOG_HOST ?? env.TF_VAR_datadog_api_url;
    const address = host?.trim() || `https://api.${env.DD_SITE?.trim() || site}`;
    this.base = (/^https?:\/\//.test(address) ? address : `http://${address}`).replace(/\/+$/, "");
    const missing = missingKeys(env);
    if (missing.length > 0) {
      throw new ImportError(`set ${missing.join(" and ")} to read from Datadog, or use --file with an export`);
    }
    const { apiKey, appKey } = keysIn(env);
    this.headers = { "DD-API-KEY": apiKey, "DD-APPLICATION-KEY": appKey, Accept: "application/json" };
  }

  /** @throws ImportError when there is no such monitor, or it may not be read */
  async monitor(id: string): Promise<Found> {
    return this.found(`/api/v1/monitor/${id}`, `monitor ${id}`);
  }

  /** @throws ImportError when there is no such dashboard, or it may not be read */
  async dashboard(id: string): Promise<Found> {
    return this.found(`/api/v1/dashboard/${id}`, `dashboard ${id}`);
  }

  /** @throws ImportError when there is no such log pipeline, or it may not be read */
  async logPipeline(id: string): Promise<Found> {
    return this.found(`${IMPORTED_KINDS.logPipeline.api}/${id}`, `log pipeline ${id}`);
  }

  /** The objects of this name, in any case of letters. */
  async named(name: string): Promise<readonly Found[]> {
    const same = (other: Json | undefined) => typeof other === "string" && other.toLowerCase() === name.toLowerCase();
    const monitors = listOf(await this.get(`/api/v1/monitor?name=${encodeURIComponent(name)}`, "monitors"));
    const lines = await this.get("/api/v1/dashboard", "dashboards");
    const dashboards = isObject(lines) ? listOf(lines.dashboards) : [];
    const found = monitors.filter(isObject).filter((monitor) => same(monitor.name));
    const titled = dashboards.filter(isObject).filter(({ title }) => same(title));
    if (found.length + titled.length === 0) return this.otherNamed(name, same);
    return [
      ...found.map((monitor) => asFound(monitor, `monitor ${String(monitor.id)}`)),
      ...(await Promise.all(titled.map(({ id }) => this.dashboard(String(id))))),
    ];
  }

  /** The monitors that have a tag of their own, and the dashboards of a team: they have no other tags. */
  async tagged(tag: string): Promise<readonly Found[]> {
    const isTeam = tag.startsWith("team:");
    const monitors = listOf(await this.get(`/api/v1/monitor?monitor_tags=${encodeURIComponent(tag)}`, "monitors"));
    const dashboards = isTeam ? await this.dashboardsTagged(tag) : [];
    if (monitors.length + dashboards.length === 0) {
      throw new ImportError(`no monitor${isTeam ? " or dashboard" : ""} at ${this.base} has the tag ${tag}`);
    }
    return [
      ...monitors.filter(isObject).map((monitor) => asFound(monitor, `monitor ${String(monitor.id)}`)),
      ...dashboards,
    ];
  }

  /** The list of dashboards does not have their tags: each is read. */
  private async dashboardsTagged(tag: string): Promise<readonly Found[]> {
    const lines = await this.get("/api/v1/dashboard", "dashboards");
    const waiting = (isObject(lines) ? listOf(lines.dashboards) : []).filter(isObject).map(({ id }) => String(id));
    const found = new Map<string, Found>();
    const ids = [...waiting];
    const readNext = async (): Promise<void> => {
      const id = waiting.shift();
      if (id === undefined) return;
      const dashboard = await this.dashboard(id);
      if (listOf(dashboard.definition.tags).includes(tag)) found.set(id, dashboard);
      await readNext();
    };
    await Promise.all(Array.from({ length: READ_AT_ONCE }, readNext));
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  /** The log pipelines and generated metrics of this name. Not every application key may read them. */
  private async otherNamed(name: string, same: (other: Json | undefined) => boolean): Promise<readonly Found[]> {
    const lists = await Promise.all(
      (["logPipeline", "logsMetric", "spansMetric"] as const).map(async (kind) => {
        const answer = await this.get(IMPORTED_KINDS[kind].api, kind).catch(() => []);
        const objects = listOf(isObject(answer) ? answer.data : answer).filter(isObject);
        return objects
          .filter((object) => same(object.name) || object.id === name)
          .map((object) => asFound(object, nameOf(kind, name)));
      }),
    );
    const found = lists.flat();
    if (found.length === 0) throw new ImportError(`there is nothing named "${name}" to import at ${this.base}`);
    return found;
  }

  private async found(path: string, what: string): Promise<Found> {
    const answer = await this.get(path, what);
    if (!isObject(answer)) throw new ImportError(`${what}: ${this.base} did not answer with an object`);
    return asFound(answer, what);
  }

  private async get(path: string, what: string): Promise<Json> {
    let response: Response;
    try {
      response = await fetch(`${this.base}${path}`, { headers: this.headers, signal: AbortSignal.timeout(60_000) });
    } catch (error) {
      const cause = (error as { cause?: { code?: string; message?: string } }).cause;
      throw new ImportError(
        `${what}: ${this.base} cannot be reached (${cause?.code ?? cause?.message ?? String(error)})`,
      );
    }
    const text = await response.text();
    if (!response.ok) throw new ImportError(`${what}: ${this.refusal(response.status, text)}`);
    try {
      return JSON.parse(text) as Json;
    } catch {
      throw new ImportError(`${what}: ${this.base} did not answer with JSON: is it the address of the API?`);
    }
  }

  private refusal(status: number, text: string): string {
    const said = errorsIn(text);
    if (status === 404) return `${this.base} has no object with this ID`;
    if (status === 401) return `${this.base} refused the API key: check DD_API_KEY, and that it belongs to this site`;
    if (status === 403) {
      return `${this.base} refused the keys${said}: check DD_API_KEY and DD_APP_KEY, and that the application key may read monitors (monitors_read) and dashboards (dashboards_read)`;
    }
    if (status === 429) return `${this.base} limits the rate of requests (429)${said}: try again in a minute`;
    return `${this.base} answered ${status}${said}`;
  }
}

function asFound(object: JsonObject, from: string): Found {
  const { found, leftOut } = one(object, from);
  if (found[0] === undefined) throw new ImportError(`${from}: ${leftOut[0]?.why ?? "not a monitor or a dashboard"}`);
  return found[0];
}

const nameOf = (kind: ImportKind, name: string) => `${IMPORTED_KINDS[kind].of.name} ${name}`;

function errorsIn(text: string): string {
  try {
    const { errors } = JSON.parse(text) as { errors?: unknown };
    return Array.isArray(errors) && errors.length > 0 ? ` (${errors.join("; ")})` : "";
  } catch {
    return "";
  }
}

/**
 * What a word of the command line names: an id, a page of Datadog, or else a name.
 * @throws ImportError for a page that is about something else
 */
export function addressed(word: string): {
  readonly kind: "monitor" | "dashboard" | "logPipeline" | "name";
  readonly text: string;
} {
  const kind = kindOfId(word);
  // Others have names that look like ids.
  if (kind === "monitor" || kind === "dashboard") return { kind, text: word };
  if (!/^https?:\/\//.test(word)) return { kind: "name", text: word };
  const [, monitor] = /\/monitors(?:\/|#)(\d+)/.exec(word) ?? [];
  if (monitor !== undefined) return { kind: "monitor", text: monitor };
  const [, dashboard] = /\/(?:dashboard|dash)\/([a-z0-9]{3}-[a-z0-9]{3}-[a-z0-9]{3})(?:[/?#]|$)/.exec(word) ?? [];
  if (dashboard !== undefined) return { kind: "dashboard", text: dashboard };
  const [, pipeline] = /\/logs\/pipelines\/.*?([A-Za-z0-9_-]{22})(?:[/?&#]|$)/.exec(word) ?? [];
  if (pipeline !== undefined) return { kind: "logPipeline", text: pipeline };
  const other = OTHER_PAGES.find(({ page }) => page.test(word));
  throw new ImportError(
    other === undefined
      ? `${word}: expected the page of a monitor (…/monitors/123) or of a dashboard (…/dashboard/abc-def-ghi)`
      : `${word}: ${other.what} are not imported: write them by hand in ${other.where}`,
  );
}

/** Pages of objects that are not imported, and where one writes these. */
const OTHER_PAGES = [
  { page: /\/slo(\/|\?|$)/, what: "SLOs", where: "slos/" },
  { page: /\/monitors(\/|#)downtimes?/, what: "downtimes", where: "the environment's file, under downtimes" },
  {
    page: /\/monitors\/settings\/notifications/,
    what: "notification rules",
    where: "the environment's file, under notificationRules",
  },
  { page: /\/metric\/summary/, what: "metrics", where: "metrics/" },
  { page: /\/apm\/traces\/retention-filters/, what: "retention filters", where: "traces/" },
] as const;
