import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Artifact } from '../../src/model/artifact.js'
import { file, put } from './disk.js'

// Each row: a folder with our files a.md and b/c.md, an event, and a build that wants other
// files. `codes` are its findings; if there are none, `left` are the files
// afterwards.
interface Situation {
  readonly what: string
  readonly happens?: (out: string) => void
  readonly wanted: readonly Artifact[]
  readonly force?: true
  readonly codes?: readonly string[]
  readonly left?: Readonly<Record<string, string>>
}

export const both = [file('a.md'), file('b/c.md')]
const changed = [file('a.md', 'new\n'), file('b/c.md')]
const asBuilt = { 'a.md': 'a.md\n', 'b/c.md': 'b/c.md\n' }
const edit = (path: string) => (out: string) => writeFileSync(join(out, path), 'edited\n')

const becomesLink = (out: string) => {
  rmSync(join(out, 'a.md'))
  symlinkSync('b/c.md', join(out, 'a.md'))
}

export const situations: readonly Situation[] = [
  { what: 'nothing happened', wanted: both, left: asBuilt },
  { what: 'a page is gone from the catalog', wanted: [file('a.md')], left: { 'a.md': 'a.md\n' } },
  { what: 'all pages are gone', wanted: [], left: {} },
  { what: 'a page changed', wanted: changed, left: { 'a.md': 'new\n', 'b/c.md': 'b/c.md\n' } },
  {
    what: 'a foreign file lies beside ours',
    happens: (out) => put(out, { 'b/mine.txt': 'mine' }),
    wanted: [],
    left: { 'b/mine.txt': 'mine' },
  },
  {
    what: 'a foreign file has the name of a new page',
    happens: edit('d.md'),
    wanted: [...both, file('d.md')],
    codes: ['foreign-file'],
  },
  {
    what: 'the same, with --force',
    happens: edit('d.md'),
    wanted: [...both, file('d.md')],
    force: true,
    left: { ...asBuilt, 'd.md': 'd.md\n' },
  },
  {
    what: 'a foreign file holds just what a new page would',
    happens: (out) => put(out, { 'd.md': 'd.md\r\n' }),
    wanted: [...both, file('d.md')],
    left: { ...asBuilt, 'd.md': 'd.md\r\n' },
  },
  { what: 'a page was edited', happens: edit('a.md'), wanted: both, codes: ['edited-file'] },
  {
    what: 'a page was edited, with --force',
    happens: edit('a.md'),
    wanted: both,
    force: true,
    left: asBuilt,
  },
  {
    what: 'a page was edited into what it will be',
    happens: (out) => writeFileSync(join(out, 'a.md'), 'new\n'),
    wanted: changed,
    left: { 'a.md': 'new\n', 'b/c.md': 'b/c.md\n' },
  },
  {
    what: 'a page was edited and is gone from the catalog',
    happens: edit('b/c.md'),
    wanted: [file('a.md')],
    codes: ['edited-file'],
  },
  {
    what: 'the same, with --force',
    happens: edit('b/c.md'),
    wanted: [file('a.md')],
    force: true,
    left: { 'a.md': 'a.md\n' },
  },
  {
    what: 'git turned line ends into CRLF',
    happens: (out) => writeFileSync(join(out, 'a.md'), 'a.md\r\n'),
    wanted: both,
    left: { ...asBuilt, 'a.md': 'a.md\r\n' },
  },
  {
    what: 'CRLF, and the page changed',
    happens: (out) => writeFileSync(join(out, 'a.md'), 'a.md\r\n'),
    wanted: changed,
    left: { 'a.md': 'new\n', 'b/c.md': 'b/c.md\n' },
  },
  {
    what: 'CRLF, and the page is gone',
    happens: (out) => writeFileSync(join(out, 'a.md'), 'a.md\r\n'),
    wanted: [file('b/c.md')],
    left: { 'b/c.md': 'b/c.md\n' },
  },
  {
    what: 'CRLF in the manifest',
    happens: (out) =>
      writeFileSync(
        join(out, '.errbook-manifest'),
        readFileSync(join(out, '.errbook-manifest'), 'utf8').replaceAll('\n', '\r\n'),
      ),
    wanted: changed,
    left: { 'a.md': 'new\n', 'b/c.md': 'b/c.md\n' },
  },
  {
    what: 'one letter of a page is another',
    happens: (out) => writeFileSync(join(out, 'a.md'), 'b.md\n'),
    wanted: both,
    codes: ['edited-file'],
  },
  {
    what: 'a page was truncated',
    happens: (out) => writeFileSync(join(out, 'a.md'), ''),
    wanted: both,
    codes: ['edited-file'],
  },
  {
    what: 'a page was deleted by hand',
    happens: (out) => rmSync(join(out, 'a.md')),
    wanted: both,
    left: asBuilt,
  },
  {
    what: 'a page was deleted by hand and is gone from the catalog',
    happens: (out) => rmSync(join(out, 'b'), { recursive: true }),
    wanted: [file('a.md')],
    left: { 'a.md': 'a.md\n' },
  },
  {
    what: 'the manifest is gone',
    happens: (out) => rmSync(join(out, '.errbook-manifest')),
    wanted: both,
    left: asBuilt,
  },
  {
    what: 'the manifest is gone, and a page changed',
    happens: (out) => rmSync(join(out, '.errbook-manifest')),
    wanted: changed,
    codes: ['foreign-file'],
  },
  {
    what: 'the manifest is gone, and a page is gone',
    happens: (out) => rmSync(join(out, '.errbook-manifest')),
    wanted: [file('a.md')],
    left: asBuilt,
  },
  {
    what: 'the manifest is damaged',
    happens: (out) => writeFileSync(join(out, '.errbook-manifest'), '<<<<<<<\n'),
    wanted: both,
    codes: ['damaged-manifest'],
  },
  {
    what: 'a damaged manifest, with --force',
    happens: (out) => writeFileSync(join(out, '.errbook-manifest'), '<<<<<<<\n'),
    wanted: both,
    force: true,
    codes: ['damaged-manifest'],
  },
  {
    what: 'the manifest names a file outside',
    happens: (out) =>
      writeFileSync(join(out, '.errbook-manifest'), '7c1d0d1a5f2e4b90 ../precious.txt\n'),
    wanted: [],
    force: true,
    codes: ['damaged-manifest'],
  },
  {
    what: 'the manifest names a foreign file with a wrong hash',
    happens: (out) => writeFileSync(join(out, '.errbook-manifest'), '7c1d0d1a5f2e4b90 a.md\n'),
    wanted: [],
    codes: ['edited-file'],
  },
  {
    what: 'the manifest names a folder',
    happens: (out) => writeFileSync(join(out, '.errbook-manifest'), '7c1d0d1a5f2e4b90 b\n'),
    wanted: [],
    force: true,
    left: asBuilt,
  },
  {
    what: 'the manifest is a folder',
    happens: (out) => {
      rmSync(join(out, '.errbook-manifest'))
      mkdirSync(join(out, '.errbook-manifest'))
    },
    wanted: both,
    codes: ['output-link'],
  },
  {
    what: 'a folder of ours that would give way holds an empty one',
    happens: (out) => mkdirSync(join(out, 'b/empty')),
    wanted: [file('b')],
    codes: ['foreign-file'],
  },
  {
    what: 'a foreign folder is where a page goes',
    happens: (out) => put(out, { 'd.md/mine.txt': 'mine' }),
    wanted: [...both, file('d.md')],
    codes: ['foreign-file'],
  },
  {
    what: 'the same, with --force',
    happens: (out) => put(out, { 'd.md/mine.txt': 'mine' }),
    wanted: [...both, file('d.md')],
    force: true,
    codes: ['foreign-file'],
  },
  {
    what: 'an empty foreign folder is where a page goes',
    happens: (out) => mkdirSync(join(out, 'd.md')),
    wanted: [...both, file('d.md')],
    codes: ['foreign-file'],
  },
  {
    what: 'a folder of ours gives way to a page',
    wanted: [file('a.md'), file('b')],
    left: { 'a.md': 'a.md\n', b: 'b\n' },
  },
  {
    what: 'it is empty already, as a killed build leaves it',
    happens: (out) => rmSync(join(out, 'b/c.md')),
    wanted: [file('a.md'), file('b')],
    left: { 'a.md': 'a.md\n', b: 'b\n' },
  },
  {
    what: 'an empty folder of somebody else’s is where a page goes',
    happens: (out) => mkdirSync(join(out, 'd')),
    wanted: [...both, file('d')],
    codes: ['foreign-file'],
  },
  {
    what: 'it holds a foreign file, too',
    happens: (out) => put(out, { 'b/mine.txt': 'mine' }),
    wanted: [file('b')],
    codes: ['foreign-file'],
  },
  {
    what: 'a page of ours gives way to a folder',
    wanted: [file('a.md/d.md'), file('b/c.md')],
    left: { 'a.md/d.md': 'a.md/d.md\n', 'b/c.md': 'b/c.md\n' },
  },
  {
    what: 'an edited page does not',
    happens: edit('a.md'),
    wanted: [file('a.md/d.md'), file('b/c.md')],
    codes: ['edited-file'],
  },
  {
    what: 'a foreign file is where a folder goes',
    happens: edit('d'),
    wanted: [...both, file('d/e.md')],
    codes: ['foreign-file'],
  },
  {
    what: 'a page is renamed in case alone',
    wanted: [file('A.md'), file('b/c.md')],
    left: { 'A.md': 'A.md\n', 'b/c.md': 'b/c.md\n' },
  },
  {
    what: 'two pages differ in case alone',
    wanted: [file('d.md'), file('D.md')],
    codes: ['output-collision'],
  },
  {
    what: 'two pages differ in the form of an accent alone',
    wanted: [file('\u00e9.md'), file('e\u0301.md')],
    codes: ['output-collision'],
  },
  {
    what: 'a page and a folder have one name',
    wanted: [file('d'), file('d/e.md')],
    codes: ['output-collision'],
  },
  {
    what: 'a folder and a page have one name',
    wanted: [file('d/e.md'), file('D')],
    codes: ['output-collision'],
  },
  {
    what: 'a page became a link',
    happens: becomesLink,
    wanted: both,
    force: true,
    codes: ['output-link'],
  },
  {
    what: 'a page that is gone became a link',
    happens: becomesLink,
    wanted: [file('b/c.md')],
    force: true,
    codes: ['output-link'],
  },
]
