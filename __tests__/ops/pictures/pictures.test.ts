import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scenarios } from "../../../demo/scenarios";
import { picturesOf, pngOf, sceneOf } from "../../../ops/pictures";

const outdir = mkdtempSync(join(tmpdir(), "pictures-"));
afterAll(() => rmSync(outdir, { recursive: true }));

describe("the pictures of an environment", () => {
  const scene = sceneOf({ outdir });
  const pictures = picturesOf(scene);

  it("are one of each dashboard, and one of each monitor", () => {
    const names = pictures.map(({ name }) => name);
    for (const name of ["pipeline-overview", "pipeline-errors", "pipeline-performance"]) expect(names).toContain(name);
    expect(names).toContain("monitors/slow-pipeline-stage");
    expect(names).toHaveLength(scene.dashboards.length + scene.view.monitors.length - scene.skipped.length);
    expect(new Set(names).size).toBe(names.length);
  });

  it("show the incident: a slow stage, and what the dashboard makes of it", () => {
    const find = (wanted: string) => pictures.find(({ name }) => name === wanted)!.svg;
    expect(/<title>Alert \d\d:\d\d to \d\d:\d\d<\/title>/.test(find("monitors/slow-pipeline-stage"))).toBe(true);
    expect(find("pipeline-overview").includes(">Pipeline execution counts<")).toBe(true);
    expect(find("pipeline-errors").includes(">timeout<")).toBe(true);
  });

  it("have no widget that cannot be computed", () => {
    for (const { svg } of pictures) expect(svg.includes("cannot be")).toBe(false);
  });

  it("are the same for the same seed, and others for another", () => {
    const again = picturesOf(sceneOf({ outdir, seed: 1 }));
    expect(again.every(({ svg }, index) => svg === pictures[index]!.svg)).toBe(true);
    const other = picturesOf(sceneOf({ outdir, seed: 2 }));
    expect(other[0]!.svg === pictures[0]!.svg).toBe(false);
  });

  it("show another scenario from before it begins until all has recovered", () => {
    const other = sceneOf({ outdir, scenario: scenarios["dead-agent"] });
    const agentIn = ({ stories }: typeof scene) =>
      stories
        .find(({ definition }) => definition.name === "Datadog Agent is gone")!
        .groups.map(({ states }) => states.map(({ state }) => state));
    expect(agentIn(scene)).toEqual([["OK"]]);
    expect(agentIn(other)).toEqual([["OK", "No Data", "OK"]]);
  });

  it("become images of the same size", () => {
    const { svg } = pictures.find(({ name }) => name === "monitors/slow-pipeline-stage")!;
    const png = pngOf(svg);
    expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!;
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([Number(width), Number(height)]);
  });
});
