import type { Org } from "../../../datadog/sandbox/org";
import { corpusObjects, describeCorpus } from "../../corpus";
import { type Difference, type Interaction, type Recording, replay } from "./replay";

const served =
  /^\/api\/(v1\/(validate|series|monitor|dashboard|metrics|logs\/config\/(pipelines|pipeline-order))|v2\/(series|metrics|dashboard\/lists\/manual|logs\/config\/metrics|apm\/config\/|catalog\/entity))(\/|\?|$)/;
/** Sharing, and a search over the groups that an evaluation makes. */
const elsewhere = /^\/api\/v1\/(dashboard\/public|monitor\/groups\/search)/;
/** A full org's own objects: the answer says what was there before the recording. */
const fullOrg =
  /^GET \/api\/v1\/(dashboard(\?.*)?|monitor\?page.*|logs\/config\/pipelines)$|^GET \/api\/v2\/apm\/config\/retention-filters$/;

const inScope = ({ method, url, status }: Interaction) =>
  served.test(url) && !elsewhere.test(url) && !fullOrg.test(`${method} ${url}`) && status !== 429;

/** The recorded orgs knew these metrics; this one learns a metric once it is submitted. */
function submitMetrics(org: Org, recording: Recording): void {
  for (const { url } of recording.interactions) {
    const metric = /\/metrics\/([^/?]+)(\/tags)?$/.exec(url)?.[1];
    if (metric) org.metrics.submit({ metric, type: "gauge", tags: [], points: [] });
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
    reason: "the tags of a configuration come back in an order that changes from answer to answer",
    times: 2,
    has: ({ what }) => what.startsWith("$.data.attributes.tags["),
  },
  {
    reason: "two parallel requests recorded in the order in which they ended",
    times: 2,
    has: ({ what }) => what.startsWith("$.deleted_dashboards_from_list has"),
  },
  {
    reason: "a v1 downtime mutes the monitor: downtimes are not served yet",
    times: 1,
    has: ({ what }) => what.includes(".silenced.*"),
  },
  {
    reason: "a composite names a synthetic test's monitor: synthetic tests are not served",
    times: 6,
    has: ({ cassette }) => cassette.includes("ComposeWithSyntheticsTest"),
  },
  {
    reason: "the second monitor of the list was made in parallel: one request earlier here",
    times: 1,
    has: ({ what }) => what === "$ has 1 items for 2",
  },
  {
    reason: "Datadog drops empty lists from a catalog entity and adds an origin",
    times: 1,
    has: ({ what }) => what.includes(".meta.origin is undefined"),
  },
];

describeCorpus("recordings of Datadog's API", () => {
  const replayed = (async () => {
    const outcomes = [];
    for (const recording of corpusObjects<Recording>("cassettes.jsonl.gz")) {
      outcomes.push(await replay(recording, inScope, submitMetrics));
    }
    return {
      matched: outcomes.reduce((sum, { matched }) => sum + matched, 0),
      differences: outcomes.flatMap(({ differences }) => differences),
    };
  })();

  test("the org answers as recorded, but for the exceptions", async () => {
    const { matched, differences } = await replayed;
    expect(differences.filter((difference) => !exceptions.some(({ has }) => has(difference)))).toEqual([]);
    expect(matched).toBe(1506);
  });

  test.each(exceptions)("exception: $reason ($times times)", async ({ has, times }) => {
    expect((await replayed).differences.filter(has)).toHaveLength(times);
  });
});
