import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { recorded } from "../covered/parts";
import { toHaveTimeline } from "./matchers";

/*
 * What jest loads before each test file: the matchers of stories, and what the file's stories reached is written down after
 * its last test. Nothing that monitors are simulated with is loaded here: most test files tell no story.
 */
expect.extend({ toHaveTimeline });

afterAll(() => {
  const folder = process.env.STORY_COVERAGE;
  const parts = recorded();
  if (!folder || parts.length === 0) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${process.pid}-${process.hrtime.bigint()}.json`), JSON.stringify(parts));
});
