import { agentUp } from "../../metrics/checks";
import type { Component } from "../component";

/** The agent itself. */
export const agent: Component = () => (_, to) => to.check(agentUp, "OK");
