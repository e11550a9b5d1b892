import { parseSearch } from "../../../../datadog/query";
import { EventStore, matcher, measure, type StoredEvent } from "../../../../datadog/sandbox/events";

const log: StoredEvent = {
  kind: "logs",
  time: 100,
  message: "Stream aborted mid-flight: connection timeout after 30 s",
  service: "web-api",
  status: "error",
  host: "h1",
  source: "nginx",
  tags: ["env:prod", "team:data", "version:1.2"],
  attributes: {
    http: { status_code: 503, url: "/a b" },
    "usr.id": "Ada",
    duration: 12.5,
    ok: false,
    codes: ["x", "y"],
  },
};

const finds = (search: string, event: StoredEvent = log) => {
  const result = parseSearch(search);
  if (!result.ok) throw new Error(search);
  return matcher(result.node)(event);
};

// https://docs.datadoghq.com/logs/explorer/search_syntax/
describe("a search finds", () => {
  test.each([
    "*",
    "timeout",
    "TIMEOUT",
    "time*",
    "conn*ion",
    "t?meout",
    '"Stream aborted"',
    '"aborted mid-flight"',
    "status:error",
    "status:Error",
    "service:web-api",
    "service:web-*",
    "service:*",
    "env:prod",
    "env:*",
    "@http.status_code:503",
    "@http.status_code:503.0",
    '@http.url:"/a b"',
    "@usr.id:Ada",
    "@ok:false",
    "@codes:y",
    "@http.status_code:>=500",
    "@http.status_code:[500 TO 599]",
    "@duration:{12 TO 13}",
    "@duration:<12.6",
    "service:(web-api OR worker)",
    "env:(prod AND NOT staging)",
    "timeout status:error",
    "timeout AND (env:dev OR env:prod)",
    "-status:ok",
    "NOT status:ok",
    "version:[1.0 TO 2.0]",
    "@http.status_code:(>500 AND <504)",
    "@http.status_code:(500 OR 503)",
    "@http.status_code:([500 TO 502] OR 503)",
    "@http.status_code:(NOT 500)",
    "@http.status_code:(*)",
    "@http.status_code:<=503",
    "@http.status_code:<504",
    "@http.status_code:[503 TO 503]",
    '"ABORTED MID"',
  ])("%s", (search) => expect(finds(search)).toBe(true));
});

describe("a search does not find", () => {
  test.each([
    "time",
    '"Stream mid-flight"',
    "status:err",
    "service:web",
    "env:dev",
    "@http.status_code:50",
    "@usr.id:ada",
    "@http.missing:*",
    "@http.status_code:>503",
    "@http.status_code:{503 TO 599}",
    "@usr.id:>5",
    "service:(worker OR db)",
    "timeout AND env:dev",
    "-status:error",
    "region:*",
    "region:(*)",
    "@http.status_code:<503",
    "@http.status_code:{500 TO 503}",
    "@http.status_code:(>503 OR <503)",
    "@http.status_code:(NOT 503)",
    "*:nobody",
    "imeout",
    "?timeout",
    '"timeout aborted"',
  ])("%s", (search) => expect(finds(search)).toBe(false));
});

test("a wildcard is literal in quotes and behind a backslash", () => {
  const starred = { ...log, attributes: { path: "/a*" } };
  expect(finds('@path:"/a*"', starred)).toBe(true);
  expect(finds('@path:"/a*"', { ...log, attributes: { path: "/ab" } })).toBe(false);
  expect(finds("@path:\\/a\\*", starred)).toBe(true);
});

test("what is special in a regular expression is not in a search", () => {
  const odd = { ...log, attributes: { path: "a.b*c(d)[e]{f}^g$h|i\\j+k/l?" } };
  expect(finds('@path:"a.b*c(d)[e]{f}^g$h|i\\\\j+k/l?"', odd)).toBe(true);
  for (const path of ["axb", "a.bb", "a.b"]) {
    expect(finds("@path:a.b", { ...log, attributes: { path } })).toBe(path === "a.b");
  }
  expect(finds("@path:a?b*", { ...log, attributes: { path: "a.bcd" } })).toBe(true);
  expect(finds("@path:a\\?b", { ...log, attributes: { path: "a.b" } })).toBe(false);
  expect(finds("@path:a\\?b\\*", { ...log, attributes: { path: "a?b*" } })).toBe(true);
});

