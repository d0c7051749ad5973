// Words for the generated texts. All of them occur in real catalogs.

export const nouns =
  words(`account address agent alert allowance archive attachment audience backup badge balance basket batch billing
  booking bucket budget bundle calendar campaign card cart certificate channel charge checkout client cluster collection comment
  connection contact container contract coupon credential currency customer dashboard dataset delivery deployment deposit device
  dispute document domain download draft endpoint event export feature feed field file filter folder form gateway grant group
  handler header identity image import index instance integration invite invoice item job journal key label layout ledger license
  limit listing listener mailbox member mandate manifest mapping merchant message meter migration model module monitor network
  notification operator order organization package page partition partner passkey payment payout permission plan platform policy
  portal preview price product profile project promotion proxy queue quota quote receipt recipient record refund region registry
  release reminder replica report repository request reservation resource response role route rule runner sample schedule schema
  scope script seat secret segment server service session setting shard shipment signature site snapshot source stream subscription
  summary survey table tag task team template tenant terminal thread ticket token topic transfer trigger tunnel upload user variable
  vault vendor version volume voucher wallet webhook widget workflow workspace zone`)

export const states =
  words(`not_found already_exists expired disabled locked suspended revoked rejected archived deleted duplicated
  detached unverified unreachable misconfigured exhausted too_large too_small out_of_range out_of_date in_use in_progress
  not_allowed not_ready not_supported malformed missing mismatched conflicting throttled`)

export const verbs =
  words(`accept activate add allocate approve archive assign attach cancel change check claim clone close collect
  compare complete configure confirm connect copy count create deliver deny deploy detach disable discard dispatch edit enable
  encrypt expire export extend fetch flush forward import inspect issue keep link list load lock mark merge migrate move open
  pause poll prepare preview publish purge queue read rebuild receive record refresh register reject release reload remove rename
  renew repair replace report request reserve reset resolve restore resume retry return reveal review revoke roll rotate route
  sample save scan schedule seal search send settle share sign sort split start stop store submit suspend sync tag test track
  transfer trim unlink unlock update upload use validate verify wait watch withdraw write`)

export const adjectives =
  words(`active ambiguous available broken cached certain common complete concurrent configured current daily
  default delayed different distant double earlier empty enabled entire exact expected external final first foreign former fresh
  full general global hidden identical incomplete internal invalid large last late linked local long lower lowest manual matching
  missing mixed narrow nested new next obsolete old open optional ordinary original other parallel partial pending permanent
  plain possible previous primary private public queued read-only ready recent regular related remote repeated required safe
  scheduled secondary separate shared short signed silent similar single slow small specific stale static strict temporary
  truncated unknown unpaid unsigned unused upper urgent valid verified visible whole wide wrong`)

export const times =
  words(`afterwards already always before beforehand briefly by_default eventually every_time first for_now from_then_on
  immediately in_the_meantime later meanwhile never nightly now often once only rarely regularly sometimes soon still then today
  twice until_then usually within_minutes`).map((time) => time.replaceAll('_', ' '))

/**
 * Sentences. `{n}` is a noun, `{p}` a plural, `{a}` an adjective, and `{t}` a time.
 * `{v}`, `{ved}` and `{vs}` are forms of a verb.
 */
export const sentences = [
  'the {n} that the request names is {a}, so the {n} could not be {ved}',
  'nobody has {ved} the {a} {n} of this {n}, and the service does not {v} it by itself',
  'a {n} can only be {ved} while its {n} is {a}',
  'somebody {ved} the {n} {t}, and the {a} {n} has been {a} since',
  'the service looked for the {a} {n} among the {p} of your {n} and found a {a} one',
  'two {a} {p} want to {v} the same {n}, and the second one has to wait until the first {n} is {a}',
  'your {n} allows fewer {a} {p} than this call would {v}',
  "the {a} {n} isn't one of the {p} that your {n} may {v}",
  'a {a} job went on to {v} the {n} after its {n} had been {ved}',
  'whoever {vs} the {n} {t} will see the {a} {n} in place of the {a} one',
  '{v} the {n}, then {v} the {a} {n} that belongs to it',
  '{v} every {n} that is {a} (the {p} of a {a} {n} count as well), and {v} the rest {t}',
  'ask the owner of the {n} to {v} it, or {v} a {a} {n} of your own',
  'look at the {p} of the {n}; the one that is {a} has to be {ved} before a {n} can be {ved}',
  'if the {n} is {a}, {v} the {a} {n} and {v} your request {t}',
  'compare the {n} in your request with the {a} {n} of the {n}, character by character',
  'it makes no difference whether the {n} is {a} or {a}, as the service {vs} both',
  'only the {a} {n} counts here: the {n} beside it is {a} and is {ved} {t}',
  'a {a} {n} stays {a} for as long as one of its {p} is {a}',
  '{p} that were {ved} with a {a} {n} keep it, even when the {n} is {ved} {t}',
  'this happens {t} where a {n} {vs} more than one {n}, or where its {n} is {a}',
  'a copy of the {n} was {ved} in another {n}, which has {p} of its own',
]

/** Shorter sentences, for captions and titles. */
export const phrases = [
  '{v} a {a} {n}',
  'a {a} {n} and its {n}',
  'the {n} of the {a} {n}',
  '{a} {p} without a {n}',
  'a {n} that is {a}',
  '{ved} {t}, but {a}',
  'every {a} {n} of the {n}',
  '{v} the {n} {t}',
]

function words(text) {
  return text.trim().split(/\s+/)
}
