import { createApi } from "../../../datadog/sandbox/api/server";
import { createUser, disableUser } from "../../../datadog/sandbox/objects/users";
import { Org } from "../../../datadog/sandbox/org";
import { corpusObjects, describeCorpus } from "../../corpus";
import { keys } from "./client";
import { type Difference, type Interaction, type Recording, replay, routesOf } from "./replay";

/** What the org does not serve yet, by the beginning of `METHOD /path`. */
const unserved: readonly { reason: string; request: RegExp }[] = [
  { reason: "sharing of dashboards", request: /^\w+ \/api\/(v1\/dashboard\/public|v2\/dashboard\/[^/]+\/shared)/ },
  { reason: "usage of dashboards", request: /^GET \/api\/v2\/dashboards\/usage/ },
  { reason: "a search over the groups that an evaluation makes", request: /^GET \/api\/v1\/monitor\/groups\/search/ },
  { reason: "Synthetic tests", request: /^\w+ \/api\/v1\/synthetics/ },
  { reason: "monitor policies", request: /^\w+ \/api\/v2\/monitor\/policy/ },
  { reason: "powerpacks", request: /^\w+ \/api\/v2\/powerpacks/ },
  { reason: "security rules", request: /^\w+ \/api\/v2\/security_monitoring/ },
];

/** What agents, tracers, and shippers of logs send: it has tests of its own beside those of the API. */
const OF_AGENTS =
  /^\w+ \/(v0\.\d\/|v1\/input$|info$|intake\/?$|telemetry\/|debugger\/|symdb\/|profiling\/|evp_proxy\/|tracer_flare\/|api\/(beta\/sketches|v1\/check_run|v1\/distribution_points|v2\/logs)$)/;

/** What Datadog does not have: how the sandbox is told to fail. */
const OF_THE_SANDBOX = /^\w+ \/sandbox\//;

/** What is served and never recorded. */
const unrecorded: readonly { reason: string; routes: readonly string[] }[] = [
  {
    reason: "lists of a full org are recorded, and not replayed",
    routes: [
      "GET /api/v1/dashboard",
      "GET /api/v1/logs/config/pipelines",
      "GET /api/v2/apm/config/retention-filters",
      "GET /api/v1/slo/correction",
      "GET /api/v2/downtime",
    ],
  },
  {
    reason: "Datadog's API documents it, and clients or the Terraform provider ask it",
    routes: [
      "GET /api/v1/org/:public_id",
      "GET /api/v1/dashboard/lists/manual",
      "GET /api/v1/metrics",
      "GET /api/v1/search",
      "PATCH /api/v2/metrics/:metric/tags",
      "GET /api/v2/metrics/:metric/all-tags",
      "GET /api/v2/metrics/:metric/active-configurations",
      "POST /api/v2/series",
      "PUT /api/v1/logs/config/pipelines/:pipeline_id",
      "GET /api/v1/logs/config/pipeline-order",
      "PUT /api/v1/logs/config/pipeline-order",
      "GET /api/v2/logs/config/metrics",
      "GET /api/v2/apm/config/metrics",
      "PUT /api/v2/apm/config/retention-filters-execution-order",
      "PATCH /api/v2/roles/:role_id",
      "GET /api/v1/slo/can_delete",
      "POST /api/v1/slo/bulk_delete",
      "GET /api/v2/monitor/:monitor_id/downtime_matches",
      "GET /api/v2/current_user",
      "GET /api/v2/users/:user_id/permissions",
      "GET /api/v2/metrics",
      "GET /api/v1/downtime",
      "PUT /api/v1/downtime/:downtime_id",
      "POST /api/v1/downtime/cancel/by_scope",
      "GET /api/v1/monitor/:monitor_id/downtimes",
      "POST /api/v1/monitor/:monitor_id/mute",
      "POST /api/v1/monitor/:monitor_id/unmute",
      "POST /api/v1/monitor/mute_all",
      "GET /api/v1/monitor/search",
      "GET /api/v1/query",
      "GET /api/v2/users/:user_id/orgs",
      "GET /api/v2/user_invitations/:user_invitation_uuid",
      "GET /api/v2/roles/:role_id/permissions",
      "POST /api/v2/roles/:role_id/permissions",
      "DELETE /api/v2/roles/:role_id/permissions",
      "GET /api/v2/roles/:role_id/users",
      "DELETE /api/v2/roles/:role_id/users",
      "POST /api/v1/monitor/unmute_all",
      "GET /api/v1/integration/webhooks/configuration/webhooks/:webhook_name",
      "GET /api/v1/integration/webhooks/configuration/custom-variables/:custom_variable_name",
      "PUT /api/v1/integration/webhooks/configuration/custom-variables/:custom_variable_name",
    ],
  },
];

