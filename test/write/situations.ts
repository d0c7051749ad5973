import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Artifact } from '../../src/model/artifact.js'
import { file, put } from './disk.js'

// Each row starts with an output folder with the generated files a.md and b/c.md. Then something
// happens, and a build generates the files in `wanted`. `codes` contains its findings. If there are
// none, `left` contains the files afterwards.
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
  {
    what: 'a page was removed from the catalog',
    wanted: [file('a.md')],
    left: { 'a.md': 'a.md\n' },
  },
  { what: 'all pages were removed', wanted: [], left: {} },
  { what: 'a page changed', wanted: changed, left: { 'a.md': 'new\n', 'b/c.md': 'b/c.md\n' } },
  {
    what: 'a foreign file is in the output folder',
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
    what: 'a foreign file has the name of a new page, with --force',
    happens: edit('d.md'),
    wanted: [...both, file('d.md')],
    force: true,
    left: { ...asBuilt, 'd.md': 'd.md\n' },
  },
  {
    what: 'a foreign file has the content of a new page',
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
    what: 'a page was edited, and already has its new content',
    happens: (out) => writeFileSync(join(out, 'a.md'), 'new\n'),
    wanted: changed,
    left: { 'a.md': 'new\n', 'b/c.md': 'b/c.md\n' },
  },
  {
    what: 'a page was edited, and removed from the catalog',
    happens: edit('b/c.md'),
    wanted: [file('a.md')],
    codes: ['edited-file'],
  },
  {
    what: 'a page was edited, and removed from the catalog, with --force',
    happens: edit('b/c.md'),
    wanted: [file('a.md')],
    force: true,
    left: { 'a.md': 'a.md\n' },
  },
  {
    what: 'git changed line ends to CRLF',
    happens: (out) => writeFileSync(join(out, 'a.md'), 'a.md\r\n'),
    wanted: both,
    left: { ...asBuilt, 'a.md': 'a.md\r\n' },
  },
  {
    what: 'git changed line ends to CRLF, and the page changed',
    happens: (out) => writeFileSync(join(out, 'a.md'), 'a.md\r\n'),
    wanted: changed,
    left: { 'a.md': 'new\n', 'b/c.md': 'b/c.md\n' },
  },
  {
    what: 'git changed line ends to CRLF, and the page was removed from the catalog',
    happens: (out) => writeFileSync(join(out, 'a.md'), 'a.md\r\n'),
    wanted: [file('b/c.md')],
    left: { 'b/c.md': 'b/c.md\n' },
  },
  {
    what: 'git changed line ends in the manifest to CRLF',
    happens: (out) =>
      writeFileSync(
        join(out, '.errbook-manifest'),
        readFileSync(join(out, '.errbook-manifest'), 'utf8').replaceAll('\n', '\r\n'),
      ),
    wanted: changed,
    left: { 'a.md': 'new\n', 'b/c.md': 'b/c.md\n' },
  },
  {
    what: 'one letter of a page was changed',
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
    what: 'a page was deleted by hand, and removed from the catalog',
    happens: (out) => rmSync(join(out, 'b'), { recursive: true }),
    wanted: [file('a.md')],
    left: { 'a.md': 'a.md\n' },
  },
  {
    what: 'the manifest is missing',
    happens: (out) => rmSync(join(out, '.errbook-manifest')),
    wanted: both,
    left: asBuilt,
  },
  {
    what: 'the manifest is missing, and a page changed',
    happens: (out) => rmSync(join(out, '.errbook-manifest')),
    wanted: changed,
    codes: ['foreign-file'],
  },
  {
    what: 'the manifest is missing, and a page was removed from the catalog',
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
    what: 'the manifest is damaged, with --force',
    happens: (out) => writeFileSync(join(out, '.errbook-manifest'), '<<<<<<<\n'),
    wanted: both,
    force: true,
    codes: ['damaged-manifest'],
  },
  {
    what: 'the manifest lists a file outside the folder',
    happens: (out) =>
      writeFileSync(join(out, '.errbook-manifest'), '7c1d0d1a5f2e4b90 ../precious.txt\n'),
    wanted: [],
    force: true,
    codes: ['damaged-manifest'],
  },
  {
    what: 'the manifest lists a foreign file with a wrong hash',
    happens: (out) => writeFileSync(join(out, '.errbook-manifest'), '7c1d0d1a5f2e4b90 a.md\n'),
    wanted: [],
    codes: ['edited-file'],
  },
  {
    what: 'the manifest lists a folder',
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
    what: 'a page replaces a generated folder that contains an empty folder',
    happens: (out) => mkdirSync(join(out, 'b/empty')),
    wanted: [file('b')],
    codes: ['foreign-file'],
  },
  {
    what: 'a foreign folder has the name of a new page',
    happens: (out) => put(out, { 'd.md/mine.txt': 'mine' }),
    wanted: [...both, file('d.md')],
    codes: ['foreign-file'],
  },
  {
    what: 'a foreign folder has the name of a new page, with --force',
    happens: (out) => put(out, { 'd.md/mine.txt': 'mine' }),
    wanted: [...both, file('d.md')],
    force: true,
    codes: ['foreign-file'],
  },
  {
    what: 'an empty foreign folder has the name of a new page',
    happens: (out) => mkdirSync(join(out, 'd.md')),
    wanted: [...both, file('d.md')],
    codes: ['foreign-file'],
  },
  {
    what: 'a page replaces a generated folder',
    wanted: [file('a.md'), file('b')],
    left: { 'a.md': 'a.md\n', b: 'b\n' },
  },
  {
    what: 'a page replaces a generated folder that a killed build left empty',
    happens: (out) => rmSync(join(out, 'b/c.md')),
    wanted: [file('a.md'), file('b')],
    left: { 'a.md': 'a.md\n', b: 'b\n' },
  },
  {
    what: 'an empty foreign folder has the name of a new page without extension',
    happens: (out) => mkdirSync(join(out, 'd')),
    wanted: [...both, file('d')],
    codes: ['foreign-file'],
  },
  {
    what: 'a page replaces a generated folder that contains a foreign file',
    happens: (out) => put(out, { 'b/mine.txt': 'mine' }),
    wanted: [file('b')],
    codes: ['foreign-file'],
  },
  {
    what: 'a folder replaces a generated page',
    wanted: [file('a.md/d.md'), file('b/c.md')],
    left: { 'a.md/d.md': 'a.md/d.md\n', 'b/c.md': 'b/c.md\n' },
  },
  {
    what: 'a folder replaces a page that was edited',
    happens: edit('a.md'),
    wanted: [file('a.md/d.md'), file('b/c.md')],
    codes: ['edited-file'],
  },
  {
    what: 'a foreign file has the name of a new folder',
    happens: edit('d'),
    wanted: [...both, file('d/e.md')],
    codes: ['foreign-file'],
  },
  {
    what: 'a page is renamed, but only in case',
    wanted: [file('A.md'), file('b/c.md')],
    left: { 'A.md': 'A.md\n', 'b/c.md': 'b/c.md\n' },
  },
  {
    what: 'two pages differ only in case',
    wanted: [file('d.md'), file('D.md')],
    codes: ['output-collision'],
  },
  {
    what: 'two pages differ only in the form of an accent',
    wanted: [file('\u00e9.md'), file('e\u0301.md')],
    codes: ['output-collision'],
  },
  {
    what: 'a page and a folder have the same name',
    wanted: [file('d'), file('d/e.md')],
    codes: ['output-collision'],
  },
  {
    what: 'a folder and a page have the same name, except for case',
    wanted: [file('d/e.md'), file('D')],
    codes: ['output-collision'],
  },
  {
    what: 'a page was replaced by a link',
    happens: becomesLink,
    wanted: both,
    force: true,
    codes: ['output-link'],
  },
  {
    what: 'a page was replaced by a link, and removed from the catalog',
    happens: becomesLink,
    wanted: [file('b/c.md')],
    force: true,
    codes: ['output-link'],
  },
]
