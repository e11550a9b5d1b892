import { none, recording, simulate } from "../../testing";

const monitor = (query: string) => ({ name: "M", type: "metric alert" as const, query, message: "" });

describe("recordings", () => {
  it("are what /api/v1/query answers", () => {
    // in milliseconds, a point every 20 s from 12:00:20 on
    const answer = {
      series: [
        {
          metric: "a.b",
          tag_set: ["env:prod"],
          interval: 20,
          pointlist: [
            [1_700_049_620_000, 1],
            [1_700_049_640_000, null],
          ],
        },
        { metric: "a.b", scope: "*", interval: 20, pointlist: [[1_700_049_660_000, 3]] },
      ],
    };
    expect(recording(JSON.stringify(answer))).toEqual({
      "a.b{env:prod}": {
        points: [
          [20, 1],
          [40, Number.NaN],
        ],
        step: 20,
      },
      "a.b": { points: [[60, 3]], step: 20 },
    });
  });

  it("are lists of points by series", () => {
    expect(recording('{ "a.b{x:y}": [[60, 1], [120, 2]] }')).toEqual({
      "a.b{x:y}": {
        points: [
          [0, 1],
          [60, 2],
        ],
        step: 60,
      },
    });
  });

  it("are CSV, a row a point or a column a series", () => {
    const long = "time,metric,tags,value\n2024-01-01T00:00:00Z,a.b,x:y z:1,1\n2024-01-01T00:01:00Z,a.b,x:y z:1,2\n";
    expect(recording(long)).toEqual({
      "a.b{x:y,z:1}": {
        points: [
          [0, 1],
          [60, 2],
        ],
        step: 60,
      },
    });
    const wide = 'time,"a.b{x:y,z:1}",c\n0,1,5\n60,,6\n';
    expect(recording(wide)).toEqual({
      "a.b{x:y,z:1}": {
        points: [
          [0, 1],
          [60, Number.NaN],
        ],
        step: 60,
      },
      c: {
        points: [
          [0, 5],
          [60, 6],
        ],
        step: 60,
      },
    });
  });

  it.each(["[1]", "{", '{ "series": [1] }', "a,b\n1,2\n", "time,a\nsoon,1\n", "time,a\n0,one\n", "{}"])(
    "%s is refused",
    (text) => {
      expect(() => recording(text)).toThrow(/recording|time|number/);
    },
  );

  it("are simulated as they were recorded", () => {
    const query = "max(last_1m):max:a.b{*} > 2";
    expect(
      simulate(monitor(query), recording('{ "a.b": [[0, 1], [60, 3], [120, 2]] }'), { environment: none }),
    ).toHaveTimeline(`
      00:02 OK → Alert  3
      00:03 Alert → OK  2
    `);
  });
});
