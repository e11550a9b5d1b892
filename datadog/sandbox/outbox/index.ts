export { type Delivery, Outbox } from "./outbox";
