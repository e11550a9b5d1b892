/** Metrics that the configuration describes: Datadog knows them only once they were submitted. */
export const submittedMetrics = [
  { metric: "mill.grain.weight", type: "gauge" },
  { metric: "mill.sack.count", type: "count" },
  { metric: "mill.grind.seconds", type: "distribution" },
] as const;

const monitors = {
  plain: {
    name: "Grain runs low",
    type: "metric alert",
    query: "avg(last_5m):avg:mill.grain.weight{mill:north} < 20",
    message: "Order grain.\n",
  },
  full: {
    name: "Sacks pile up",
    type: "query alert",
    query: "sum(last_15m):sum:mill.sack.count{*} by {mill,floor}.as_count() > 90",
    message: "{{#is_alert}}{{floor.name}} is full: $${VALUE} at 90%%{}{{/is_alert}} @slack-mill",
    escalation_message: "Still full. ",
    priority: "2",
    monitor_thresholds: { critical: "90", warning: 60, critical_recovery: "80", warning_recovery: "50.5", ok: "1" },
    notify_no_data: true,
    no_data_timeframe: 40,
    new_group_delay: 120,
    evaluation_delay: 60,
    renotify_interval: 30,
    renotify_occurrences: 3,
    renotify_statuses: ["warn", "alert", "no data"],
    timeout_h: 2,
    notify_audit: true,
    require_full_window: false,
    include_tags: false,
    notify_by: ["mill"],
    notification_preset_name: "hide_handles",
    tags: ["team:millers", "floor:all", "grain"],
    draft_status: "draft",
    force_delete: true,
    lifecycle: { ignore_changes: ["priority"] },
  },
  missing_data: {
    name: "Scale is silent",
    type: "metric alert",
    query: "avg(last_1h):avg:mill.grain.weight{*} > 1000",
    message: "Look at the scale.",
    on_missing_data: "resolve",
    monitor_thresholds: { critical: "1000" },
  },
  check: {
    name: "Mill wheel",
    type: "service check",
    query: '"mill.wheel".over("*").by("mill").last(4).count_by_status()',
    message: "The wheel stands still.",
    monitor_thresholds: [{ critical: "3", warning: "2", ok: "1", unknown: "2" }],
  },
  logs: {
    name: "Dust in the log",
    type: "log alert",
    query: 'logs("service:mill dust").index("main").rollup("count").by("mill").last("10m") > 5',
    message: "Dust.",
    enable_logs_sample: true,
    group_retention_duration: "2d",
    groupby_simple_monitor: true,
    monitor_thresholds: { critical: "5" },
  },
  anomaly: {
    name: "Grinding is odd",
    type: "query alert",
    query:
      "avg(last_4h):anomalies(avg:mill.grain.weight{*}, 'basic', 2, direction='both', interval=60, alert_window='last_15m', count_default_zero='true') >= 1",
    message: "Odd.",
    monitor_thresholds: { critical: "1", critical_recovery: "0" },
    monitor_threshold_windows: { trigger_window: "last_15m", recovery_window: "last_15m" },
  },
  monthly: {
    name: "Grain of the month",
    type: "metric alert",
    query: "sum(current_1mo):sum:mill.sack.count{*}.as_count() > 5000",
    message: "Enough for this month.",
    monitor_thresholds: { critical: "5000" },
    scheduling_options: { evaluation_window: { day_starts: "04:00", month_starts: 1 } },
  },
  hourly: {
    name: "Grain of the hour",
    type: "metric alert",
    query: "sum(current_1h):sum:mill.sack.count{*}.as_count() > 50",
    message: "Enough for this hour.",
    monitor_thresholds: { critical: "50" },
    scheduling_options: { evaluation_window: { hour_starts: 0 } },
  },
  scheduled: {
    name: "Weekly weighing",
    type: "metric alert",
    query: "avg(last_1h):avg:mill.grain.weight{*} < 5",
    message: "Weigh.",
    monitor_thresholds: { critical: "5" },
    scheduling_options: {
      custom_schedule: {
        recurrence: { rrule: "FREQ=WEEKLY;INTERVAL=1", timezone: "Europe/Berlin", start: "2026-01-05T08:00:00" },
      },
    },
  },
  visitors: {
    name: "Visitors",
    type: "rum alert",
    query: 'formula("views + errors").last("5m") > 100',
    message: "Many visitors.",
    monitor_thresholds: { critical: "100" },
    variables: {
      event_query: [
        {
          data_source: "rum",
          name: "views",
          indexes: ["*"],
          search: { query: "@type:view" },
          compute: { aggregation: "count" },
          group_by: [{ facet: "service", limit: 5, sort: { aggregation: "avg", metric: "@view.time", order: "desc" } }],
        },
        {
          data_source: "rum",
          name: "errors",
          search: { query: "status:error" },
          compute: { aggregation: "pc95", metric: "@error.time", interval: 60000 },
        },
      ],
    },
  },
  restricted: {
    name: "Only millers may change this",
    type: "metric alert",
    query: "avg(last_5m):avg:mill.grain.weight{*} > 50",
    message: "Ask a miller.",
    monitor_thresholds: { critical: "50" },
    lifecycle: { ignore_changes: ["restricted_roles"] },
  },
  both: {
    name: "Grain and sacks",
    type: "composite",
    query: "${datadog_monitor.plain.id} && !${datadog_monitor.full.id}",
    message: "Both in ${var.place}.",
    tags: ["${var.tag}"],
    depends_on: ["datadog_monitor.check"],
  },
  burns: {
    name: "Sacks tear too fast",
    type: "slo alert",
    query:
      'burn_rate("${datadog_service_level_objective.sacks.id}").over("7d").long_window("1h").short_window("5m") > 16.8',
    message: "{{timeframe}}: {{long_window_burn_rate}}",
    monitor_thresholds: { critical: "16.8" },
  },
};

