import fc from 'fast-check'

// Generates catalog files as people write them: keys in any order, any quotes, comments in every
// valid place, both line ends, block and flow style, one document or several. The text is built
// from data, so that the tests know the expected result of parsing it.

const word = fc.constantFrom(
  'key',
  'a',
  'no',
  'a: b',
  'x #y',
  '- dash',
  "it's",
  'say "so"',
  '12',
  '1.0',
  'null',
  'tab\there',
  'ünïcode',
  '{brace}',
  '*star',
  'a, b',
  '[x]',
  'C:\\dir',
  'trailing ',
  '  ',
)
export const plainText = fc
  .array(word, { minLength: 1, maxLength: 4 })
  .map((words) => words.join(' '))
const lineText = plainText.filter((text) => /\S/.test(text))
const blockText = fc
  .array(fc.oneof(lineText, fc.constant('')), { minLength: 1, maxLength: 4 })
  .map((lines) => `Start\n${lines.join('\n')}`)

export interface Style {
  readonly quote: 'plain' | 'single' | 'double'
  readonly comment: boolean
  readonly blank: boolean
  readonly flow: boolean
  readonly fold: boolean
}
const style = fc.record<Style>({
  quote: fc.constantFrom('plain', 'single', 'double'),
  comment: fc.boolean(),
  blank: fc.boolean(),
  flow: fc.boolean(),
  fold: fc.boolean(),
})

const link = fc.constantFrom(
  'see [old](err:acme:data:old)',
  '<err:acme:data:old> and err:acme:data:old',
  '[older](err:acme:data:older)',
)
const text = fc.oneof(lineText, blockText, link)

