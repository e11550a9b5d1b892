import { isDeepStrictEqual } from "node:util";
import type { Hono } from "hono";
import { isObject, type Json, type JsonObject, objectOf } from "../../../datadog/json";
import { createApi } from "../../../datadog/sandbox/api/server";
import { Org } from "../../../datadog/sandbox/org";

export interface Interaction {
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly status: number;
  readonly response: string;
}

export interface Recording {
  readonly src: string;
  readonly cassette: string;
  readonly interactions: readonly Interaction[];
}

/** One recorded request that the org answered otherwise. */
export interface Difference {
  readonly cassette: string;
  readonly request: string;
  readonly what: string;
}

export interface Outcome {
  readonly matched: number;
  readonly differences: readonly Difference[];
  /** The routes that were asked: `GET /api/v1/monitor/:monitor_id`. */
  readonly routes: readonly string[];
  /** `METHOD /path?query` of the requests that no route takes. */
  readonly unserved: readonly string[];
}

const keys = { apiKey: "0123456789abcdef0123456789abcdef", appKey: "0123456789abcdef0123456789abcdef01234567" };

/** Times, ids, people, what an evaluation found: they differ from run to run. */
const changing =
  /^(id|created|created_at|created_by|createdAt|modified|modified_at|modified_by|modifiedAt|author|author_handle|author_name|created_by_handle|modified_by_handle|creator|creator_id|updater_id|uuid|expires_at|org_id|url|links|overall_state|overall_state_modified|popularity)$/;

/** Sends the requests of a recording, in order, to an org of its own, and compares the answers. */
export async function replay(
  recording: Recording,
  inScope: (request: Interaction) => boolean,
  prepare: (org: Org, recording: Recording) => void,
): Promise<Outcome> {
  const org = new Org({ clock: clockOf(recording) });
  prepare(org, recording);
  const app = createApi(org, keys);
  const ids = new Map<string, string>();
  const differences: Difference[] = [];
  const routes: string[] = [];
  const unserved: string[] = [];
  let matched = 0;
  for (const interaction of recording.interactions.filter(inScope)) {
    const request = `${interaction.method} ${interaction.url}`;
    const route = routeOf(app, interaction);
    if (route === undefined) {
      unserved.push(request);
      continue;
    }
    routes.push(route);
    const what = await difference(app, interaction, ids);
    if (what === undefined) matched++;
    else differences.push({ cassette: recording.cassette, request, what });
  }
  return { matched, differences, routes, unserved };
}

/** A downtime of v1 has its times in seconds, and they say whether it is over: there the org's clock stands at its creation. */
function clockOf({ interactions }: Recording): (() => number) | undefined {
  const downtime = interactions.find(({ method, url }) => method === "POST" && url === "/api/v1/downtime");
  const created = downtime && objectOf(parsed(downtime.response)).created;
  return typeof created === "number" ? () => created * 1000 : undefined;
}

