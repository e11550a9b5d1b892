export { checkMessage, groupsNamed } from "./check";
export type { MessageFacts } from "./facts";
export { type Handle, handlesOf } from "./handles";
export type {
  BlockNode,
  CommentNode,
  HelperNode,
  RawNode,
  Template,
  TemplateArgument,
  TemplateNode,
  TextNode,
  VariableNode,
  VariablePath,
} from "./nodes";
export { parseTemplate } from "./parse";
export { type RenderedMessage, renderMessage } from "./render";
export { notificationTitle, type TitleOptions } from "./title";
export type { MessageContext } from "./variables";
export { MOMENTS, type Moment, STATE_BLOCKS, type VariableName } from "./vocabulary";
