import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { asker } from '../../src/commands/shared/asker.js'

const terminal = () => {
  const [input, output] = [new PassThrough(), new PassThrough()]
  return { input, output, ask: asker({ input, output }), shown: () => String(output.read() ?? '') }
}

describe('questions at a terminal', () => {
  it('are answered line by line, including lines typed ahead', async () => {
    const { input, ask, shown } = terminal()
    input.write('one\ntwo\n')
    expect(await ask('First? ')).toBe('one')
    expect(await ask('Second? ')).toBe('two')
    const third = ask('Third? ')
    input.write('three\n')
    expect(await third).toBe('three')
    expect(shown()).toContain('Third? ')
  })

  it('throw an error if the input ends before they are answered', async () => {
    const { input, ask } = terminal()
    const left = ask('First? ')
    input.end()
    await expect(left).rejects.toThrow('Canceled before all questions were answered.')
    await expect(ask('Second? ')).rejects.toThrow('Canceled before all questions were answered.')
  })
})
