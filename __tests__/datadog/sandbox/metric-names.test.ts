import { storedName } from "../../../datadog/sandbox/objects/metric-names";

// https://docs.datadoghq.com/metrics/custom_metrics/#naming-custom-metrics: names start with a letter, have only ASCII
// letters, digits, underscores, and periods (others become underscores), and are at most 200 characters long.
test.each([
  ["mill.grain", "mill.grain"],
  ["Mill.Grain_2", "Mill.Grain_2"],
  ["mill.2.grain", "mill.2.grain"],
  ["2nd.mill", "nd.mill"],
  ["_mill", "mill"],
  [".mill", "mill"],
  ["mill grain", "mill_grain"],
  ["mill-grain/day", "mill_grain_day"],
  ["mühle", "m_hle"],
  ["mill--grain", "mill_grain"],
  ["mill_.grain", "mill.grain"],
  ["mill._grain", "mill.grain"],
  ["mill. grain", "mill.grain"],
  ["mill_grain_", "mill_grain"],
  ["'mill'", "mill"],
  ["m".repeat(201), "m".repeat(200)],
])("%s is stored as %s", (name, stored) => expect(storedName(name)).toBe(stored));