const dashboard = {
  title: "The mill",
  description: "Costs $${5} at 90%%{}",
  layout_type: "ordered",
  reflow_type: "auto",
  notify_list: ["z@example.com", "a@example.com"],
  tags: ["team:millers"],
  template_variables: [{ name: "mill", prefix: "mill", available_values: ["north", "south"], defaults: ["north"] }],
  widgets: [
    {
      definition: {
        type: "group",
        title: "Grain",
        layout_type: "ordered",
        widgets: [
          { definition: { type: "note", content: "Weights in kg", background_color: "white" } },
          {
            definition: {
              type: "timeseries",
              title: "Weight",
              requests: [
                {
                  formulas: [{ formula: "query1" }],
                  queries: [
                    { data_source: "metrics", name: "query1", query: "avg:mill.grain.weight{$mill} by {mill}" },
                  ],
                  response_format: "timeseries",
                  display_type: "line",
                },
              ],
            },
          },
        ],
      },
    },
    { definition: { type: "alert_graph", alert_id: "1", viz_type: "timeseries" } },
  ],
};

const names = { is_enabled: true, name: "step" };

const processors = [
  { arithmetic_processor: { ...names, expression: "(a - b)*1000", target: "c", is_replace_missing: true } },
  { array_processor: { operation: { append: { source: "ip", target: "ips" } } } },
  { array_processor: { ...names, operation: { length: { source: "ips", target: "ip_count" } } } },
  {
    array_processor: {
      ...names,
      operation: { select: { source: "links", target: "ref", filter: "name:Referrer", value_to_extract: "url" } },
    },
  },
  {
    attribute_remapper: {
      ...names,
      sources: ["a", "b"],
      source_type: "attribute",
      target: "c",
      target_type: "attribute",
      target_format: "integer",
      preserve_source: true,
    },
  },
  {
    category_processor: {
      ...names,
      target: "severity",
      category: [
        { name: "bad", filter: { query: '@level:(error OR "fatal")' } },
        { name: "good", filter: { query: "*" } },
      ],
    },
  },
  { date_remapper: { ...names, sources: ["date"] } },
  {
    decoder_processor: {
      ...names,
      source: "raw",
      target: "text",
      binary_to_text_encoding: "base64",
      input_representation: "utf_8",
    },
  },
  { geo_ip_parser: { ...names, sources: ["ip"], target: "geo" } },
  {
    grok_parser: {
      ...names,
      source: "message",
      samples: ["2026-01-05 sack 12 filled", "100%% of $${x}"],
      grok: {
        match_rules:
          'filled %%{date("yyyy-MM-dd"):date} sack %%{integer:sack} %%{word:state}\nother %%{data::keyvalue}',
        support_rules: "mill %%{word}",
      },
    },
  },
  { lookup_processor: { source: "code", target: "word", lookup_table: ["1,one", "2,two"], default_lookup: "many" } },
  { message_remapper: { ...names, sources: ["msg"] } },
  {
    pipeline: {
      name: "inner",
      is_enabled: true,
      filter: { query: "mill:north" },
      processor: [
        { url_parser: { ...names, sources: ["url"], target: "http", normalize_ending_slashes: true } },
        { user_agent_parser: { sources: ["agent"], target: "http_agent", is_encoded: true } },
      ],
    },
  },
  { reference_table_lookup_processor: { ...names, source: "code", target: "word", lookup_enrichment_table: "codes" } },
  {
    schema_processor: {
      ...names,
      schema: {
        schema_type: "ocsf",
        version: "1.5.0",
        class_name: "Account Change",
        class_uid: 3001,
        profiles: ["cloud", "datetime"],
      },
      mappers: {
        schema_remapper: [
          { name: "user", sources: ["who"], target: "ocsf.user", preserve_source: true, target_format: "string" },
        ],
        schema_category_mapper: [
          {
            name: "activity",
            categories: [{ id: 1, name: "Create", filter: { query: "@event:create" } }],
            targets: { name: "ocsf.activity_name", id: "ocsf.activity_id" },
            fallback: { values: { "ocsf.activity_id": "99" }, sources: { "ocsf.activity_name": '["event"]' } },
          },
          {
            name: "status",
            categories: [{ id: 2, name: "Failure", filter: { query: "@error:*" } }],
            targets: { name: "ocsf.status", id: "ocsf.status_id" },
          },
        ],
      },
    },
  },
  { service_remapper: { ...names, sources: ["svc"] } },
  { span_id_remapper: { sources: ["dd.span_id"] } },
  { status_remapper: { ...names, sources: ["level", "status"] } },
  { string_builder_processor: { ...names, template: "%%{mill}-%%{floor}", target: "place", is_replace_missing: true } },
  { trace_id_remapper: { ...names, sources: ["dd.trace_id"] } },
];

