import { checkMonitor, metricMonitor } from "../../../../datadog/definitions";
import { anomalies, avg, counter, forecast, gauge, outliers, ratio, sum } from "../../../../datadog/query";

const runs = counter("shop.orders", { description: "Orders", unit: "request", tags: ["region"] });
const depth = gauge("shop.queue.depth", { description: "Queue", unit: "message", tags: ["queue"] });

describe("a monitor made of a condition", () => {
  test("takes query, thresholds and window from it", () => {
    const condition = sum("last_5m", runs.sum().where({ region: "eu" }).asCount()).above(10, {
      warning: 5,
      recovery: 8,
      warningRecovery: 4,
    });
    expect(metricMonitor({ name: "Orders", condition, message: "{{value}}" })).toEqual({
      name: "Orders",
      type: "metric alert",
      query: "sum(last_5m):sum:shop.orders{region:eu}.as_count() > 10",
      message: "{{value}}",
      options: {
        thresholds: { critical: 10, warning: 5, critical_recovery: 8, warning_recovery: 4 },
        require_full_window: false,
      },
    });
  });

  test("writes every setting by the API's name", () => {
    const condition = avg("last_4h", anomalies(depth.avg().by("queue"), "agile", 2)).atOrAbove(1);
    const monitor = metricMonitor({
      name: "Queue",
      condition,
      message: "{{queue.name}} @ops@example.com",
      tags: ["team:shop"],
      priority: 2,
      onMissingData: "show_no_data",
      requireFullWindow: true,
      evaluationDelay: 60,
      newGroupDelay: 120,
      timeoutH: 4,
      renotifyInterval: 30,
      renotifyOccurrences: 3,
      renotifyStatuses: ["alert", "no data"],
      escalationMessage: "still",
      notifyAudit: true,
      notifyBy: ["*"],
      includeTags: false,
      notificationPresetName: "hide_query",
      thresholdWindows: { trigger: "last_30m", recovery: "last_15m" },
      restrictedRoles: ["role"],
      draftStatus: "draft",
      options: { locked: true },
    });
    expect(monitor).toMatchObject({
      type: "query alert",
      tags: ["team:shop"],
      priority: 2,
      restricted_roles: ["role"],
      draft_status: "draft",
      options: {
        thresholds: { critical: 1 },
        on_missing_data: "show_no_data",
        require_full_window: true,
        evaluation_delay: 60,
        new_group_delay: 120,
        timeout_h: 4,
        renotify_interval: 30,
        renotify_occurrences: 3,
        renotify_statuses: ["alert", "no data"],
        escalation_message: "still",
        notify_audit: true,
        notify_by: ["*"],
        include_tags: false,
        notification_preset_name: "hide_query",
        threshold_windows: { trigger_window: "last_30m", recovery_window: "last_15m" },
        locked: true,
      },
    });
  });

  test("has the old settings for missing data, too", () => {
    const condition = avg("last_5m", depth.avg()).above(10);
    const { options } = metricMonitor({
      name: "Queue",
      condition,
      message: "",
      notifyNoData: true,
      noDataTimeframe: 20,
    });
    expect(options).toMatchObject({ notify_no_data: true, no_data_timeframe: 20 });
  });

  test("is a query alert over a change or a current period, as Datadog answers", () => {
    const change = avg("last_5m", depth.avg()).changeSince("last_1h").above(10);
    const current = sum("current_1d", runs.sum().asCount()).above(10);
    const schedulingOptions = { evaluation_window: { day_starts: "00:00" } };
    expect(metricMonitor({ name: "a", condition: change, message: "" }).type).toBe("query alert");
    expect(metricMonitor({ name: "a", condition: current, message: "", schedulingOptions }).type).toBe("query alert");
  });
});

