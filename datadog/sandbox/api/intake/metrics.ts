import type { Context } from "hono";
import type { Submission } from "../../intake";
import { distributionsIn, firstSeriesIn, protobufSeriesIn, secondSeriesIn } from "../../intake/payloads/series";
import { sketchesIn } from "../../intake/payloads/sketches";
import type { Org } from "../../org";
import { readBytes, readObject } from "../body";
import { answer, type Routes } from "../routes";
import { received } from "./received";

/**
 * Where clients and agents submit points.
 * @see https://docs.datadoghq.com/api/latest/metrics/#submit-metrics
 */
export function metricIntakeRoutes(org: Org): Routes {
  const takes = (read: (context: Context) => Promise<readonly Submission[]>, body: Parameters<typeof answer>[1]) => ({
    post: received(org, async (context) => {
      for (const submission of await read(context)) org.intake.submit(submission);
      return answer(context, body, 202);
    }),
  });
  const ok = { status: "ok" };
  return {
    "/api/v1/series": takes(async (context) => firstSeriesIn(await readObject(context)), ok),
    "/api/v2/series": takes(
      async (context) =>
        isProtobuf(context) ? protobufSeriesIn(await readBytes(context)) : secondSeriesIn(await readObject(context)),
      { errors: [] },
    ),
    "/api/v1/distribution_points": takes(async (context) => distributionsIn(await readObject(context)), ok),
    "/api/beta/sketches": {
      post: received(org, async (context) => {
        for (const sketch of sketchesIn(await readBytes(context))) org.intake.sketch(sketch);
        return answer(context, ok, 202);
      }),
    },
  };
}

const isProtobuf = (context: Context) => context.req.header("Content-Type")?.includes("protobuf") === true;
