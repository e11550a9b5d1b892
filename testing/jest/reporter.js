/*
 * Prints at the end of a whole run of the tests what their stories reached of the monitors that ship, and fails the run for
 * a monitor whose alert or recovery no story reaches. A run of some files or tests is not judged. Not TypeScript: jest loads
 * reporters without transforming them.
 */
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

class StoryReporter {
  /** @param config of the whole run: jest's GlobalConfig */
  constructor(config) {
    this.isWhole = isWhole(config);
  }

  onRunStart() {
    if (!this.isWhole) return;
    this.folder = mkdtempSync(join(tmpdir(), "stories-"));
    // the processes that run the tests are started later, and inherit it
    process.env.STORY_COVERAGE = this.folder;
  }

  onRunComplete(_, results) {
    if (!this.folder) return;
    try {
      if (!results.wasInterrupted) this.report();
    } catch (error) {
      this.error = error;
    } finally {
      rmSync(this.folder, { recursive: true, force: true });
      delete process.env.STORY_COVERAGE;
    }
  }

  report() {
    require("../../loader/register.cjs");
    const { coverageReport } = require("../covered/report.ts");
    const { text, failures } = coverageReport(this.folder);
    process.stderr.write(`\n${[text, ...failures].join("\n")}\n`);
    if (failures.length > 0) this.error = new Error(failures.join("\n"));
  }

  getLastError() {
    return this.error;
  }
}

/** Whether nothing narrows down which tests run. */
function isWhole(config) {
  const patterns = config.testPathPatterns?.patterns ?? [];
  const narrowed = [
    config.nonFlagArgs?.length > 0,
    patterns.length > 0,
    config.testNamePattern,
    config.onlyChanged,
    config.onlyFailures,
    config.findRelatedTests,
    config.runTestsByPath,
    config.shard,
    config.watch,
    config.watchAll,
    config.listTests,
  ];
  return !narrowed.some(Boolean);
}

module.exports = StoryReporter;