/** Every route of the API: `GET /api/v1/monitor/:monitor_id`. */
export function routesOf(app: Hono): string[] {
  return app.routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${path}`);
}

/** The first route that takes the request. */
function routeOf(app: Hono, { method, url }: Interaction): string | undefined {
  const path = url.replace(/\?.*$/, "");
  return routesOf(app).find((route) => {
    const pattern = route.replace(/:\w+\{(.+?)\}/g, "$1").replace(/:\w+/g, "[^/]+");
    return new RegExp(`^${pattern}$`).test(`${method} ${path}`);
  });
}

async function difference(app: Hono, recorded: Interaction, ids: Map<string, string>): Promise<string | undefined> {
  const response = await app.request(renamed(recorded.url, ids), {
    method: recorded.method,
    headers: { "DD-API-KEY": keys.apiKey, "DD-APPLICATION-KEY": keys.appKey },
    ...(recorded.body === "" ? {} : { body: renamed(recorded.body, ids) }),
  });
  const text = await response.text();
  if (response.status !== recorded.status)
    return `status ${response.status} for ${recorded.status}: ${text.slice(0, 200)}`;
  const [theirs, ours] = [parsed(recorded.response), parsed(text)];
  learnIds(theirs, ours, ids);
  return firstDifference(parsed(renamed(recorded.response, ids)), ours, "$");
}

const parsed = (text: string): Json => (text.trim() === "" ? null : (JSON.parse(text) as Json));

function renamed(text: string, ids: Map<string, string>): string {
  let result = text;
  for (const [theirs, ours] of ids) result = result.replaceAll(theirs, ours);
  return result;
}

/** Wherever both answers carry an id, theirs is called ours from now on. */
function learnIds(theirs: Json | undefined, ours: Json | undefined, ids: Map<string, string>): void {
  if (Array.isArray(theirs) && Array.isArray(ours)) {
    theirs.forEach((item, place) => {
      learnIds(item as Json, ours[place] as Json, ids);
    });
  }
  if (!isObject(theirs) || !isObject(ours)) return;
  for (const [key, value] of Object.entries(theirs)) {
    const mine = ours[key];
    const id = key === "id" && String(value).length > 4 && mine !== undefined && mine !== value;
    if (id) ids.set(String(value), String(mine));
    else learnIds(value, mine, ids);
  }
}

/** Keys that later versions of the API answer: a recording from before does not have them. */
const younger = new Set([
  "assets",
  "draft_status",
  "restriction_policy",
  "is_read_only",
  "restricted_roles",
  "trace_rate",
  "tags",
  "exclude_tags_mode",
  "timeframe",
  "target_threshold",
  "warning_threshold",
]);

/** Lists that come back in an order that changes from answer to answer. */
const shuffled = /\.(all_tags|notify_end_states)$|^\$\.data(\[\d+\])?(\.attributes)?\.tags$/;

const sorted = (list: readonly unknown[]) =>
  [...list].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) as Json[];

function firstDifference(theirs: Json | undefined, ours: Json | undefined, path: string): string | undefined {
  if (Array.isArray(theirs) && Array.isArray(ours)) {
    if (theirs.length !== ours.length) return `${path} has ${ours.length} items for ${theirs.length}`;
    const [left, right] = shuffled.test(path) ? [sorted(theirs), sorted(ours)] : [theirs, ours];
    return first(left.map((item, place) => firstDifference(item as Json, right[place] as Json, `${path}[${place}]`)));
  }
  // people differ from org to org
  if (isObject(theirs) && isObject(ours) && theirs.type === "users" && ours.type === "users") return undefined;
  if (isObject(theirs) && isObject(ours)) return objectDifference(theirs, ours, path);
  return isDeepStrictEqual(theirs, ours)
    ? undefined
    : `${path} is ${JSON.stringify(ours)} for ${JSON.stringify(theirs)}`;
}

/**
 * Empty lists that Datadog answers to some clients and not to others: the Terraform provider takes them for changes of
 * exported monitors and dashboards, so this org leaves them out.
 */
const emptyForSome = (key: string, theirs: Json | undefined, ours: Json | undefined) =>
  (key === "assets" || key === "restricted_roles") && ours === undefined && isDeepStrictEqual(theirs, []);

function objectDifference(theirs: JsonObject, ours: JsonObject, path: string): string | undefined {
  const extra = Object.keys(ours).filter((key) => !(key in theirs) && !younger.has(key) && !changing.test(key));
  if (extra.length > 0) return `${path} has ${extra.join(", ")} more`;
  const same = Object.entries(theirs).filter(
    ([key, value]) => !changing.test(key) && !emptyForSome(key, value, ours[key]),
  );
  return first(same.map(([key, value]) => firstDifference(value, ours[key], `${path}.${key}`)));
}

const first = (differences: readonly (string | undefined)[]) => differences.find((item) => item !== undefined);
