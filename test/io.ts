import picocolors from 'picocolors'
import type { World } from '../src/commands/shared/command.js'

/** Creates a world that records what a command prints. `text()` contains both streams in order. */
export function captureIo(cwd: string): World & { text(): string; stdout(): string } {
  let all = ''
  let out = ''
  return {
    cwd,
    out: (text) => {
      all += text
      out += text
    },
    err: (text) => {
      all += text
    },
    colors: picocolors.createColors(false),
    patience: 200,
    watched: false,
    text: () => all,
    stdout: () => out,
  }
}
