import { Client, keys, refused } from "../client";
import { eventsIn, runsIn } from "../intake/received";

describe("check runs", () => {
  test("are stored, one or a list", async () => {
    const client = new Client();
    const run = { check: "mill.up", host_name: "worker-1", status: 2, timestamp: 1713804593, tags: ["mill:north"] };
    expect(await client.post("/api/v1/check_run", { ...run, message: "stands" })).toEqual({
      status: 202,
      body: { status: "ok" },
    });
    await client.post("/api/v1/check_run", [{ check: "mill.up", status: 0, timestamp: 1713804603 }]);
    expect(runsIn(client.org, "mill.up")).toEqual([
      {
        check: "mill.up",
        status: "CRITICAL",
        time: 1713804593,
        tags: ["mill:north", "host:worker-1"],
        message: "stands",
      },
      { check: "mill.up", status: "OK", time: 1713804603, tags: [] },
    ]);
  });

  test.each([
    ["Invalid payload: 'check' is a required property", { status: 0 }],
    ["Invalid payload: 'status' must be 0, 1, 2, or 3", { check: "mill.up", status: 4 }],
  ])("%s", async (words, wrong) => {
    expect(await new Client().post("/api/v1/check_run", wrong)).toEqual(refused(400, words));
  });
});

test("the events of an agent's /intake are stored", async () => {
  const client = new Client();
  const event = {
    msg_title: "Mill stopped",
    msg_text: "no grain",
    timestamp: 1713804593,
    priority: "low",
    alert_type: "error",
    aggregation_key: "mill",
    source_type_name: "mill",
    host: "worker-1",
    tags: ["mill:north"],
  };
  const body = JSON.stringify({ internalHostname: "worker-1", events: { api: [event] } });
  expect(await client.send("POST", `/intake/?api_key=${keys.apiKey}`, body, {})).toMatchObject({ status: 202 });
  expect(eventsIn(client.org)).toEqual([
    {
      kind: "events",
      time: 1713804593,
      title: "Mill stopped",
      message: "no grain",
      status: "error",
      host: "worker-1",
      source: "mill",
      tags: ["mill:north"],
      attributes: { priority: "low", aggregation_key: "mill" },
    },
  ]);
  expect(await client.send("POST", "/intake/", body, {})).toEqual(refused(403, "API key required"));
});
