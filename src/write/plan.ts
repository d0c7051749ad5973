import type { Artifact, FileArtifact } from '../model/artifact.js'
import type { Finding } from '../model/diagnostic.js'
import { hashOf, isInside, type Manifest } from './manifest.js'

/** What is on disk where an output wants to write, as `look` found it. */
export interface Folder {
  /** Relative to the working folder. */
  readonly path: string
  readonly manifest: Manifest
  /** The text of a file, undefined where there is none, or what stands there in place of one. */
  read(path: string): string | undefined | { readonly problem: 'link' | 'folder' }
}

export interface Edit {
  readonly path: string
  readonly action: 'create' | 'update' | 'delete' | 'keep'
  /** The whole text, but for a deletion. */
  readonly contents?: string
  readonly hash?: string
  /** The hash of what is there now, for a file that is ours. */
  readonly before?: string
}

/** What a build does to one folder. Pure: what is there is given. */
export interface FolderPlan {
  readonly folder: Folder
  readonly edits: readonly Edit[]
}

export interface PlanOptions {
  /** Take files back that others wrote or edited. */
  readonly force: boolean
}

/** (Artifact[], what is there) → Edit[]. Only files of ours are touched; any other is a finding. */
export function planFolder(artifacts: readonly FileArtifact[], folder: Folder, { force }: PlanOptions): { plan: FolderPlan; findings: Finding[] } {
  const findings: Finding[] = []
  const edits: Edit[] = []
  const wanted = new Set<string>()
  for (const { path, contents } of artifacts) {
    const full = `${folder.path}/${path}`
    if (!isInside(path)) {
      findings.push({ code: 'path-escapes', message: `Unexpected path \`${path}\`: it leads out of ${folder.path}.`, help: 'Correct the emitter: paths are relative, with `/` between plain names.' })
      continue
    }
    if (wanted.has(path.toLowerCase())) {
      findings.push({ code: 'output-collision', message: `Unexpected second ${full}: two outputs would write it.`, help: 'Give one of the outputs another folder.' })
      continue
    }
    wanted.add(path.toLowerCase())
    const existing = folder.read(path)
    if (typeof existing === 'object') {
      findings.push(obstacle(full, existing.problem))
      continue
    }
    const hash = hashOf(contents)
    const ours = folder.manifest.get(path)
    const now = existing === undefined ? undefined : hashOf(existing)
    if (now === hash) edits.push({ path, action: 'keep', hash, contents })
    else if (now === undefined) edits.push({ path, action: 'create', contents, hash })
    else if (force || now === ours?.hash || now === ours?.next) edits.push({ path, action: 'update', contents, hash, before: now })
    else findings.push(ours === undefined ? foreign(full) : edited(full, existing ?? '', contents))
  }
  for (const [path, ours] of folder.manifest) {
    if (wanted.has(path.toLowerCase())) continue
    const existing = folder.read(path)
    if (existing === undefined) continue
    const full = `${folder.path}/${path}`
    if (typeof existing === 'object') findings.push(obstacle(full, existing.problem))
    else if (force || hashOf(existing) === ours.hash || hashOf(existing) === ours.next) edits.push({ path, action: 'delete', before: hashOf(existing) })
    else findings.push(edited(full, existing, undefined))
  }
  return { plan: { folder, edits }, findings }
}

function foreign(path: string): Finding {
  return { code: 'foreign-file', message: `Unexpected file ${path}: errbook did not write it.`, help: 'Move it, or build with `--force` to write over it.' }
}

function edited(path: string, existing: string, contents: string | undefined): Finding {
  const help = contents === undefined ? 'Its error is gone from the catalog. Remove the file, or build with `--force`.' : 'Put the change into the catalog or a template, then build with `--force` to take the file back.'
  return { code: 'edited-file', message: `Unexpected change in ${path}: it was edited since errbook wrote it.`, help: contents === undefined ? help : `${help}\n${difference(existing, contents)}` }
}

function obstacle(path: string, problem: 'link' | 'folder'): Finding {
  return problem === 'link'
    ? { code: 'output-link', message: `Unexpected link at ${path}: errbook does not write through links.`, help: 'Remove the link, or choose another folder in the config.' }
    : { code: 'foreign-file', message: `Unexpected folder at ${path}, expected a file or nothing.`, help: 'Move the folder.' }
}

/** The first lines in which two texts differ. */
export function difference(there: string, wanted: string, most = 4): string {
  const a = there.replaceAll('\r\n', '\n').split('\n')
  const b = wanted.split('\n')
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let [endA, endB] = [a.length, b.length]
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--
    endB--
  }
  const shown = (lines: readonly string[], mark: string) => [...lines.slice(0, most).map((line) => `${mark} ${line}`), ...(lines.length > most ? [`${mark} … ${lines.length - most} more`] : [])]
  return [`@@ line ${start + 1} @@`, ...shown(a.slice(start, endA), '-'), ...shown(b.slice(start, endB), '+')].join('\n')
}

export function isFile(artifact: Artifact): artifact is FileArtifact {
  return 'contents' in artifact
}