describe("a monitor that breaks a rule is refused when it is made", () => {
  const condition = avg("last_5m", depth.avg().by("queue")).above(10);
  const sound = { name: "Queue", condition, message: "{{queue.name}}" };
  const warnsLate = avg("last_5m", depth.avg().by("queue")).above(10, { warning: 12 });
  const negative = sum("last_5m", runs.sum().asCount()).below(-1);
  test.each([
    [
      "thresholds out of order",
      { ...sound, condition: warnsLate },
      'monitor "Queue": options.thresholds.warning: The warning threshold 12 must be below the critical threshold 10, because the query alerts at "> 10": otherwise, it never warns first. See docs/checks/threshold-order.md.',
    ],
    [
      "a recovery on the wrong side",
      { ...sound, condition: avg("last_5m", depth.avg().by("queue")).above(10, { recovery: 11 }) },
      'monitor "Queue": options.thresholds.critical_recovery: The alert would end at 11, above the critical threshold 10 at which it begins ("> 10"): the recovery threshold must be 10 or less. See docs/checks/threshold-side.md.',
    ],
    [
      "a negative count",
      { ...sound, condition: negative, message: "" },
      'monitor "Queue": query: The critical threshold -1 is negative, but a count never is: use at least 0. See docs/checks/negative-threshold.md.',
    ],
    [
      "a group that the query does not have",
      { ...sound, message: "{{queu.name}}" },
      'monitor "Queue": message: `{{queu.name}}` is always empty: the query groups by queue. Group it by queu, or remove the variable. Did you mean "queue"? See docs/checks/message-group.md.',
    ],
    [
      "a block that is not closed",
      { ...sound, message: "{{queue.name}} {{#is_alert}}" },
      'monitor "Queue": message: `{{#is_alert}}` is not closed: end it with `{{/is_alert}}`. See docs/checks/message-block.md.',
    ],
    [
      "two ways for missing data",
      { ...sound, onMissingData: "resolve", notifyNoData: true } as const,
      'monitor "Queue": options.on_missing_data: on_missing_data is "resolve" and notify_no_data is true: these options conflict, so keep only one. See docs/checks/no-data-conflict.md.',
    ],
    [
      "no name",
      { ...sound, name: "" },
      'monitor "": name: A monitor must have a name: it is the title of every notification. See docs/checks/empty-name.md.',
    ],
    [
      "a tag that would be rewritten",
      { ...sound, tags: ["Team:Shop"] },
      'monitor "Queue": tags[0]: Datadog changes the tag "Team:Shop" to "team:shop": use "team:shop". See docs/checks/tag-rewritten.md.',
    ],
    [
      "a priority of 7",
      { ...sound, priority: 7 as 5 },
      'monitor "Queue": priority: The priority is 7, but it must be from 1 (highest) to 5; omit it for no priority. See docs/checks/priority.md.',
    ],
  ])("%s", (_, props, message) => {
    expect(() => metricMonitor(props)).toThrow(new Error(message));
  });

  test("every mistake has its line", () => {
    expect(() => metricMonitor({ ...sound, timeoutH: 99, renotifyOccurrences: 2 })).toThrow(
      new Error(
        'monitor "Queue": options.timeout_h: timeout_h is 99, but it must be a number of hours 0 to 24. See docs/checks/timeout.md.\n' +
          'monitor "Queue": options.renotify_occurrences: renotify_occurrences is 2, but without an interval there are no renotifications: add renotify_interval, in minutes, or remove it. See docs/checks/renotify.md.',
      ),
    );
  });
});

describe("what is found in a monitor that was made", () => {
  const orders = runs.sum().asCount();
  const grouped = depth.avg().by("queue");
  const conditions = {
    "a share": sum("last_5m", ratio(orders.where({ region: "eu" }), orders)).above(0.1),
    "a sum without as_count": sum("last_5m", runs.sum()).above(3),
    "groups that are anomalous": avg("last_4h", anomalies(grouped, "agile", 2)).atOrAbove(1),
    "a forecast": avg("next_1d", forecast(depth.avg(), "linear", 1)).above(10),
    "a forecast of too short a time": avg("next_1h", forecast(depth.avg(), "linear", 1)).above(10),
    outliers: avg("last_30m", outliers(grouped, "DBSCAN", 3)).above(0),
    "a change": avg("last_5m", grouped).changeSince("last_1h").below(-3),
    "a window that does not exist": avg("last_30s" as "last_5m", grouped).above(1),
    "a percentage above 100": sum("last_5m", ratio(orders, orders)).above(3),
  };
  const settings = [
    {},
    { message: "{{queue.name}} {{region.name}}" },
    { renotifyInterval: 1.5 },
    { priority: 9 as never },
    { name: 5 as never },
    { tags: "team:a" as never },
  ];
  test.each(Object.entries(conditions))("%s: the same as in its JSON", (_, condition) => {
    for (const setting of settings) {
      const props = { name: "Made", condition, message: "", ...setting };
      const plain = {
        name: props.name,
        type: condition.node.kind === "changeAlert" ? "query alert" : "metric alert",
        query: condition.text,
        message: props.message,
        ...("tags" in props && { tags: props.tags }),
        ...("priority" in props && { priority: props.priority }),
        options: {
          thresholds: { critical: condition.critical },
          require_full_window: false,
          ...("renotifyInterval" in props && { renotify_interval: props.renotifyInterval }),
        },
      };
      const found = checkMonitor(plain);
      let monitor: object;
      try {
        monitor = metricMonitor({ ...props, type: plain.type as "metric alert" });
      } catch (error) {
        // Each is in the message, but advice that a construct only warns of.
        const said = found.filter(({ severity, check }) => severity === "wrong" || check === "message-group");
        expect(said).not.toEqual([]);
        for (const { message } of said) expect((error as Error).message).toContain(message);
        continue;
      }
      expect(found.filter(({ severity }) => severity === "wrong")).toEqual([]);
      expect(checkMonitor(monitor)).toEqual(found);
    }
  });
});
