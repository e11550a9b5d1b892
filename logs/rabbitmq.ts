import { categorize, grok, logPipeline, nested, remap } from "../datadog/definitions";
import { components } from "../metrics/components";
import { errorTypes } from "./error-type";

/**
 * RabbitMQ's log, `2024-05-12 10:11:12.123456+00:00 [info] <0.222.0> …`. Each line of a message has that head; in version
 * 3.8 only the first one has it, and a time without a zone. The broker knows no pipeline and no trace.
 *
 * https://www.rabbitmq.com/docs/logging
 */
const head = grok({
  name: "Head",
  rules: [
    {
      name: "line",
      pattern: String.raw`(?:%{date("yyyy-MM-dd HH:mm:ss.SSSSSSZZ"):timestamp}|%{date("yyyy-MM-dd HH:mm:ss.SSS"):timestamp}) \[%{word:level}\] <%{regex("[\\d.]+"):rabbitmq.process}>(?:\s+%{data:msg})?`,
      sample: "2024-05-12 10:11:12.123456+00:00 [info] <0.222.0> Server startup complete; 4 plugins started.",
    },
  ],
});

const endpoints = String.raw`(?:<[\d.]+> )?\(?\[?%{ip:network.client.ip}\]?:%{integer:network.client.port} -> \[?%{ip:network.destination.ip}\]?:%{integer:network.destination.port}`;

const connections = grok({
  name: "Connections and channels",
  source: "msg",
  helpers: {
    endpoints,
    // - celery@worker:7, vhost: '/', user: 'pipeline', state: running
    about: String.raw`(?: - %{regex("[^,)\\n]+"):rabbitmq.client})?(?:, vhost: '%{regex("[^']*"):rabbitmq.vhost:nullIf("none")}')?(?:, user: '%{regex("[^']*"):usr.name}')?(?:, state: %{word:rabbitmq.state})?(?:, duration: '[^']*')?\)?(?:, channel %{integer:rabbitmq.channel})?`,
  },
  rules: [
    {
      name: "connection",
      pattern: String.raw`%{regex("accepting|closing|closed|Error on"):rabbitmq.event} AMQP connection %{endpoints}%{about}(?::(?:\s.*)?)?`,
      sample: "closing AMQP connection <0.722.0> (172.18.0.5:51234 -> 172.18.0.3:5672, vhost: '/', user: 'pipeline')",
    },
    {
      name: "authenticated",
      pattern: `connection %{endpoints}%{about}: user '%{regex("[^']*"):usr.name}' %{regex("authenticated"):rabbitmq.event} and granted access to vhost '%{regex("[^']*"):rabbitmq.vhost}'.*`,
      sample:
        "connection <0.722.0> (172.18.0.5:51234 -> 172.18.0.3:5672): user 'pipeline' authenticated and granted access to vhost '/'",
    },
    {
      name: "channel_error",
      pattern: String.raw`%{regex("Channel error"):rabbitmq.event} on connection %{endpoints}%{about}:(?:\s.*)?`,
      sample:
        "Channel error on connection <0.722.0> (172.18.0.5:51234 -> 172.18.0.3:5672, vhost: '/', user: 'pipeline'), channel 1:",
    },
    {
      name: "consumer",
      pattern: String.raw`Consumer '?%{regex("[^'\\s]+"):rabbitmq.consumer}'? on channel %{integer:rabbitmq.channel}(?: and queue '%{regex("[^']*"):rabbitmq.queue}' in vhost '%{regex("[^']*"):rabbitmq.vhost}')? has %{regex("timed out"):rabbitmq.event} waiting for .*`,
      sample:
        "Consumer 'None4' on channel 1 and queue 'stages' in vhost '/' has timed out waiting for a consumer acknowledgement of a delivery with delivery tag = 1. Timeout used: 1800000 ms.",
    },
  ],
});

