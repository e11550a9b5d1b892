import type { CatalogStories } from "./catalog";
import type { Story } from "./stories";

/** Runs of a check of one host, every 15 seconds: four a minute. */
const story = (check: string, runs: string, timeline: string): Story => ({
  series: {},
  options: { step: "15s", checks: { [check]: runs } },
  timeline,
});

/** The stories of an agent that cannot connect. @param check with the tags of a host: `postgres.can_connect{host:a}` */
export const connectionStories = (check: string): CatalogStories & Readonly<Record<string, Story>> => ({
  // Failing from 05:00 to 07:15. At 00:07 there are eight failed runs, at 00:08 two that worked.
  bad: story(
    check,
    "OKx19 CRITICALx9 OKx9",
    `00:07 {host:a} OK → Alert  8  @pagerduty-data-platform @slack-data-pipeline  …
     00:08 {host:a} Alert → OK  2  …`,
  ),
  // Four failed runs in a row, from 05:00 to 05:45.
  threshold: story(check, "OKx19 CRITICALx3 OKx9", ""),
  silence: story(check, "_x240", ""),
  // Two runs fail while it stops, nothing is run while it is gone, two fail while it starts.
  trap: story(check, "OKx19 CRITICALx1 _x8 CRITICALx1 OKx19", ""),
  // The last run is at 09:45, the next at 29:45.
  "a container that was stopped, whose check is not run anymore": story(
    check,
    "OKx39 _x79 OKx3",
    `00:20 {host:a} OK → No Data  @slack-data-pipeline @pagerduty-data-platform  …
     00:30 {host:a} No Data → OK  …`,
  ),
});
