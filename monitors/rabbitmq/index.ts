import { backlog } from "./backlog";
import { rabbitmqCannotConnect } from "./cannot-connect";
import { deadLetters } from "./dead-letters";
import { diskAlarm } from "./disk-alarm";
import { memory } from "./memory";
import { memoryAlarm } from "./memory-alarm";
import { noConsumers } from "./no-consumers";
import { queueGrows } from "./queue-grows";
import { queueLong } from "./queue-long";
import { unacknowledged } from "./unacknowledged";

/** The monitors of RabbitMQ, one line each. */
export const rabbitmq = [
  ["cannotConnect", rabbitmqCannotConnect],
  ["backlog", backlog],
  ["queueLong", queueLong],
  ["queueGrows", queueGrows],
  ["noConsumers", noConsumers],
  ["unacknowledged", unacknowledged],
  ["memoryAlarm", memoryAlarm],
  ["diskAlarm", diskAlarm],
  ["memory", memory],
  ["deadLetters", deadLetters],
] as const;
