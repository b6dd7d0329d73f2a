import { InvalidArgumentError } from 'commander'
import { type Progress, progressFor } from '../runner/progress.ts'

/** What the flags that every command takes give. */
export type Flags = {
  readonly data?: string
  readonly inbox?: string
  readonly json?: boolean
  readonly quiet?: boolean
}

export type AsOfFlag = { readonly asOf?: string }

export const asOfFlag = [
  '--as-of <instant>',
  'the one instant that the run takes for now, ISO 8601 (else the newest dated event loaded)',
] as const

export const progressOf = ({ quiet = false, json = false }: Flags): Progress =>
  progressFor({ quiet: quiet || json })

/** Reads the value of a flag that is a whole number from 1 on. */
export const whole = (text: string): number => atLeast(1, text)

/** Reads the value of a flag that is a whole number from 0 on. */
export const count = (text: string): number => atLeast(0, text)

function atLeast(least: number, text: string): number {
  const number = Number(text)
  if (!/^[0-9]+$/.test(text) || !Number.isSafeInteger(number) || number < least)
    throw new InvalidArgumentError(`It must be a whole number from ${least} on.`)
  return number
}

/** Reads the value of a flag that is a day. */
export function calendarDay(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text
  throw new InvalidArgumentError('It must be a day such as 2026-01-31.')
}

/** Prints the result: as JSON with `--json`, else the sentences. */
export function print({ json = false }: Flags, result: unknown, sentences: readonly string[]): void {
  console.log(json ? JSON.stringify(result, null, 2) : sentences.join('\n'))
}

/** Prints what happens with its time (UTC), a line for each. */
export const teller =
  ({ json = false, quiet = false }: Flags) =>
  (said: string) => {
    const told_at = new Date().toISOString()
    if (json) console.log(JSON.stringify({ told_at, said }))
    else if (!quiet) console.log(`${told_at.slice(0, 19).replace('T', ' ')}  ${said}`)
  }