/** Why: in the same message, or in the line that goes on. */
const reasons = grok({
  name: "Reasons",
  source: "msg",
  rules: [
    {
      name: "exception",
      pattern: String.raw`(?:.*\n\s*)?operation %{notSpace:rabbitmq.operation} caused a (?:channel|connection) exception %{word:error.kind}: %{data:error.message}`,
      sample: "operation basic.publish caused a channel exception not_found: no exchange 'orders' in vhost '/'",
    },
    {
      name: "refused",
      pattern: String.raw`(?:.*\n\s*)?(?:%{regex("[A-Z0-9-]+"):rabbitmq.mechanism} )?%{regex("login refused|HTTP access denied"):rabbitmq.reason}: (?:user '%{regex("[^']*"):usr.name}' - )?%{data:error.message}`,
      sample: "PLAIN login refused: user 'pipeline' - invalid credentials",
    },
    {
      name: "heartbeats",
      pattern: String.raw`(?:.*\n\s*)?%{regex("missed heartbeats|client unexpectedly closed TCP connection|connection_closed_with_no_data_received"):rabbitmq.reason}(?: from client, timeout: %{number:rabbitmq.timeout_seconds}s)?.*`,
      sample: "missed heartbeats from client, timeout: 60s",
    },
    {
      name: "vhost",
      pattern: String.raw`(?:.*\n\s*)?%{regex("vhost"):rabbitmq.reason} '?%{regex("[^\\s']+"):rabbitmq.vhost}'? (?:not found|is down).*`,
      sample: "vhost missing not found",
    },
    {
      // {handshake_timeout,frame_header}, {bad_header,<<"GET / HT">>}: an Erlang term whose first word names the reason.
      name: "term",
      pattern: String.raw`(?:.*\n\s*)?\{%{regex("[a-z]\\w*"):error.kind},%{data:error.message}\}`,
      sample: '{bad_header,<<"GET / HT">>}',
    },
  ],
});

const alarms = grok({
  name: "Alarms, nodes, partitions",
  source: "msg",
  rules: [
    {
      name: "alarm",
      pattern: String.raw`%{regex("memory|disk|file descriptor"):rabbitmq.alarm} resource limit alarm %{regex("set|cleared"):rabbitmq.alarm_state}(?: on node '?%{regex("[^'\\s]+[^'\\s.]"):rabbitmq.node}'?| across the cluster)?.*`,
      sample: "memory resource limit alarm set on node 'rabbit@broker'.",
    },
    {
      name: "memory",
      pattern: String.raw`vm_memory_high_watermark %{regex("set|clear"):rabbitmq.alarm_state}\. Memory used:%{integer:rabbitmq.memory_used} allowed:%{integer:rabbitmq.memory_limit}.*`,
      sample: "vm_memory_high_watermark set. Memory used:6442450944 allowed:6335076761",
    },
    {
      name: "disk",
      pattern: String.raw`(?:Free disk space|Disk free space|Free space) is %{word:rabbitmq.disk_state}\. Free bytes: ?%{integer:rabbitmq.disk_free}\. Limit: ?%{integer:rabbitmq.disk_limit}.*`,
      sample: "Free disk space is insufficient. Free bytes: 48234496. Limit: 50000000",
    },
    {
      name: "node",
      pattern: String.raw`(?:rabbit on )?node '?%{regex("[^'\\s:]+"):rabbitmq.node}'? %{regex("up|down"):rabbitmq.node_state}(?:: %{word:error.kind})?.*`,
      sample: "node rabbit@broker-2 down: net_tick_timeout",
    },
    {
      name: "partition",
      pattern: String.raw`(?:Mnesia\('?%{regex("[^)']*"):rabbitmq.node}'?\): )?.*?%{regex("running_partitioned_network|[Pp]artial partition"):error.kind}.*`,
      sample:
        "Mnesia('rabbit@broker-1'): ** ERROR ** mnesia_event got {inconsistent_database, running_partitioned_network, 'rabbit@broker-2'}",
    },
  ],
});

/** RabbitMQ's own terms, in its source or in the protocol, for what these lines say in words. */
const kinds = nested("Kinds of reasons", "-@error.kind:*", [
  categorize("error.kind", {
    access_refused: '@rabbitmq.reason:("login refused" OR "HTTP access denied")',
    heartbeat_timeout: '@rabbitmq.reason:"missed heartbeats"',
    connection_closed_abruptly: '@rabbitmq.reason:"client unexpectedly closed TCP connection"',
    connection_closed_with_no_data_received: "@rabbitmq.reason:connection_closed_with_no_data_received",
    not_allowed: "@rabbitmq.reason:vhost",
    consumer_timeout: '@rabbitmq.event:"timed out"',
  }),
]);

export const rabbitmqLogs = () =>
  logPipeline({
    name: `${components.rabbitmq.name} (data pipeline)`,
    description: "Connections, exceptions and alarms of the broker",
    filter: { query: `source:${components.rabbitmq.source}` },
    processors: [
      head,
      connections,
      reasons,
      alarms,
      kinds,
      ...errorTypes(),
      remap("date", "timestamp", "time"),
      remap("status", "level"),
      remap("message", "msg"),
    ],
  });
