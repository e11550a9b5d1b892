import { AT, type Line } from "./table";

const line = (level: string, text: string) => `2024-05-12 10:11:12.123456+00:00 [${level}] <0.722.0> ${text}`;
const client = { "network.client.ip": "172.18.0.5", "network.client.port": 51234 };
const ends = "172.18.0.5:51234 -> 172.18.0.3:5672";

// What RabbitMQ 3.8 to 4 write: rabbit_reader.erl, rabbit_channel.erl, rabbit_alarm.erl, rabbit_node_monitor.erl.
export const rabbitmqLines: readonly Line[] = [
  [
    line("info", `accepting AMQP connection <0.722.0> (${ends})`),
    { ...client, date: AT, "rabbitmq.event": "accepting", "rabbitmq.process": "0.722.0", status: "info" },
  ],
  [line("info", `accepting AMQP connection ${ends}`), { ...client, "rabbitmq.event": "accepting" }],
  [
    line("info", `connection <0.722.0> (${ends}): user 'pipeline' authenticated and granted access to vhost '/'`),
    { ...client, "usr.name": "pipeline", "rabbitmq.vhost": "/", "rabbitmq.event": "authenticated" },
  ],
  [
    line("info", `closing AMQP connection <0.722.0> (${ends}, vhost: '/', user: 'pipeline')`),
    { ...client, "rabbitmq.event": "closing", "rabbitmq.vhost": "/", "usr.name": "pipeline" },
  ],
  [
    line("info", `closing AMQP connection (${ends}, vhost: '/', user: 'pipeline', duration: '10M, 5s')`),
    { ...client, "rabbitmq.event": "closing" },
  ],
  [
    line("warning", "closing AMQP connection <0.722.0> ([::1]:51234 -> [::1]:5672, vhost: '/', user: 'pipeline'):"),
    { "network.client.ip": "::1", status: "warn" },
  ],
  [
    line("warning", "client unexpectedly closed TCP connection"),
    { kind: "connection_closed_abruptly", status: "warn" },
  ],
  [
    line("error", `Channel error on connection <0.722.0> (${ends}, vhost: '/', user: 'pipeline'), channel 1:`),
    { ...client, "rabbitmq.channel": 1, "rabbitmq.vhost": "/", status: "error" },
  ],
  [
    line("error", "operation basic.publish caused a channel exception not_found: no exchange 'orders' in vhost '/'"),
    { "rabbitmq.operation": "basic.publish", kind: "not_found", "error.message": "no exchange 'orders' in vhost '/'" },
  ],
  // A line that goes on is indented.
  [
    line(
      "error",
      " operation queue.declare caused a channel exception precondition_failed: inequivalent arg 'durable'",
    ),
    { "rabbitmq.operation": "queue.declare", kind: "precondition_failed" },
  ],
  [
    line(
      "error",
      `Error on AMQP connection <0.722.0> (${ends} - celery@worker-1, vhost: '/', user: 'pipeline', state: running), channel 0:`,
    ),
    { "rabbitmq.client": "celery@worker-1", "rabbitmq.state": "running", "rabbitmq.channel": 0 },
  ],
  [
    line(
      "error",
      " operation none caused a connection exception connection_forced: \"broker forced connection closure with reason 'shutdown'\"",
    ),
    { kind: "connection_forced" },
  ],
  [
    line("error", `closing AMQP connection <0.722.0> (${ends}):`),
    { ...client, "rabbitmq.event": "closing", status: "error" },
  ],
  [
    line("error", "missed heartbeats from client, timeout: 60s"),
    { "rabbitmq.timeout_seconds": 60, kind: "heartbeat_timeout", status: "error" },
  ],
  [
    `2024-05-12 10:11:12.123 [error] <0.722.0> closing AMQP connection <0.722.0> (${ends}):\nmissed heartbeats from client, timeout: 60s`,
    { ...client, date: AT, kind: "heartbeat_timeout" },
  ],
  [
    line("error", "PLAIN login refused: user 'pipeline' - invalid credentials"),
    {
      "usr.name": "pipeline",
      "rabbitmq.mechanism": "PLAIN",
      kind: "access_refused",
      "error.message": "invalid credentials",
    },
  ],
  [
    line("warning", "HTTP access denied: user 'guest' - User can only log in via localhost"),
    { "usr.name": "guest", kind: "access_refused" },
  ],
  [line("error", "vhost missing not found"), { "rabbitmq.vhost": "missing", kind: "not_allowed" }],
  [line("error", '{bad_header,<<"GET / HT">>}'), { kind: "bad_header" }],
  [line("error", " {handshake_timeout,frame_header}"), { kind: "handshake_timeout" }],
  [
    line(
      "warning",
      "Consumer 'None4' on channel 1 and queue 'stages' in vhost '/' has timed out waiting for a consumer acknowledgement of a delivery with delivery tag = 1. Timeout used: 1800000 ms.",
    ),
    { "rabbitmq.queue": "stages", "rabbitmq.consumer": "None4", kind: "consumer_timeout", status: "warn" },
  ],
  [
    line("warning", "memory resource limit alarm set on node 'rabbit@broker'."),
    { "rabbitmq.alarm": "memory", "rabbitmq.alarm_state": "set", "rabbitmq.node": "rabbit@broker", status: "warn" },
  ],
  [
    line("warning", "disk resource limit alarm cleared across the cluster"),
    { "rabbitmq.alarm": "disk", "rabbitmq.alarm_state": "cleared" },
  ],
  [
    line("info", "vm_memory_high_watermark set. Memory used:6442450944 allowed:6335076761"),
    { "rabbitmq.memory_used": 6442450944, "rabbitmq.memory_limit": 6335076761 },
  ],
  [
    line("warning", "Free disk space is insufficient. Free bytes: 48234496. Limit: 50000000"),
    { "rabbitmq.disk_free": 48234496, "rabbitmq.disk_limit": 50000000 },
  ],
  [
    line("info", "node rabbit@broker-2 down: net_tick_timeout"),
    { "rabbitmq.node": "rabbit@broker-2", "rabbitmq.node_state": "down", kind: "net_tick_timeout" },
  ],
  [
    line(
      "error",
      "Mnesia('rabbit@broker-1'): ** ERROR ** mnesia_event got {inconsistent_database, running_partitioned_network, 'rabbit@broker-2'}",
    ),
    { "rabbitmq.node": "rabbit@broker-1", kind: "running_partitioned_network" },
  ],
  [
    line("notice", "Server startup complete; 4 plugins started."),
    { message: "Server startup complete; 4 plugins started.", kind: undefined, status: "notice" },
  ],
  [line("debug", ""), { status: "debug" }],
];