/** Requests that are served and not replayed. */
const skipped: readonly { reason: string; times: number; has: (request: Interaction) => boolean }[] = [
  {
    reason: "a full org's own objects: the answer says what was there before the recording",
    times: 26,
    has: ({ method, url }) =>
      /^GET \/api\/(v1\/(dashboard(\?.*)?|monitor\?page.*|logs\/config\/pipelines|slo\?limit.*|slo\/correction\?.*)|v2\/(apm\/config\/retention-filters|downtime\?page.*))$/.test(
        `${method} ${url}`,
      ),
  },
  {
    reason: "queries over the data of a full org",
    times: 20,
    has: ({ url, status }) => url.startsWith("/api/v2/query/") && status === 200,
  },
  { reason: "a limit of requests that was hit", times: 1, has: ({ status }) => status === 429 },
];

const inScope = (request: Interaction) => !skipped.some(({ has }) => has(request));

/** The recorded orgs knew these metrics; this one learns a metric once it is submitted. */
function submitMetrics(org: Org, recording: Recording): void {
  for (const { url } of recording.interactions) {
    const metric = /\/metrics\/([^/?]+)(\/tags)?$/.exec(url)?.[1];
    if (metric) org.metrics.submit({ metric, type: "gauge", tags: [], points: [] });
  }
}

function prepare(org: Org, recording: Recording): void {
  submitMetrics(org, recording);
  addUsers(org, recording);
}

/** The recorded orgs had these users already, who were disabled. */
function addUsers(org: Org, recording: Recording): void {
  for (const { method, url, status, body } of recording.interactions) {
    if (method !== "POST" || url !== "/api/v2/users" || status !== 409) continue;
    disableUser(org, String(createUser(org, JSON.parse(body).data).id));
  }
}