const slos = {
  sacks: {
    name: "Sacks are filled",
    type: "metric",
    description: " Of all sacks, those without a hole ",
    query: {
      numerator: "sum:mill.sack.count{state:filled}.as_count()",
      denominator: "sum:mill.sack.count{state:filled}.as_count() + sum:mill.sack.count{state:torn}.as_count()",
    },
    thresholds: [
      { timeframe: "7d", target: 99, warning: 99.5 },
      { timeframe: "30d", target: 98.5 },
    ],
    timeframe: "30d",
    target_threshold: 98.5,
    tags: ["team:millers", "floor:all"],
  },
  wheel: {
    name: "The wheel turns",
    type: "monitor",
    monitor_ids: ["${datadog_monitor.check.id}"],
    groups: ["mill:north", "mill:south"],
    thresholds: { timeframe: "90d", target: 99.9 },
  },
  grinding: {
    name: "Grinding is fast",
    type: "time_slice",
    sli_specification: {
      time_slice: {
        query: {
          formula: { formula_expression: "seconds / 2" },
          query: [{ metric_query: { name: "seconds", query: "p95:mill.grind.seconds{*}" } }],
        },
        comparator: "<",
        threshold: 0.5,
        query_interval_seconds: 60,
      },
    },
    thresholds: [{ timeframe: "7d", target: 95 }],
    validate: false,
  },
};

const downtimes = {
  weekly: {
    scope: "env:(north OR south) AND team:millers",
    monitor_identifier: { monitor_tags: ["team:millers", "grain:rye"] },
    recurring_schedule: {
      timezone: "Europe/Berlin",
      recurrence: [{ rrule: "FREQ=WEEKLY;BYDAY=SA", duration: "4h", start: "2050-01-08T06:00:00" }],
    },
    message: "The stones are dressed. @slack-mill",
    display_timezone: "Europe/Berlin",
    mute_first_recovery_notification: true,
    notify_end_states: ["alert", "warn"],
    notify_end_types: ["canceled", "expired"],
  },
  once: {
    scope: "*",
    monitor_identifier: { monitor_id: "${datadog_monitor.check.id}" },
    one_time_schedule: { start: "2050-01-02T03:04:05Z", end: "2050-01-02T05:04:05Z" },
    notify_end_types: [],
  },
  always: {
    scope: "mill:ruin",
    monitor_identifier: { monitor_tags: ["*"] },
    one_time_schedule: { start: "2020-01-01T00:00:00Z" },
  },
};

