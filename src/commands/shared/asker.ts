import { createInterface, type Interface } from 'node:readline'
import { RunError } from '../../model/diagnostic.js'

/** The two streams of a terminal. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
}

/**
 * Returns a function that asks a question at a terminal. All questions share one reader, so that
 * input typed ahead is not lost. The reader is paused between questions, so that it does not keep
 * the process alive. Canceling a question throws a RunError (exit 2).
 */
export function asker({ input, output }: Terminal): (question: string) => Promise<string> {
  const typed: string[] = []
  let reader: Interface | undefined
  let closed = false
  let waiting: { answer(line: string): void; leave(): void } | undefined
  const start = (): Interface => {
    const started = createInterface({ input, output })
    started.on('line', (line) => {
      // Several lines may arrive at once. Only the first answers the question.
      const asked = waiting
      waiting = undefined
      if (asked) asked.answer(line)
      else typed.push(line)
    })
    started.on('SIGINT', () => waiting?.leave())
    started.on('close', () => {
      closed = true
      waiting?.leave()
    })
    return started
  }
  return async (question) => {
    reader ??= start()
    if (!closed) {
      reader.setPrompt(question)
      reader.prompt()
    }
    try {
      const ahead = typed.shift()
      if (ahead !== undefined) return ahead
      if (closed) throw left()
      return await new Promise<string>((answer, reject) => {
        waiting = { answer, leave: () => reject(left()) }
      })
    } catch (cause) {
      output.write('\n')
      throw cause
    } finally {
      waiting = undefined
      if (!closed) reader.pause()
    }
  }
}

function left(): RunError {
  return new RunError(2, {
    code: 'usage',
    message: 'Canceled before all questions were answered.',
    help: 'Nothing was written. Run it again, or use `--yes` to skip the questions.',
  })
}