/** Where this org answers otherwise, why, and how often. */
const exceptions: readonly { reason: string; times: number; has: (difference: Difference) => boolean }[] = [
  {
    reason: "a part of Datadog's fleet answers run_as and restricted, recordings before and after it do not",
    times: 13,
    has: ({ what }) => what.includes(".run_as is undefined for null"),
  },
  {
    reason: "older and younger recordings of data quality monitors differ on avalanche_window",
    times: 2,
    has: ({ what }) => what.includes("avalanche_window more"),
  },
  {
    reason: "one recording answers an absent description as an empty text, 38 as null",
    times: 5,
    has: ({ what }) => what === '$.description is null for ""',
  },
  {
    reason: "logs metrics were deleted with 200 until 2023, with 204 since",
    times: 2,
    has: ({ what }) => what.startsWith("status 204 for 200"),
  },
  {
    reason: "two parallel requests recorded in the order in which they ended",
    times: 2,
    has: ({ what }) => what.startsWith("$.deleted_dashboards_from_list has"),
  },
  {
    reason: "formulas of an SLO by queries, answered since 2026: the Terraform provider cannot read them before 3.89.0",
    times: 18,
    has: ({ what }) => what.includes(".sli_specification is undefined for"),
  },
  {
    reason: "three recordings of one day in 2026 lack the formulas that were sent",
    times: 7,
    has: ({ cassette, what }) => cassette.includes("_CountSpec.") && what.endsWith("has sli_specification more"),
  },
  {
    reason: "a downtime that starts when it is scheduled: times differ",
    times: 7,
    has: ({ what }) => /schedule\.(recurrences\[0\]\.)?start is "20/.test(what),
  },
  {
    reason: "Datadog's time zones have no summer time after 2037",
    times: 3,
    has: ({ what }) => /current_downtime\.(start|end) is "2042/.test(what),
  },
  {
    reason: "the status of an SLO, which some searches answer and others do not",
    times: 1,
    has: ({ what }) => what.includes(".overall_status is undefined for"),
  },
  {
    reason: "a downtime of v1 that is canceled: times differ",
    times: 1,
    has: ({ what }) => /^\$\.canceled is \d+ for \d+$/.test(what),
  },
  {
    reason: "a composite names a synthetic test's monitor: Synthetic tests are not served",
    times: 6,
    has: ({ cassette }) => cassette.includes("ComposeWithSyntheticsTest"),
  },
  {
    reason: "the second monitor of the list was made in parallel: one request earlier here",
    times: 1,
    has: ({ what }) => what === "$ has 1 items for 2",
  },
  {
    reason: "the org has the permissions of what it serves, a real one some hundreds",
    times: 3,
    has: ({ what, request }) => request === "GET /api/v2/permissions" && what.startsWith("$.data has 29 items"),
  },
  {
    reason: "a full org has more users",
    times: 4,
    has: ({ what }) => /page\.total_count is 4 for|user_count is 1 for/.test(what),
  },
  {
    reason: "roles have counts of users and teams since 2024",
    times: 1,
    has: ({ what }) => what === "$.data.attributes has user_count, team_count more",
  },
  {
    reason: "Datadog drops empty lists from a catalog entity and adds an origin",
    times: 1,
    has: ({ what }) => what.includes(".meta.origin is undefined"),
  },
];

describeCorpus("recordings of Datadog's API", () => {
  const recordings = corpusObjects<Recording>("cassettes.jsonl.gz");
  const replayed = (async () => {
    const outcomes = [];
    for (const recording of recordings) outcomes.push(await replay(recording, inScope, prepare));
    return {
      matched: outcomes.reduce((sum, { matched }) => sum + matched, 0),
      differences: outcomes.flatMap(({ differences }) => differences),
      routes: new Set(outcomes.flatMap(({ routes }) => routes)),
      unserved: outcomes.flatMap(({ unserved }) => unserved),
    };
  })();

  test("the org answers as recorded, but for the exceptions", async () => {
    const { matched, differences } = await replayed;
    expect(differences.filter((difference) => !exceptions.some(({ has }) => has(difference)))).toEqual([]);
    expect(matched).toBe(1851);
  });

  test.each(exceptions)("exception: $reason ($times times)", async ({ has, times }) => {
    expect((await replayed).differences.filter(has)).toHaveLength(times);
  });

  test.each(skipped)("not replayed: $reason ($times times)", ({ has, times }) => {
    expect(recordings.flatMap(({ interactions }) => interactions.filter(has))).toHaveLength(times);
  });

  test("every recorded request is replayed, or is of something that is known not to be served", async () => {
    const { unserved: requests } = await replayed;
    expect(requests.filter((request) => !unserved.some((part) => part.request.test(request)))).toEqual([]);
    expect(unserved.filter((part) => !requests.some((request) => part.request.test(request)))).toEqual([]);
  });

  test("every route that is served was recorded, but for those that are listed", async () => {
    const asked = (await replayed).routes;
    const served = routesOf(createApi(new Org(), keys)).filter(
      (route) => ![OF_AGENTS, OF_THE_SANDBOX].some((own) => own.test(route)),
    );
    const never = served.filter((route) => !asked.has(route));
    expect(never.sort()).toEqual(unrecorded.flatMap(({ routes }) => routes).sort());
  });
});
