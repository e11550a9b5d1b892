import { declaredObjects, Ids, Org } from "../../../datadog/sandbox";
import { addToDashboardList, createDashboardList } from "../../../datadog/sandbox/objects/dashboard-lists";
import { createDashboard } from "../../../datadog/sandbox/objects/dashboards";
import { createMonitor } from "../../../datadog/sandbox/objects/monitors";

const monitor = (name: string, more: object = {}) => ({
  name,
  type: "metric alert",
  query: "avg(last_5m):avg:mill.queue{*} > 90",
  message: "Look.",
  ...more,
});

const note = { definition: { type: "note", content: "grain" } };

/** An org with a few objects, made in one order or the other, at another time, with other ids. */
function fill(org: Org, names: readonly string[]): Org {
  const ids = new Map(names.map((name) => [name, createMonitor(org, monitor(name)).id]));
  createMonitor(org, monitor("both", { type: "composite", query: `${ids.get("a")} && ${ids.get("b")}` }));
  const widgets = [note, { definition: { type: "group", layout_type: "ordered", widgets: [note] } }];
  const dashboard = createDashboard(org, {
    title: "Mill",
    layout_type: "ordered",
    widgets,
    tabs: [{ name: "t", widget_ids: ["@2"] }],
  });
  const list = createDashboardList(org, { name: "Mills" });
  addToDashboardList(org, Number(list.id), { dashboards: [{ id: dashboard.id }] });
  return org;
}

test("two orgs with the same objects have the same snapshot, whatever their ids, times and order", () => {
  const first = fill(new Org({ clock: () => 0 }), ["a", "b"]);
  const second = fill(new Org({ clock: () => 1e12, ids: new Ids("other") }), ["b", "a"]);
  expect(declaredObjects(first)).toEqual(declaredObjects(second));
  const dashboardsOf = (org: Org) => [...org.dashboards.keys()];
  expect(dashboardsOf(first)).not.toEqual(dashboardsOf(second));
});

test("a snapshot names what others name by id", () => {
  const objects = declaredObjects(fill(new Org(), ["a", "b"]));
  expect(objects.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "dashboard Mill",
    "dashboard list Mills",
    "monitor a",
    "monitor b",
    "monitor both",
  ]);
  expect(objects[0]?.definition).toMatchObject({
    tabs: [{ widget_ids: ["@2"] }],
    widgets: [note, { definition: { widgets: [note] } }],
  });
  expect(objects[0]?.definition).not.toHaveProperty("widgets.0.id");
  expect(objects[1]?.definition).toEqual({ name: "Mills", dashboards: ["Mill"] });
  expect(objects[4]?.definition).toMatchObject({ query: '"a" && "b"' });
});

test("a change of one threshold changes the snapshot", () => {
  const org = (critical: number) => {
    const made = new Org();
    createMonitor(
      made,
      monitor("a", { query: `avg(last_5m):avg:m{*} > ${critical}`, options: { thresholds: { critical } } }),
    );
    return declaredObjects(made);
  };
  expect(org(1)).not.toEqual(org(2));
});

test("objects of one name are told apart", () => {
  const org = new Org();
  for (const message of ["second", "first"]) createMonitor(org, monitor("a", { message }));
  expect(declaredObjects(org).map(({ name, definition }) => [name, definition.message])).toEqual([
    ["a", "first"],
    ["a (2)", "second"],
  ]);
});

test("a new org gives the same ids in the same order, another seed others", () => {
  const three = (ids: Ids) => [
    ids.number("monitor", 5),
    ids.number("monitor", 5),
    ids.dashboard(),
    ids.uuid("a"),
    ids.base64("b"),
  ];
  expect(three(new Ids())).toEqual(three(new Ids()));
  expect(three(new Ids()).slice(0, 2)).toEqual([5, 6]);
  const [x, y] = [three(new Ids("x")), three(new Ids("y"))];
  expect(x.filter((id) => y.includes(id))).toEqual([]);
  expect(x[1]).toBe((x[0] as number) + 1);
});
