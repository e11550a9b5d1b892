import { checkDashboard, type DashboardDefinition } from "../../../../datadog/definitions";

const wrong = (dashboard: unknown) =>
  checkDashboard(dashboard as DashboardDefinition).filter(({ severity }) => severity === "wrong");

test("a layout that is an object with names of its own is a finding, not an exception", () => {
  const [finding] = wrong({ title: "a", layout_type: { toString: 1 }, widgets: [] });
  expect(finding?.message).toContain("layout_type is a mapping");
});

test.each(["__proto__", "constructor", "toString"])("a widget of type %s is one that is not known", (type) => {
  expect(wrong({ title: "a", layout_type: "ordered", widgets: [{ definition: { type } }] })).toEqual([]);
});