/** A configuration with each resource that the org knows, as cdktf would write it. */
export const everything: {
  readonly terraform: object;
  readonly resource: Record<string, Record<string, Record<string, unknown>>>;
  readonly [block: string]: unknown;
} = {
  "//": { metadata: { backend: "local", stackName: "everything" } },
  terraform: { required_providers: { datadog: { source: "DataDog/datadog", version: "3.82.0" } } },
  provider: { datadog: [{}] },
  variable: {
    place: { default: "the north", type: "string" },
    tag: { default: "from:a-variable" },
    secret: { sensitive: true, default: "unused" },
  },
  resource: {
    datadog_monitor: monitors,
    datadog_restriction_policy: {
      restricted: {
        resource_id: "monitor:${datadog_monitor.restricted.id}",
        bindings: [{ relation: "editor", principals: ["role:miller-1", "role:miller-2"] }],
      },
    },
    datadog_monitor_json: {
      exported: {
        monitor: JSON.stringify({
          name: "Exported",
          type: "metric alert",
          query: "max(last_10m):max:mill.grain.weight{*} > 400",
          message: "Heavy.",
          tags: ["team:millers"],
          options: {
            thresholds: { critical: 400 },
            include_tags: true,
            notify_audit: false,
            notify_no_data: false,
            new_host_delay: 300,
          },
          priority: 4,
        }),
      },
    },
    datadog_service_level_objective: slos,
    datadog_downtime_schedule: downtimes,
    datadog_monitor_notification_rule: {
      millers: {
        name: "What millers hear of",
        filter: { tags: ["team:millers", "grain:rye"] },
        recipients: ["slack-mill", "miller@example.com"],
      },
    },
    datadog_webhook: {
      plain: { name: "mill", url: "http://127.0.0.1:8000/alerts" },
      full: {
        name: "silo",
        url: "https://silo.example.com/$ALERT_ID",
        payload: '{"title": "$EVENT_TITLE", "token": "$MILL_TOKEN"}',
        custom_headers: '{"X-Mill": "north"}',
        encode_as: "form",
      },
    },
    datadog_webhook_custom_variable: {
      token: { name: "MILL_TOKEN", value: "hush", is_secret: true },
      region: { name: "MILL_REGION", value: "north", is_secret: false },
    },
    datadog_dashboard_json: { mill: { dashboard: JSON.stringify(dashboard) } },
    datadog_metric_metadata: {
      weight: {
        metric: "mill.grain.weight",
        type: "gauge",
        description: "Grain in the bin",
        short_name: "grain",
        unit: "kilogram",
        statsd_interval: 10,
      },
      seconds: { metric: "mill.grind.seconds", type: "distribution", unit: "second" },
    },
    datadog_metric_tag_configuration: {
      sacks: { metric_name: "mill.sack.count", metric_type: "count", tags: ["mill", "floor"] },
      weight: {
        metric_name: "mill.grain.weight",
        metric_type: "gauge",
        tags: ["mill"],
        aggregations: [{ time: "max", space: "max" }],
      },
      seconds: {
        metric_name: "mill.grind.seconds",
        metric_type: "distribution",
        tags: ["mill"],
        include_percentiles: true,
      },
    },
    datadog_logs_custom_pipeline: {
      mill: {
        name: "Mill",
        is_enabled: true,
        description: "What the mill writes",
        tags: ["team:millers", "grain"],
        filter: [{ query: "source:mill" }],
        processor: processors,
      },
      bare: { name: "Bare", filter: { query: "*" } },
    },
    datadog_logs_pipeline_order: {
      order: {
        name: "order",
        pipelines: ["${datadog_logs_custom_pipeline.bare.id}", "${datadog_logs_custom_pipeline.mill.id}"],
      },
    },
    datadog_logs_metric: {
      filled: {
        name: "mill.logs.filled",
        compute: { aggregation_type: "distribution", path: "@sack", include_percentiles: true },
        filter: { query: "service:mill" },
        group_by: [
          { path: "@mill", tag_name: "mill" },
          { path: "status", tag_name: "level" },
        ],
      },
      lines: { name: "mill.logs.lines", compute: { aggregation_type: "count" }, filter: { query: "*" } },
    },
    datadog_spans_metric: {
      requests: {
        name: "mill.spans.requests",
        compute: { aggregation_type: "count" },
        filter: { query: "service:mill" },
        group_by: [{ path: "resource_name", tag_name: "resource_name" }],
      },
      duration: {
        name: "mill.spans.duration",
        compute: { aggregation_type: "distribution", path: "@duration", include_percentiles: false },
        filter: {},
      },
    },
    datadog_apm_retention_filter: {
      errors: {
        name: "Keep errors",
        enabled: true,
        filter_type: "spans-sampling-processor",
        rate: "1.0",
        trace_rate: "0.5",
        filter: { query: "service:mill status:error" },
      },
    },
    datadog_software_catalog: {
      mill: {
        entity: [
          "apiVersion: v3",
          "kind: service",
          "metadata:",
          "  name: mill",
          "  displayName: The mill",
          "  owner: millers",
          '  tags: ["grain:rye"]',
          "spec:",
          '  dependsOn: ["service:wheel"]',
          "",
        ].join("\n"),
      },
    },
  },
};

