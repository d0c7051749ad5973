import type { Path } from '../model/source.js'

/** `outputs[1].emit` */
export function pathText(path: Path): string {
  return path.reduce<string>(withStep, '')
}

function withStep(text: string, step: string | number): string {
  if (typeof step === 'number') return `${text}[${step}]`
  return text === '' ? step : `${text}.${step}`
}
