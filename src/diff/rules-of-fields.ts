import type { ChangeRule } from '../model/change.js'
import { type DiffRule, set, show } from './rule.js'

/** What can happen to a field of an error that is still there, or of the vocabulary. */
export const rulesOfFields = {
  'status-changed': {
    level: 'wire',
    severity: 'error',
    says: ({ before, after }) => `The status is ${set(after)}, and was ${set(before)}.`,
    help: 'Send the status that clients know: it decides whether they retry, and what proxies cache. A different situation is a new error.',
  },
  'status-added': {
    level: 'wire',
    severity: 'warning',
    says: ({ after }) => `A second status, ${show(after)}: clients know this error without it.`,
    help: 'Make sure that clients go by the code and not by the status, or give the situation a code of its own.',
  },
  'status-removed': {
    level: 'schema',
    severity: 'error',
    says: ({ before }) =>
      `The status ${show(before)} is gone, and its schema and response with it.`,
    help: 'Leave it listed for as long as a version of the service that sends it is running.',
  },
  'exit-code-changed': {
    level: 'wire',
    severity: 'error',
    says: ({ before, after }) => `The exit code is ${set(after)}, and was ${set(before)}.`,
    help: 'End with the code that scripts know.',
  },
  'type-changed': {
    level: 'wire',
    severity: 'error',
    says: ({ before, after }) => `The \`type\` is ${set(after)}, and was ${set(before)}.`,
    help: 'Keep `type` as it was: RFC 9457 clients know the error by it, wherever its page is.',
  },
  'param-removed': {
    level: 'wire',
    severity: 'error',
    says: ({ name }) => `${show(name)} is gone from the response.`,
    help: 'Put it back. A new name for the same value is a second param beside the first.',
  },
  'param-added': {
    level: 'schema',
    severity: 'info',
    adds: true,
    says: ({ name }) => `New param ${show(name)}, which not every response carries.`,
    help: 'Clients ignore what they do not know, as RFC 9457 asks of them.',
  },
  'param-added-required': {
    level: 'source',
    severity: 'error',
    says: ({ name }) =>
      `The new param ${show(name)} is required: code that raises the error has to pass it.`,
    help: 'Make it `required: false`, or raise it everywhere in the same release and accept the break.',
  },
  'param-type-changed': {
    level: 'wire',
    severity: 'error',
    says: ({ name, before, after }) =>
      `The type of ${show(name)} is ${set(after)}, and was ${set(before)}.`,
    help: 'Keep the type, and add a second param for the new one.',
  },
  'param-type-narrowed': {
    level: 'source',
    severity: 'warning',
    says: ({ name, before, after }) =>
      `Narrower type of ${show(name)}: ${show(after)}, which was ${show(before)}.`,
    help: 'Readers of the response are fine. Code that raises the error may pass what is not allowed any more.',
  },
  'param-made-optional': {
    level: 'wire',
    severity: 'error',
    says: ({ name }) => `${show(name)} may be missing now: every response carried it.`,
    help: 'Keep it required: clients read it without looking whether it is there.',
  },
  'param-made-required': {
    level: 'source',
    severity: 'error',
    says: ({ name }) => `${show(name)} is required now: code that leaves it out does not compile.`,
    help: 'Leave it optional, or pass it everywhere in the same release and accept the break.',
  },
  'enum-value-removed': {
    level: 'source',
    severity: 'error',
    says: ({ name, before }) => `${show(name)} no longer has the value ${show(before)}.`,
    help: 'Keep it listed: code that raises or compares it does not compile without it, and stored responses hold it.',
  },
  'enum-value-added': {
    level: 'source',
    severity: 'warning',
    says: ({ name, after }) =>
      `New value ${show(after)} of ${show(name)}, whose values were a closed list.`,
    help: 'Clients that are generated from the schema may refuse it, and a `switch` over the values may have no case for it.',
  },
  'param-format-changed': {
    level: 'schema',
    severity: 'warning',
    says: ({ name, before, after }) =>
      `The format of ${show(name)} is ${set(after)}, and was ${set(before)}.`,
    help: 'Keep the format where values of the old one are stored or parsed.',
  },
  'param-constraint-changed': {
    level: 'schema',
    severity: 'warning',
    says: ({ field, before, after }) =>
      `Another limit: ${show(field)} is ${set(after)}, and was ${set(before)}.`,
    help: 'A looser limit lets through what validators refuse; a tighter one refuses what code passes today.',
  },
  'param-sensitivity-changed': {
    level: 'source',
    severity: 'warning',
    says: ({ name, after }) =>
      `${show(name)} is ${after === true ? 'kept out of logs from now on' : 'written to logs from now on'}.`,
    help: 'Tell those who read the logs, and look at what is in the value before it is written there.',
  },
  'detail-placeholder-removed': {
    level: 'wire',
    severity: 'warning',
    says: ({ before }) => `The \`detail\` no longer holds ${show(`{${String(before)}}`)}.`,
    help: 'Make sure that the value is a param, so that no client has to find it in the message. Translations need the change too.',
  },
  'header-removed': {
    level: 'wire',
    severity: 'error',
    says: ({ name }) => `The header ${show(name)} is gone from the response.`,
    help: 'Put it back: clients wait, or cache, by it.',
  },
  'header-added': {
    level: 'schema',
    severity: 'info',
    adds: true,
    says: ({ name }) => `New header ${show(name)}.`,
    help: 'Clients ignore headers that they do not know.',
  },
  'header-type-changed': {
    level: 'wire',
    severity: 'error',
    says: ({ name, before, after }) =>
      `The type of the header ${show(name)} is ${set(after)}, and was ${set(before)}.`,
    help: 'Keep the type, and add a second header for the new one.',
  },
  'header-made-optional': {
    level: 'wire',
    severity: 'error',
    says: ({ name }) => `The header ${show(name)} may be missing now: every response carried it.`,
    help: 'Keep it required: clients read it without looking whether it is there.',
  },
  'header-value-changed': {
    level: 'wire',
    severity: 'warning',
    says: ({ name, before, after }) =>
      `Another value of the header ${show(name)}: ${show(after)}, which was ${show(before)}.`,
    help: 'Make sure that it means the same: seconds stay seconds.',
  },
  'extra-changed': {
    level: 'wire',
    severity: 'error',
    says: ({ name, before, after }) =>
      after === undefined || after === null
        ? `The constant member ${show(name)} is gone.`
        : `The constant member ${show(name)} is ${set(after)}, and was ${set(before)}.`,
    help: 'Send what was published: a constant is there to be compared with.',
  },
  'extra-added': {
    level: 'schema',
    severity: 'info',
    adds: true,
    says: ({ name }) => `New constant member ${show(name)}.`,
    help: 'Clients ignore what they do not know.',
  },
  'retry-changed': {
    level: 'wire',
    severity: 'error',
    says: ({ before, after }) => `\`retry\` is ${set(after)}, and was ${set(before)}.`,
    help: 'Clients that follow it would give up where they should not, or hammer the service. A different situation is a new error.',
  },
  'grpc-changed': {
    level: 'wire',
    severity: 'error',
    says: ({ before, after }) => `The gRPC code is ${set(after)}, and was ${set(before)}.`,
    help: 'Keep the code that gRPC clients know.',
  },
  'visibility-narrowed': {
    level: 'wire',
    severity: 'error',
    says: ({ before, after }) =>
      `Now ${show(after)}, and was ${show(before)}: fewer people may know of it.`,
    help: 'Those who knew the error would meet the unexpected one in its place, and a page that is gone.',
  },
  'visibility-widened': {
    level: 'docs',
    severity: 'info',
    adds: true,
    says: ({ before, after }) =>
      `Now ${show(after)}, and was ${show(before)}: more people read it.`,
    help: 'Read the page once more with their eyes.',
  },
  'fault-changed': {
    level: 'source',
    severity: 'warning',
    says: ({ before, after }) => `Another fault: ${set(after)}, and was ${set(before)}.`,
    help: 'Dashboards and alerts that split errors by fault count it elsewhere from now on.',
  },
  'log-level-changed': {
    level: 'source',
    severity: 'warning',
    says: ({ before, after }) => `Another log level: ${set(after)}, and was ${set(before)}.`,
    help: 'Alerts that go by the level start or stop because of it.',
  },
  'operation-added': {
    level: 'source',
    severity: 'info',
    adds: true,
    says: ({ after }) => `${show(after)} may return it from now on.`,
    help: 'Its clients treat it as its status says.',
  },
  'operation-removed': {
    level: 'source',
    severity: 'warning',
    says: ({ before }) => `${show(before)} is no longer said to return it.`,
    help: 'Code that handles it there may stop compiling, and must stay where the operation still returns it.',
  },
  'since-changed': {
    level: 'docs',
    severity: 'warning',
    says: ({ before, after }) => `\`since\` is ${set(after)}, and was ${set(before)}.`,
    help: 'Put it back: the release that first had the error does not change.',
  },
  'replacement-changed': {
    level: 'docs',
    severity: 'info',
    says: ({ before, after }) => `Another replacement: ${set(after)}, and was ${set(before)}.`,
    help: 'Readers of its page are sent elsewhere.',
  },
  'title-changed': {
    level: 'docs',
    severity: 'info',
    says: ({ before, after }) => `Another title: ${set(after)}, and was ${set(before)}.`,
    help: 'Clients that show it show the new one. None should compare it.',
  },
  'text-changed': {
    level: 'docs',
    severity: 'info',
    says: () => 'Reworded.',
    help: 'Nothing breaks by words.',
  },
  'envelope-member-removed': {
    level: 'wire',
    severity: 'error',
    says: ({ name }) => `${show(name)} is gone from the response body.`,
    help: 'Put it back: every client of every error reads the same body.',
  },
  'envelope-member-changed': {
    level: 'wire',
    severity: 'error',
    says: ({ name, before, after }) =>
      `${show(name)} of the response body is ${set(after)}, and was ${set(before)}.`,
    help: 'Keep the member as it was, and add a second one.',
  },
  'envelope-member-added': {
    level: 'schema',
    severity: 'info',
    adds: true,
    says: ({ name }) => `New member ${show(name)} of the response body.`,
    help: 'Clients ignore what they do not know.',
  },
  'media-type-removed': {
    level: 'wire',
    severity: 'error',
    says: ({ before }) => `The media type ${show(before)} is no longer served.`,
    help: 'Clients that accept no other can not read the response.',
  },
  'media-type-added': {
    level: 'wire',
    severity: 'info',
    adds: true,
    says: ({ after }) => `New media type ${show(after)}.`,
    help: 'Clients get it where they ask for it.',
  },
  'unexpected-changed': {
    level: 'wire',
    severity: 'error',
    says: ({ before, after }) =>
      `The code for everything unexpected is ${set(after)}, and was ${set(before)}.`,
    help: 'Clients know that code as the one for everything internal. Keep it.',
  },
} satisfies Partial<Record<ChangeRule, DiffRule>>