/** The data of an entry. It has the shape of an entry, but does not always make sense. */
export const entryValue = fc
  .record(
    {
      code: fc.constantFrom('err:acme:data:one', 'err:acme:data:two'),
      status: fc.constantFrom(404, 500),
      title: lineText,
      summary: lineText,
      description: text,
      causes: fc.array(text, { minLength: 1, maxLength: 3 }),
      params: fc.dictionary(
        fc.constantFrom('a', 'b', 'c'),
        fc.record({
          type: fc.constant('string'),
          description: lineText,
          example: fc.oneof(lineText, fc.integer(), fc.constant(null)),
        }),
        { minKeys: 1 },
      ),
      example: fc.record({
        caption: lineText,
        request: fc.record({
          method: fc.constant('GET'),
          url: fc.constant('https://a.test/?q=1#x'),
          headers: fc.dictionary(fc.constantFrom('Accept', 'X-Y'), lineText),
          body: fc
            .jsonValue({ maxDepth: 2 })
            .filter((value) => !JSON.stringify(value).includes('__proto__')),
        }),
      }),
      fixes: fc.record({ summary: text, steps: fc.array(text, { minLength: 1, maxLength: 3 }) }),
      related: fc.array(
        fc.record({
          code: fc.constantFrom('err:acme:data:old', 'err:acme:data:x'),
          when: lineText,
        }),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
      tags: fc.array(fc.constantFrom('x', 'y'), { minLength: 1, maxLength: 3 }),
      aliases: fc.array(fc.constantFrom('err:acme:data:a', 'err:acme:data:b'), {
        minLength: 1,
        maxLength: 2,
      }),
      deprecated: fc.record(
        { reason: lineText, replacedBy: fc.constant('err:acme:data:old') },
        { requiredKeys: ['reason'] },
      ),
    },
    { requiredKeys: ['code'] },
  )
  .map((value) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>)

/** The text of a file with keys in random order and style, and the data of its documents. */
export const file = fc
  .record({
    documents: fc.array(
      fc.record({
        value: entryValue,
        order: fc.infiniteStream(fc.nat()),
        styles: fc.infiniteStream(style),
      }),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    crlf: fc.boolean(),
    indentedLists: fc.boolean(),
    finalNewline: fc.boolean(),
  })
  .map(({ documents, crlf, indentedLists, finalNewline }) => {
    let count = 0
    const texts = documents.map(({ value, order, styles }) => {
      const keys = Object.keys(value).map((key) => [order.next().value as number, key] as const)
      const shuffled = Object.fromEntries(
        keys.sort((a, b) => a[0] - b[0]).map(([, key]) => [key, value[key]]),
      )
      const write = writer(
        () => styles.next().value as Style,
        () => `# comment ${++count}`,
        indentedLists,
      )
      return write.map(shuffled, 0)
    })
    let text = texts.join('---\n')
    if (!finalNewline) text = text.replace(/\n$/, '')
    return {
      text: crlf ? text.replaceAll('\n', '\r\n') : text,
      values: documents.map(({ value }) => value),
    }
  })

function writer(next: () => Style, comment: () => string, indentedLists: boolean) {
  const scalar = (value: unknown, flow: boolean, { quote }: Style): string => {
    if (typeof value !== 'string') return JSON.stringify(value)
    if (quote === 'single' && !/[\n\t]/.test(value)) return `'${value.replaceAll("'", "''")}'`
    if (
      quote === 'plain' &&
      /^[A-Za-z][A-Za-z0-9 ]*$/.test(value) &&
      value === value.trim() &&
      !/^(?:no|null|a)$/.test(value)
    )
      return value
    if (quote === 'plain' && !flow && /^err:[a-z:]+$/.test(value)) return value
    return JSON.stringify(value)
  }
  const flow = (value: unknown, style: Style): string => {
    if (Array.isArray(value))
      return `[${value.map((item) => flow(item, style)).join(style.blank ? ',' : ', ')}]`
    if (typeof value === 'object' && value !== null) {
      const pairs = Object.entries(value).map(
        ([key, item]) => `${JSON.stringify(key)}: ${flow(item, style)}`,
      )
      return style.blank ? `{${pairs.join(', ')}}` : `{ ${pairs.join(', ')} }`
    }
    return scalar(value, true, style)
  }
  /** Returns the text after a key or a dash, which is the value and the line end. */
  const value = (item: unknown, indent: number, afterDash: boolean): string => {
    const style = next()
    const end = style.comment ? ` ${comment()}\n` : '\n'
    const isCollection = typeof item === 'object' && item !== null && Object.keys(item).length > 0
    if (isCollection && !style.flow) {
      if (Array.isArray(item))
        return afterDash
          ? ` ${flow(item, style)}${end}`
          : `\n${list(item, indent + (indentedLists ? 2 : 0))}`
      if (afterDash)
        return ` ${map(item as Record<string, unknown>, indent + 2)
          .trimStart()
          .replace(/^#.*\n *(?=\S)/, '')}`
      return `\n${map(item as Record<string, unknown>, indent + 2)}`
    }
    if (typeof item === 'object' && item !== null) return ` ${flow(item, style)}${end}`
    const space = ' '.repeat(indent + 2)
    if (typeof item === 'string' && item.includes('\n') && !/\t|^ |\s$| \n|\n /.test(item)) {
      const header = style.fold ? '>-' : '|-'
      const body = style.fold ? item.replaceAll('\n', '\n\n') : item
      if (!style.fold || !/\n\n/.test(item))
        return ` ${header}${style.comment ? ` ${comment()}` : ''}\n${body.replace(/^(?=.)/gm, space)}\n`
    }
    return ` ${scalar(item, false, style)}${end}`
  }
  const above = (indent: number, first: boolean): string => {
    const { blank, comment: commented } = next()
    return `${blank && !first ? '\n' : ''}${commented ? `${' '.repeat(indent)}${comment()}\n` : ''}`
  }
  const map = (item: Record<string, unknown>, indent: number): string =>
    Object.entries(item)
      .map(
        ([key, child], at) =>
          `${above(indent, at === 0)}${' '.repeat(indent)}${/^[A-Za-z]/.test(key) ? key.replace(/[^A-Za-z-].*/, (rest) => (rest === '' ? '' : `${rest}`)) && (/^[A-Za-z-]+$/.test(key) ? key : JSON.stringify(key)) : JSON.stringify(key)}:${value(child, indent, false)}`,
      )
      .join('')
  const list = (items: readonly unknown[], indent: number): string =>
    items
      .map(
        (child, at) =>
          `${above(indent, at === 0)}${' '.repeat(indent)}-${value(child, indent, true)}`,
      )
      .join('')
  return { map }
}