const inWindow = {
  type: "metric alert",
  query: "sum(current_1d):sum:mill.sack.count{*}.as_count() > 500",
  message: "Enough for today.",
  monitor_thresholds: { critical: "500" },
};

/** What the tables have from later versions of the provider, all of it in 4.19.0. */
export const newer: typeof everything = {
  terraform: { required_providers: { datadog: { source: "DataDog/datadog", version: "4.19.0" } } },
  provider: { datadog: [{}] },
  resource: {
    datadog_service_level_objective: {
      formulas: {
        name: "Sacks of all kinds",
        type: "metric",
        sli_specification: {
          count: {
            good_events_formula: "filled",
            bad_events_formula: "torn + lost",
            queries: ["filled", "torn", "lost"].map((name) => ({
              metric_query: { name, query: `sum:mill.sack.count{state:${name}}.as_count()` },
            })),
          },
        },
        thresholds: [{ timeframe: "30d", target: 99 }],
        ignore_tag_keys: ["floor"],
      },
    },
    datadog_monitor_notification_rule: {
      routed: {
        name: "By state",
        filter: { scope: 'team:millers AND NOT mill:(north OR "far south")' },
        conditional_recipients: {
          conditions: [
            { scope: "transition_type:is_alert", recipients: ["pagerduty-mill", "slack-mill"] },
            { scope: "mill:south", recipients: ["slack-south"] },
          ],
          fallback_recipients: ["slack-mill"],
        },
      },
    },
    datadog_monitor: {
      daily: {
        ...inWindow,
        name: "Grain of the day",
        scheduling_options: { evaluation_window: { day_starts: "04:00", timezone: "Europe/Berlin" } },
        assets: [{ name: "What to do", url: "https://wiki.example.com/mill", category: "runbook" }],
        ignore_tag_keys: ["floor"],
      },
    },
    datadog_logs_custom_pipeline: {
      newer: {
        name: "Newer steps",
        is_enabled: true,
        filter: [{ query: "source:mill" }],
        processor: [
          { exclude_attribute_processor: { name: "step", is_enabled: true, attribute_to_exclude: "secret" } },
          {
            array_processor: {
              operation: { key_value: { source: "pairs", key_to_extract: "k", value_to_extract: "v", target: "all" } },
            },
          },
          {
            array_map_processor: {
              name: "step",
              is_enabled: true,
              source: "sacks",
              target: "weights",
              processors: [
                { attribute_remapper: { sources: ["$sourceElem.kg"], target: "$targetElem.weight" } },
                {
                  arithmetic_processor: {
                    name: "double",
                    expression: "$targetElem.weight * 2",
                    target: "$targetElem.twice",
                  },
                },
                { string_builder_processor: { template: "%%{$sourceElem.kg} kg", target: "$targetElem.text" } },
                {
                  category_processor: {
                    target: "$targetElem.size",
                    category: [{ name: "big", filter: { query: "@kg:>50" } }],
                  },
                },
              ],
            },
          },
          {
            pipeline: {
              name: "inner",
              is_enabled: true,
              description: "What the north mill writes",
              tags: ["floor:2"],
              filter: [{ query: "mill:north" }],
            },
          },
        ],
      },
    },
  },
};