describe("a measure", () => {
  const of = (values: readonly unknown[]) =>
    values.map((duration): StoredEvent => ({ kind: "logs", time: 0, attributes: { duration } }));
  test.each([
    ["count", undefined, [1, 2, 2], 3],
    ["cardinality", "@duration", [1, 2, 2], 2],
    ["avg", "@duration", [1, 2, 3], 2],
    ["sum", "@duration", [1, 2, "3"], 6],
    ["min", "@duration", [3, 2, 4], 2],
    ["max", "@duration", [3, 2, 4], 4],
    ["median", "@duration", [1, 9, 2], 2],
    ["pc90", "@duration", [0, 10], 9],
    ["avg", "@duration", ["x"], undefined],
    ["count", undefined, [], undefined],
  ])("%s of %s", (method, facet, values, expected) => {
    expect(measure(of(values), { method, ...(facet ? { facet } : {}) })).toBe(expected);
  });
});

test("the store keeps events in order of time, whatever the order in which they come", () => {
  const store = new EventStore();
  for (const time of [30, 10, 20, 20, 40]) store.add({ kind: "logs", time, message: `${time}` });
  expect(store.between("logs", 10, 40).map(({ time }) => time)).toEqual([10, 20, 20, 30]);
  expect(store.between("events", 0, 100)).toEqual([]);
});

// https://docs.datadoghq.com/logs/explorer/search_syntax/#full-text-search
test("*: looks in all attributes and the message, free text in the message alone", () => {
  const said = ["*:timeout", "*:ada", "*:503", "*:y", "*:nobody", "ada"].map((search) => finds(search));
  expect(said).toEqual([true, true, true, true, false, false]);
});

// https://docs.datadoghq.com/logs/explorer/search_syntax/#cidr-notation
test("CIDR() finds addresses in its ranges", () => {
  const from = (ip: string | string[]): StoredEvent => ({
    kind: "logs",
    time: 0,
    attributes: { network: { client: { ip } } },
  });
  const one = (event: StoredEvent) => finds("CIDR(@network.client.ip,13.0.0.0/8)", event);
  expect(["13.1.2.3", "14.1.2.3", "::1", "x"].map((ip) => one(from(ip)))).toEqual([true, false, false, false]);
  const several = "CIDR(@network.client.ip,13.0.0.0/8, 2001:db8::/32)";
  expect(["2001:db8::7", "2001:db9::7"].map((ip) => finds(several, from(ip)))).toEqual([true, false]);
  expect(one(from(["1.2.3.4", "13.9.9.9"]))).toBe(true);
  expect(finds("-CIDR(@network.client.ip,13.0.0.0/8)", from("14.1.2.3"))).toBe(true);
  expect(finds("CIDR(@network.client.ip,13.0.0.0/99)", from("13.1.2.3"))).toBe(false);
  // an address alone is a range of one; /0 has all of its kind
  expect(["13.1.2.3", "13.1.2.4"].map((ip) => finds("CIDR(@network.client.ip,13.1.2.3)", from(ip)))).toEqual([
    ...[true, false],
  ]);
  expect(["::1", "::2"].map((ip) => finds("CIDR(@network.client.ip,::1)", from(ip)))).toEqual([true, false]);
  expect(["::1", "::2"].map((ip) => finds("CIDR(@network.client.ip,::1/128)", from(ip)))).toEqual([true, false]);
  expect(["9.9.9.9", "::1"].map((ip) => finds("CIDR(@network.client.ip,0.0.0.0/0)", from(ip)))).toEqual([true, false]);
  expect(finds("CIDR(@network.client.ip,13.1.2.3/32)", from("13.1.2.3"))).toBe(true);
  // only a term that is CIDR() as a whole
  for (const other of ["xCIDR(@network.client.ip,13.0.0.0/8)", '"CIDR(@network.client.ip,13.0.0.0/8)"']) {
    expect(finds(other, from("13.1.2.3"))).toBe(false);
  }
});

test("words near each other: so many others between them, in this order", () => {
  const found = (distance: number) => finds(`"stream connection"~${distance}`);
  // Stream aborted mid flight: connection
  expect([1, 2, 3, 10].map(found)).toEqual([false, false, true, true]);
  expect(finds('"connection stream"~9')).toBe(false);
  expect(finds('@http.url:"a b"~1')).toBe(true);
});
